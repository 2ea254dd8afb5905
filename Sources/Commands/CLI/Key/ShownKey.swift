import TLSKeys
import TLSProbe

/// What one server of a host was seen to show.
struct ShownKey: Encodable, Hashable, Sendable {
  /// Its address and port.
  let server: String
  /// SHA-256 of the key of its certificate, base64url; nil when it could not be seen.
  let key: String?
  /// Why it could not be seen.
  let problem: String?

  static func look(_ probe: TLSProbe, _ host: String, at address: String, port: Int) async -> ShownKey {
    let server = address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    do {
      let connection = try await probe.connect(host: host, address: address, port: port)
      let key = connection.leaf.digest.base64URL
      await connection.close()
      return ShownKey(server: server, key: key, problem: nil)
    } catch {
      return ShownKey(server: server, key: nil, problem: error.description)
    }
  }

  var line: Line {
    guard let key = self.key else {
      return """
        \(symbol: .warning) What \(self.server) shows could not be seen: \(self.problem ?? "") If it still shows the old \
        key, its users are stopped.
        """
    }
    return "\(symbol: .good) \(self.server) shows \(key)"
  }
}
