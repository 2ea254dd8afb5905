import Loopback

/// Loopback addresses on whose port 53 test servers may listen.
enum Port53 {
  /// Another one for each process, so that test runs beside each other do not meet.
  static let network = "127.53.\(UInt8.random(in: 1...250))"

  static var isAllowed: Bool { FreePort.isFree(53, address: "\(network).1") }
}
