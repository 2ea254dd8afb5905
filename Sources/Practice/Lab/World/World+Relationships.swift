import AgentControl
import Declarations

extension World {
  /// Publishes the policy records of the organizations' hosts, each through its own agent, which names itself in them.
  func publishPolicies() async throws {
    try await self.shop.control { agent in
      for host in [LabHost.shop, .rsaShop, .changingShop] {
        _ = try await agent.setPolicy(host: host.name, record: PolicyRecord(origin: .enforce).text)
      }
      _ = try await agent.setPolicy(host: LabHost.registeringShop.name, record: PolicyRecord().text)
    }
    try await self.payment.control { agent in
      for host in [LabHost.payment, .takenOver, .rsaPayment] {
        _ = try await agent.setPolicy(host: host.name, record: PolicyRecord().text)
      }
      _ = try await agent.setPolicy(host: LabHost.demanding.name, record: PolicyRecord(destination: .require).text)
    }
    try await self.secure3D.control { agent in
      _ = try await agent.setPolicy(host: LabHost.secure3D.name, record: PolicyRecord().text)
    }
  }

  /// Lets the agents make the relationships that stand from the start.
  func register() async throws {
    try await self.shop.control { agent in
      for pair in [
        LabPair(.shop, .payment), LabPair(.shop, .takenOver), LabPair(.rsaShop, .rsaPayment),
        LabPair(.changingShop, .payment),
      ] {
        _ = try await agent.create(pair)
      }
    }
    try await self.payment.control { _ = try await $0.create(LabPair(.payment, .secure3D)) }
  }
}

extension ControlClient {
  func create(_ pair: LabPair) async throws(ControlError) -> RelationshipInfo {
    try await self.createRelationship(origin: pair.origin.name, destination: pair.destination.name)
  }

  func withdraw(_ pair: LabPair, reason: String) async throws(ControlError) -> Withdrawal {
    try await self.withdrawRelationship(
      origin: pair.origin.name, destination: pair.destination.name, reason: reason)
  }
}
