import Crypto
import TLSKeys

@testable import Attestation

/// A report and everything that endorses it, right until a test changes something; then all of it is signed anew.
struct SNPDraft {
  /// 15 June 2026.
  static let now: Int64 = 1_781_481_600

  let arkKey = HandKey.p384()
  let askKey = HandKey.p384()
  let vekKey = P384.Signing.PrivateKey()

  var ark: CertificateDraft
  var ask: CertificateDraft
  var vek: CertificateDraft
  /// Extensions of the VEK by the numbers after 1.3.6.1.4.1.3704.1: their values.
  var extensions: [[UInt64]: [UInt8]]
  var report: SNPReportDraft
  var revocationList: RevocationListDraft?
  /// In the places of the right signers.
  var arkSigner: HandKey?
  var askSigner: HandKey?
  var vekSigner: HandKey?
  var listSigner: HandKey?
  var reportSigner: P384.Signing.PrivateKey?

  init(_ line: SNPProductLine = .milan, version: UInt32 = 3, kind: SNPSigningKey = .vcek) {
    let ask = kind == .vcek ? "SEV-\(line.rawValue)" : "SEV-VLEK-\(line.rawValue)"
    self.ark = .ca("ARK-\(line.rawValue)", by: "ARK-\(line.rawValue)", key: self.arkKey)
    self.ask = .ca(ask, by: "ARK-\(line.rawValue)", key: self.askKey, pathLength: 0)
    self.ask.extensions?[1] = CertificateDraft.keyUsage(0x04)
    self.vek = CertificateDraft(subject: "SEV-\(kind.rawValue)", issuer: ask, key: .p384(self.vekKey))
    self.vek.serial = HandDER.integer(0)
    self.extensions = Self.extensions(line, kind)
    self.report = SNPReportDraft(version: version, line: line)
    if kind == .vlek {
      self.report.set(0x48, UInt32(1 << 2))
      self.report.set(0x1A0, Array(repeating: 0, count: 64))
    }
  }

  static func extensions(_ line: SNPProductLine, _ kind: SNPSigningKey = .vcek) -> [[UInt64]: [UInt8]] {
    var extensions: [[UInt64]: [UInt8]] = [
      [1]: HandDER.integer(0), [2]: HandDER.ia5(line == .milan ? "Milan-B0" : line.rawValue),
      [3, 1]: HandDER.integer(1), [3, 2]: HandDER.integer(2), [3, 3]: HandDER.integer(3), [3, 8]: HandDER.integer(4),
    ]
    if line == .turin { extensions[[3, 9]] = HandDER.integer(5) }
    switch kind {
    case .vcek: extensions[[4]] = SNPReportDraft.hardwareID(line)
    case .vlek: extensions[[5]] = HandDER.ia5("CN=cc-test.example")
    }
    return extensions
  }

  /// Whole Extensions, sorted, from such values.
  static func list(_ extensions: [[UInt64]: [UInt8]]) -> [[UInt8]] {
    extensions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      CertificateDraft.extension([1, 3, 6, 1, 4, 1, 3704, 1] + $0.key, $0.value)
    }
  }

  /// Everything signed.
  struct Made {
    let report: [UInt8]
    let ark: X509Certificate
    let ask: X509Certificate
    let vek: X509Certificate
    let lists: [RevocationList]

    var endorsements: SNPEndorsements {
      get throws { try SNPEndorsements(certificates: [self.vek, self.ark, self.ask], revocationLists: self.lists) }
    }

    /// That trust this ARK on purpose.
    var roots: TrustedRoots { TrustedRoots(simulated: [self.ark.keyDigest.octets]) }
  }

  func made() throws -> Made {
    var vek = self.vek
    vek.extensions = Self.list(self.extensions)
    return Made(
      report: try self.report.octets(signedBy: self.reportSigner ?? self.vekKey),
      ark: try self.ark.certificate(signedBy: self.arkSigner ?? self.arkKey),
      ask: try self.ask.certificate(signedBy: self.askSigner ?? self.arkKey),
      vek: try vek.certificate(signedBy: self.vekSigner ?? self.askKey),
      lists: try self.revocationList.map { [try $0.list(signedBy: self.listSigner ?? self.arkKey)] } ?? [])
  }

  /// Verifies what was made, trusting its ARK on purpose.
  func verified(now: Int64 = Self.now) throws -> VerifiedEvidence {
    let made = try self.made()
    return try SNPVerifier(roots: made.roots).verify(made.report, endorsements: made.endorsements, now: now)
  }
}
