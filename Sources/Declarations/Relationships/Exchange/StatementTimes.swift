import Declarations

/// From when until when a statement holds, and what an agent accepts of another's. All in Unix seconds.
package struct StatementTimes: Hashable, Sendable {
  /// How far back not-before lies, for verifiers whose clock is slow.
  package static let backdate: Int64 = 600
  /// How long a statement holds from now on: 14 days.
  package static let validity: Int64 = 14 * 86_400
  /// How far another agent's clock may be from ours.
  package static let clockTolerance: Int64 = 300
  /// The longest span from not-before to expires that agents give and accept.
  package static let maximumSpan = Self.backdate + Self.validity

  package let notBefore: Int64
  package let expires: Int64

  package init(notBefore: Int64, expires: Int64) {
    self.notBefore = notBefore
    self.expires = expires
  }

  /// The times of a statement signed now.
  ///
  /// - Parameters:
  ///   - certificateExpires: when the first of the signer's certificates ends, where that is known.
  ///   - maximumSpan: what the partner accepts.
  /// - Throws: ``StepFailure`` when nothing is left of the validity.
  package init(now: Int64, certificateExpires: Int64?, maximumSpan: Int64?) throws(StepFailure) {
    let span = min(maximumSpan ?? .max, Self.maximumSpan)
    self.notBefore = now - Self.backdate
    self.expires = min(now + Self.validity, certificateExpires ?? .max, now - Self.backdate + span)
    guard self.expires > now else {
      throw .refused(
        "certificateExpires",
        "a statement signed now would end at once: a certificate ends, or the partner accepts no longer",
        next: "Renew the host's certificate")
    }
  }

  /// Refuses times another agent proposes that our own clock and limits would not give.
  ///
  /// - Parameter latestExpiry: when the first of our own certificates ends, where these are the times of our half.
  func check(now: Int64, maximumSpan: Int64, latestExpiry: Int64? = nil) throws(StepFailure) {
    // What a stranger sent may be any number: it must not overflow in the next line.
    guard self.notBefore >= 0, self.notBefore < self.expires, self.expires <= Statement.latestTime else {
      throw .refused("statementFields", "the statement's times are none that a record can hold")
    }
    let ahead = self.notBefore - (now - Self.backdate)
    guard abs(ahead) <= Self.clockTolerance else {
      throw .refused(
        "clockDiffers", "the caller's clock is \(abs(ahead)) s \(ahead > 0 ? "ahead of" : "behind") ours",
        next: "Set both machines' clocks by NTP")
    }
    guard self.expires > now else { throw .refused("statementFields", "the statement would be over already") }
    guard self.expires <= latestExpiry ?? .max else {
      throw .refused("validityTooLong", "the statement would outlast our host's certificate")
    }
    guard self.expires - self.notBefore <= maximumSpan else {
      throw .refused(
        "validityTooLong", "\(self.expires - self.notBefore) s of validity are asked for, \(maximumSpan) s are accepted"
      )
    }
  }
}
