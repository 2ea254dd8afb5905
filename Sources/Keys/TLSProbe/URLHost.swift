import NIOCore
import TLSKeys

/// The host of a special URL (WHATWG URL Standard §3.5).
struct URLHost {
  let text: String
  let isIPLiteral: Bool

  /// Forbidden domain code points that are ASCII and visible; controls, space and DEL are checked by their range.
  private static let forbidden = Set("#/:<>?@[\\]^|%".utf8)
  /// The most octets a host may have, before and after conversion.
  private static let maximumOctets = 1024

  init(_ scalars: ArraySlice<Unicode.Scalar>) throws(URLProblem) {
    guard scalars.count <= Self.maximumOctets else { throw URLProblem("the URL's host is too long") }
    if scalars.first == "[" {
      self = try Self.ipv6(scalars)
      return
    }
    guard let decoded = Self.percentDecoded(scalars) else { throw URLProblem("the URL's host is not UTF-8") }
    guard var name = ALabels.of(decoded) else { throw URLProblem("the URL's host is no internationalized name") }
    guard !name.isEmpty else { throw URLProblem("the URL has no host") }
    guard name.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !Self.forbidden.contains($0) }) else {
      throw URLProblem("the URL's host has characters that are not allowed")
    }
    if let number = try IPv4Number.address(name) {
      self.init(text: number, isIPLiteral: true)
    } else {
      if name.hasSuffix(".") { name.removeLast() }
      guard !name.isEmpty, !name.hasSuffix(".") else { throw URLProblem("the URL has no host") }
      self.init(text: name, isIPLiteral: false)
    }
  }

  private init(text: String, isIPLiteral: Bool) {
    self.text = text
    self.isIPLiteral = isIPLiteral
  }

  private static func ipv6(_ scalars: ArraySlice<Unicode.Scalar>) throws(URLProblem) -> URLHost {
    let inside = scalars.dropFirst().dropLast()
    guard scalars.last == "]", scalars.count > 2,
      inside.allSatisfy({ $0.properties.isASCIIHexDigit || $0 == ":" || $0 == "." }),
      let address = try? SocketAddress(ipAddress: String(String.UnicodeScalarView(inside)), port: 0),
      case .v6 = address, let text = address.ipAddress
    else { throw URLProblem("the URL's host is no IPv6 address") }
    return URLHost(text: text, isIPLiteral: true)
  }

  private static func percentDecoded(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
    var octets: [UInt8] = []
    var rest = Array(String(String.UnicodeScalarView(scalars)).utf8)[...]
    while let octet = rest.popFirst() {
      if octet == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(hexDigits: rest[rest.startIndex], rest[rest.startIndex + 1])
      {
        octets.append(value)
        rest = rest.dropFirst(2)
      } else {
        octets.append(octet)
      }
    }
    return String(validating: octets, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate init?(hexDigits high: UInt8, _ low: UInt8) {
    guard let high = Character(Unicode.Scalar(high)).hexDigitValue,
      let low = Character(Unicode.Scalar(low)).hexDigitValue
    else { return nil }
    self = UInt8(high * 16 + low)
  }
}
