import Loopback
import PartnerLink

/// The three organizations of a world.
struct WorldOrganizations: Sendable {
  let shop: Organization
  let payment: Organization
  let secure3D: Organization

  /// Which relationships the shop and the payment provider agreed to have.
  static let shopPairs = [
    LabPair(.shop, .payment), LabPair(.shop, .takenOver), LabPair(.rsaShop, .rsaPayment),
    LabPair(.changingShop, .payment), LabPair(.registeringShop, .payment), LabPair(.corner, .payment),
    LabPair(.rented, .payment),
  ]
  static let securePairs = [LabPair(.payment, .secure3D)]

  static func start(
    _ identities: WorldIdentities, sites: [LabHost: Site], names: WorldNames, programs: BuiltPrograms,
    folder: TemporaryFolder
  ) async throws -> WorldOrganizations {
    let (shopPort, paymentPort, securePort) = (try FreePort.find(), try FreePort.find(), try FreePort.find())
    let shop = OrganizationPlan(
      name: "shop", port: shopPort,
      hosts: [.shop, .rsaShop, .changingShop, .registeringShop, .corner, .rented],
      partners: [.init(name: "payment", identities.payment, paymentPort, Self.shopPairs)])
    let payment = OrganizationPlan(
      name: "payment", port: paymentPort, hosts: [.payment, .takenOver, .demanding, .rsaPayment],
      partners: [
        .init(name: "shop", identities.shop, shopPort, Self.shopPairs),
        .init(name: "secure3d", identities.secure3D, securePort, Self.securePairs),
      ])
    let secure3D = OrganizationPlan(
      name: "secure3d", port: securePort, hosts: [.secure3D],
      partners: [.init(name: "payment", identities.payment, paymentPort, Self.securePairs)])
    let fileNames = OrganizationFiles.Names(names)
    @Sendable func start(_ plan: OrganizationPlan, _ identity: AgentIdentity) async throws -> Organization {
      try await Organization.start(
        plan, identity: identity, sites: sites, names: fileNames, programs: programs, folder: folder)
    }
    async let first = start(shop, identities.shop)
    async let second = start(payment, identities.payment)
    async let third = start(secure3D, identities.secure3D)
    let all = try await WorldOrganizations(shop: first, payment: second, secure3D: third)
    try await all.shop.waitForPartner(all.payment.name)
    try await all.payment.waitForPartner(all.secure3D.name)
    return all
  }
}

extension OrganizationPlan.Partner {
  init(name: String, _ identity: AgentIdentity, _ port: UInt16, _ pairs: [LabPair]) {
    self.init(name: name, certificatePEM: identity.certificatePEM, port: port, pairs: pairs)
  }
}
