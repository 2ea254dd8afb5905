/// Who was spoken to: the host asked for, the address it was reached at, the port.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name (A-labels) or an IP literal without brackets.
  public let host: String
  /// An IP literal without brackets.
  public let address: String
  public let port: Int

  public init(host: String, address: String, port: Int) {
    self.host = host
    self.address = address
    self.port = port
  }

  public var description: String {
    let host = self.host.contains(":") ? "[\(self.host)]" : self.host
    return self.host == self.address ? "\(host):\(self.port)" : "\(host):\(self.port) (at \(self.address))"
  }
}
