import Loopback
import PartnerLink

/// What one organization is to be: its hosts, and whom it deals with.
struct OrganizationPlan: Sendable {
  struct Partner: Sendable {
    let name: String
    let certificatePEM: String
    /// Where its agent listens.
    let port: UInt16
    let pairs: [LabPair]
  }

  /// Also the name of its folder.
  let name: String
  /// Where its agent listens for partners.
  let port: UInt16
  let hosts: [LabHost]
  let partners: [Partner]
}
