import Foundation

/// Ports of 127.0.0.1 that nothing uses.
package enum FreePort {
  /// A port that is free for both TCP and UDP, never answered twice by this process. It lies below the range from which the
  /// system takes ports for outgoing connections, so none of those can take it before the server does.
  package static func find(address: String = "127.0.0.1") throws(ProcessError) -> UInt16 {
    for _ in 0..<1000 {
      let port = UInt16.random(in: 20000..<32000)
      if HandedOut.shared.take(port), isFree(port, address: address) { return port }
    }
    throw .notStarted(program: "a server", reason: "no free port was found on \(address)")
  }

  /// Whether a port can be bound now, with TCP and with UDP. False also where the right to bind it is missing.
  package static func isFree(_ port: UInt16, address: String = "127.0.0.1") -> Bool {
    canBind(port, address, Int32(SOCK_STREAM.rawValue)) && canBind(port, address, Int32(SOCK_DGRAM.rawValue))
  }

  private static func canBind(_ port: UInt16, _ address: String, _ kind: Int32) -> Bool {
    let descriptor = socket(LoopbackAddress.family(of: address), kind | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return LoopbackAddress.use(address, port) { bind(descriptor, $0, $1) }
  }
}

private final class HandedOut: @unchecked Sendable {
  static let shared = HandedOut()

  private let lock = NSLock()
  // Guarded by `lock`.
  private var ports: Set<UInt16> = []

  func take(_ port: UInt16) -> Bool { lock.withLock { ports.insert(port).inserted } }
}
