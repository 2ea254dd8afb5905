extension Duration {
  /// Each unit in milliseconds.
  private static let units: [(suffix: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]

  /// Reads `500ms`, `30s`, `10m`, `12h`, `14d`: digits, then one unit.
  package init?(written: String) {
    let digits = written.prefix { $0.isASCII && $0.isNumber }
    let suffix = written[digits.endIndex...]
    guard let number = Int32(digits), let unit = Self.units.first(where: { $0.suffix == suffix }) else { return nil }
    self = .milliseconds(Int64(number) * unit.milliseconds)
  }

  /// In the largest unit that fits without a rest; parts of a millisecond are dropped.
  package var written: String {
    let milliseconds = self.components.seconds * 1000 + self.components.attoseconds / 1_000_000_000_000_000
    guard milliseconds != 0, let unit = Self.units.last(where: { milliseconds % $0.milliseconds == 0 }) else {
      return "0s"
    }
    return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
  }
}
