import LocalLink

extension ControlClient {
  /// Whether an agent listens at this socket, be it stopped or busy.
  package static func isAgentPresent(at path: String) -> Bool { SocketProbe.isListening(at: path) }
}
