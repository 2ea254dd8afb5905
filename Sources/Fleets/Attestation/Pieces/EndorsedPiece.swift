/// A piece of collateral that was found to lead to a root. Whether it is in force is for whoever uses it.
package struct EndorsedPiece: Hashable, Sendable {
  package let root: CollateralRoot
  package let subject: CollateralSubject
  /// In the one form in which a store keeps it: DER, or Intel's answer.
  package let octets: [UInt8]
  /// Unix seconds between which it is in force, both included.
  package let from: Int64
  package let until: Int64

  package func isInForce(at now: Int64) -> Bool { (self.from...max(self.from, self.until)).contains(now) }

  /// Where a store keeps it: `Intel/qe-identity.json`.
  package var path: String { "\(self.root.name)/\(self.subject.fileName)" }

  init(_ root: CollateralRoot, _ subject: CollateralSubject, _ certificate: X509Certificate) {
    self.root = root
    self.subject = subject
    self.octets = certificate.der
    self.from = certificate.notBefore
    self.until = certificate.notAfter
  }

  init(_ root: CollateralRoot, _ subject: CollateralSubject, _ list: RevocationList) {
    self.root = root
    self.subject = subject
    self.octets = list.der
    self.from = list.thisUpdate
    self.until = list.nextUpdate
  }

  init(_ root: CollateralRoot, _ info: TCBInfo) {
    self.root = root
    self.subject = .tcbInfo(fmspc: info.fmspc, pceID: info.pceID)
    self.octets = info.signed.answer(member: "tcbInfo")
    self.from = info.issued
    self.until = info.nextUpdate
  }

  init(_ root: CollateralRoot, _ identity: QEIdentity) {
    self.root = root
    self.subject = .qeIdentity
    self.octets = identity.signed.answer(member: "enclaveIdentity")
    self.from = identity.issued
    self.until = identity.nextUpdate
  }
}

extension SignedText {
  /// As Intel's service answers it.
  func answer(member name: String) -> [UInt8] {
    Array("{\"\(name)\":".utf8) + self.octets + Array(",\"signature\":\"\(Hexadecimal.text(self.signature))\"}".utf8)
  }
}
