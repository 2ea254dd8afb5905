import Declarations

/// For whom and for how long is signed. Pure: the time is passed in.
struct SigningPolicy: Sendable {
  let hosts: [HostName: SignerHost]
  let limits: SignerLimits

  init(hosts: [SignerHost], limits: SignerLimits) {
    self.hosts = Dictionary(hosts.map { ($0.name, $0) }) { first, _ in first }
    self.limits = limits
  }

  func host(_ name: HostName) throws(SigningRefusal) -> SignerHost {
    guard let host = self.hosts[name] else {
      throw SigningRefusal(
        .hostNotNamed, "this signing agent does not sign for \(name)", next: "Add it to `hosts` in signer.yaml.")
    }
    return host
  }

  /// - Parameter now: Unix seconds.
  func judge(_ fields: SigningFields, now: Int64) throws(SigningRefusal) -> SignerHost {
    let host = try self.host(fields.signer)
    guard host.with.contains(fields.target) else {
      throw SigningRefusal(
        .targetNotNamed, "\(fields.signer) may not declare anything about \(fields.target)",
        next: "Add it to `with` of \(fields.signer) in signer.yaml.")
    }
    let wanted = now - SignerLimits.backdate
    let (difference, overflow) = fields.notBefore.subtractingReportingOverflow(wanted)
    guard !overflow, difference.magnitude <= UInt64(SignerLimits.clockTolerance) else {
      throw SigningRefusal(
        .notBeforeTooFar,
        "not-before \(fields.notBefore) is more than \(SignerLimits.clockTolerance) s from \(wanted), where this clock puts it",
        next: "Compare the clocks of both machines.")
    }
    guard fields.expires > now else {
      throw SigningRefusal(.alreadyExpired, "the statement would have ended at \(fields.expires), and it is \(now)")
    }
    let (span, tooLong) = fields.expires.subtractingReportingOverflow(fields.notBefore)
    guard !tooLong, span <= self.limits.longestSpan else {
      throw SigningRefusal(
        .validityTooLong,
        "\(fields.notBefore) to \(fields.expires) is longer than the \(self.limits.longestSpan) s that are allowed",
        next: "Ask for less, or raise `maximumValidity` in signer.yaml (30d at most).")
    }
    return host
  }

  func judge(_ fields: SigningFields, certificateExpires: Int64?) throws(SigningRefusal) {
    guard let end = certificateExpires, fields.expires > end else { return }
    throw SigningRefusal(
      .expiresAfterCertificate, "the statement would end at \(fields.expires), after the key's certificate at \(end)",
      next: "Renew the certificate, or ask for less.")
  }
}
