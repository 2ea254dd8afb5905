import SwiftASN1

/// Times of certificates and revocation lists as Unix seconds: UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5).
enum ASN1Seconds {
  struct NoTime: Error {}

  static func read(_ node: ASN1Node?) throws -> Int64 {
    guard let node else { throw NoTime() }
    if node.identifier == .utcTime {
      let time = try UTCTime(derEncoded: node)
      return self.unix(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
    }
    let time = try GeneralizedTime(derEncoded: node)
    return self.unix(time.year, time.month, time.day, time.hours, time.minutes, time.seconds)
  }

  /// Counts days by the proleptic Gregorian calendar, in years that begin on 1 March.
  private static func unix(_ year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int) -> Int64
  {
    let years = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = years * 365 + years / 4 - years / 100 + years / 400 + dayOfYear - 719_468
    return Int64(days * 86_400 + hours * 3_600 + minutes * 60 + seconds)
  }
}
