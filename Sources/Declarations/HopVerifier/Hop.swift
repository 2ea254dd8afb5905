public import Declarations

/// One step from one host to another, seen from the page that sends the user on.
public struct Hop: Sendable {
  public let origin: HopHost
  public let destination: HopHost
  public let kinds: Set<HopKind>
  /// How the origin was reached.
  public let originEnd: HopEnd

  public init(origin: HopHost, destination: HopHost, kinds: Set<HopKind>, originEnd: HopEnd) {
    self.origin = origin
    self.destination = destination
    self.kinds = kinds
    self.originEnd = originEnd
  }
}
