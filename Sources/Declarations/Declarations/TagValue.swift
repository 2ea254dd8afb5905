import TLSKeys

/// The forms of value that several tags share.
enum TagValue {
  /// `0|[1-9][0-9]{0,15}`, at most 2^53 − 1, so that every JSON reader can hold it.
  static func integer(_ text: String) -> Int64? {
    guard (1...16).contains(text.utf8.count), text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    else {
      return nil
    }
    guard text == "0" || !text.hasPrefix("0"), let value = Int64(text), value <= Statement.latestTime else {
      return nil
    }
    return value
  }

  /// 1–16 SHA-256 digests of 43 characters each, comma-separated without spaces, in any order.
  static func digests(_ text: String) -> [KeyDigest]? {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    guard (1...16).contains(words.count) else { return nil }
    let digests = words.compactMap { KeyDigest(base64URL: $0) }
    return digests.count == words.count ? digests : nil
  }
}
