import GRPCCore
import PartnerLink
import Rpc

func sayHello(
  as identity: AgentIdentity, to partner: PinnedPartner, at address: PartnerAddress, saying word: String = "hello",
  limits: PartnerLimits = PartnerLimits(), now: Int64 = TestIdentities.now
) async throws -> String {
  try await PartnerClient.with(identity, to: partner, at: address, limits: limits, now: { now }) { client in
    var request = Warifu_Partner_V1_HelloRequest()
    request.agent = word
    return try await Warifu_Partner_V1_PartnerService.Client(wrapping: client).hello(request).agent
  }
}

/// What a call failed with; nil when it did not, or with something that no partner link should throw.
func failure(_ call: () async throws -> String) async -> PartnerLinkError? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error as? PartnerLinkError
  }
}
