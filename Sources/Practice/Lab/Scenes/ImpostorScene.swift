import AgentControl
import Foundation
import Loopback
import PartnerLink

/// Somebody has the shop's files, down to the secret of its zone, but not its agent's key, and calls the payment provider.
enum ImpostorScene {
  static func play(in world: World) async throws -> SceneSight {
    let signed = world.payment.signerLog()
    let impostor = try await Self.start(in: world)
    let sight = await Self.call(from: impostor)
    let ownLog = impostor.signerLog()
    await impostor.stop()
    guard world.payment.signerLog() == signed, ownLog.isEmpty else {
      return SceneSight("\(sight.observed); but something was signed", detail: sight.detail)
    }
    return sight
  }

  private static func call(from impostor: Organization) async -> SceneSight {
    do {
      try await impostor.control { _ = try await $0.create(LabPair(.shop, .payment)) }
      return SceneSight("registered")
    } catch let error as ControlError {
      return SceneSight(error.code == "refusedByPartner" ? "link refused" : error.code, detail: error.message)
    } catch {
      return SceneSight("failed", detail: "\(error)")
    }
  }

  private static func start(in world: World) async throws -> Organization {
    let now = Int64(Date().timeIntervalSince1970)
    let identity = try AgentIdentity.create(
      in: world.folder.file("impostor/identity"), name: "shop agent", days: 365, now: now)
    let certificate = try world.folder.read("payment/identity/\(AgentIdentity.certificateFile)")
    let pairs = [LabPair(.shop, .payment)]
    let plan = OrganizationPlan(
      name: "impostor", port: try FreePort.find(), hosts: [.shop],
      partners: [.init(name: "payment", certificatePEM: certificate, port: world.payment.port, pairs: pairs)])
    let names = OrganizationFiles.Names(
      resolver: world.resolverAddress, authority: world.authoritativeAddress,
      keys: world.updateKeys.filter { $0.key == .shop })
    return try await Organization.start(
      plan, identity: identity, sites: [.shop: try world.site(.shop)], names: names, programs: world.programs,
      folder: world.folder)
  }
}
