import SwiftASN1

/// Times of certificates and revocation lists as Unix seconds: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
enum ASN1Seconds {
  struct NoTime: Error {}

  static func read(_ node: ASN1Node?) throws -> Int64 {
    guard let node else { throw NoTime() }
    if node.identifier == .utcTime {
      let time = try UTCTime(derEncoded: node)
      return CivilTime.unix(
        year: time.year, month: time.month, day: time.day, hours: time.hours, minutes: time.minutes,
        seconds: time.seconds)
    }
    let time = try GeneralizedTime(derEncoded: node)
    return CivilTime.unix(
      year: time.year, month: time.month, day: time.day, hours: time.hours, minutes: time.minutes, seconds: time.seconds
    )
  }
}
