/// Who signs certificates and revocation lists.
package struct SimulatedIssuer: Sendable {
  package let name: SimulatedName
  package let key: SimulatedKey

  init(_ plan: CertificatePlan) {
    self.name = plan.subject
    self.key = plan.key
  }
}
