/// Two hosts of a world, of which the first sends users to the second.
package struct LabPair: Hashable, Sendable, CustomStringConvertible {
  package let origin: LabHost
  package let destination: LabHost

  package init(_ origin: LabHost, _ destination: LabHost) {
    self.origin = origin
    self.destination = destination
  }

  /// As agents' files write it.
  package var description: String { "\(self.origin.name)>\(self.destination.name)" }
}

extension LabPair {
  /// The other end; nil when `host` is neither.
  func other(than host: LabHost) -> LabHost? {
    if host == self.origin { return self.destination }
    return host == self.destination ? self.origin : nil
  }
}
