extension Duration {
  private static let units: [(suffix: String, duration: Duration)] = [
    ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600)), ("d", .seconds(86_400)),
  ]

  /// Reads `500ms`, `30s`, `10m`, `12h`, `14d`: digits, then one unit.
  package init?(written: String) {
    let digits = written.prefix { $0.isASCII && $0.isNumber }
    let suffix = written[digits.endIndex...]
    guard let number = Int32(digits), let unit = Self.units.first(where: { $0.suffix == suffix }) else { return nil }
    self = unit.duration * Int(number)
  }

  /// In the largest unit that fits without a rest.
  package var written: String {
    for unit in Self.units.reversed() {
      let count = self / unit.duration
      if count >= 1, count == count.rounded() { return "\(Int(count))\(unit.suffix)" }
    }
    return self == .zero ? "0s" : "\(self)"
  }
}
