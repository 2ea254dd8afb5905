import TLSKeys

/// What stands in a field.
enum ShownValue: Sendable {
  case octets([UInt8])
  case number(UInt64)
  /// From the file or from here: control characters are made visible where it is written.
  case text(String)
  case texts([String])
  case numbers([UInt8])
  case flag(Bool)
  /// A bit that is set or not, in the words for both.
  case choice(Bool, on: String, off: String)
  /// Unix seconds.
  case time(Int64)
  /// Milliseconds since 1970.
  case milliseconds(Int64)
  /// Nothing is there.
  case nothing

  /// For people.
  var text: String {
    switch self {
    case .octets(let octets): Self.text(octets)
    case .number(let number): String(number)
    case .text(let text): text
    case .texts(let texts): texts.isEmpty ? "none" : texts.joined(separator: ", ")
    case .numbers(let numbers): numbers.map(String.init).joined(separator: " ")
    case .flag(let flag): flag ? "yes" : "no"
    case .choice(let isOn, let on, let off): isOn ? on : off
    case .time(let seconds): TimeText.utc(seconds)
    case .milliseconds(let time): Self.utc(milliseconds: time)
    case .nothing: "none"
    }
  }

  /// A long run of zeros is told as such: nobody counts them.
  private static func text(_ octets: [UInt8]) -> String {
    if octets.isEmpty { return "empty" }
    return octets.count >= 16 && octets.allSatisfy { $0 == 0 } ? "zeros, \(octets.count) octets" : self.hex(octets)
  }

  static func hex(_ octets: some Sequence<UInt8>) -> String {
    var text = ""
    for octet in octets {
      text += octet < 16 ? "0" : ""
      text += String(octet, radix: 16)
    }
    return text
  }

  /// `2021-03-17T22:01:55.685Z`.
  static func utc(milliseconds time: Int64) -> String {
    let fraction = String(time % 1_000)
    return TimeText.utc(time / 1_000).dropLast() + "." + String(repeating: "0", count: 3 - fraction.count) + fraction
      + "Z"
  }

  /// A number of fixed width in hexadecimal digits, as data sheets write bits: `0x0000000000030000`.
  static func bits(_ number: some FixedWidthInteger & UnsignedInteger) -> Self {
    let digits = String(number, radix: 16)
    return .text("0x" + String(repeating: "0", count: number.bitWidth / 4 - digits.count) + digits)
  }
}
