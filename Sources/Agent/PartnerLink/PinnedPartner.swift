package import TLSKeys

/// A partner and the one or two keys its agent may show: two while it changes from one to the other.
package struct PinnedPartner: Hashable, Sendable {
  package static let maximumPins = 2

  /// What the configuration calls the partner.
  package let name: String
  package let pins: [KeyDigest]

  /// Nil unless there are one or two different pins.
  package init?(name: String, pins: [KeyDigest]) {
    guard (1...Self.maximumPins).contains(pins.count), Set(pins).count == pins.count else { return nil }
    self.name = name
    self.pins = pins
  }

  package init(name: String, pin: KeyDigest) {
    self.name = name
    self.pins = [pin]
  }
}
