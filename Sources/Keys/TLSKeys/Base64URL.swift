/// base64url without padding (RFC 4648 §5), read strictly.
///
/// Every sequence of octets has exactly one text: padding, white space, characters of the other alphabet and trailing
/// bits other than zero are refused, so that two different texts never mean the same key or signature.
public enum Base64URL {
  /// The text of `octets`, without padding.
  public static func encode(_ octets: some Collection<UInt8>) -> String {
    Base64Alphabet.urlSafe.encode(octets)
  }

  /// The octets `text` stands for, or nil where it is not the one strict text of any octets.
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    Base64Alphabet.urlSafe.decode(text)
  }

  /// The octets `text` stands for, or nil where it is not the one strict text of any octets.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    Base64Alphabet.urlSafe.decode(text.utf8)
  }
}
