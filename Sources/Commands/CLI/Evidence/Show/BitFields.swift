/// Bits of a field that have a name each.
struct BitFields: Sendable {
  struct Bit: Sendable {
    let place: Int
    let key: String
    let label: String
    let on: String
    let off: String

    init(_ place: Int, _ key: String, _ label: String, on: String = "yes", off: String = "no") {
      self.place = place
      self.key = key
      self.label = label
      self.on = on
      self.off = off
    }
  }

  let bits: [Bit]

  init(_ bits: [Bit]) { self.bits = bits }

  /// Every named bit, and those without a name that are set.
  ///
  /// - Parameter known: other places that are shown elsewhere.
  func fields(_ number: UInt64, known: UInt64 = 0) -> [ShownField] {
    let named = self.bits.reduce(known) { $0 | 1 << UInt64($1.place) }
    let rest = number & ~named
    let fields = self.bits.map { bit in
      ShownField(
        bit.key, "\(bit.label) (bit \(bit.place))",
        .choice(number >> UInt64(bit.place) & 1 == 1, on: bit.on, off: bit.off))
    }
    guard rest != 0 else { return fields }
    return fields + [ShownField("otherBits", "other bits", .bits(rest), "set, and reserved as far as is known here")]
  }

  /// The names of those that are set, for fields of which most are not.
  func names(_ number: UInt64) -> ShownValue {
    let names = (0..<64).filter { number >> UInt64($0) & 1 == 1 }.map { place in
      self.bits.first { $0.place == place }?.label ?? "bit \(place)"
    }
    return .texts(names)
  }
}
