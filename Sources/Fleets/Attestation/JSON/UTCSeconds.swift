/// Times of JSON documents as Unix seconds: `2026-03-16T22:06:09Z`, the one form of RFC 3339 that Intel writes.
enum UTCSeconds {
  /// nil for any other form, and for days that there are none of.
  static func read(_ text: String) -> Int64? {
    let parts = text.utf8.split(omittingEmptySubsequences: false) { "-T:Z".utf8.contains($0) }
    guard text.utf8.count == 20, parts.map(\.count) == [4, 2, 2, 2, 2, 2, 0],
      text.utf8.filter({ "-T:Z".utf8.contains($0) }).elementsEqual("--T::Z".utf8)
    else { return nil }
    let numbers = parts.dropLast().compactMap { Self.number($0) }
    guard numbers.count == 6, numbers[0] >= 1_970, (1...12).contains(numbers[1]), numbers[3] < 24, numbers[4] < 60,
      numbers[5] < 60
    else { return nil }
    let seconds = CivilTime.unix(
      year: numbers[0], month: numbers[1], day: numbers[2], hours: numbers[3], minutes: numbers[4], seconds: numbers[5])
    let next = numbers[1] == 12 ? (numbers[0] + 1, 1) : (numbers[0], numbers[1] + 1)
    let monthEnd = CivilTime.unix(year: next.0, month: next.1, day: 1, hours: 0, minutes: 0, seconds: 0)
    guard numbers[2] >= 1, seconds < monthEnd else { return nil }
    return seconds
  }

  private static func number(_ digits: some Collection<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
