import GRPCCore
import PartnerLink
import Rpc

func hello(over client: GRPCClient<PartnerClient.Transport>) async throws -> String {
  try await Warifu_Partner_V1_PartnerService.Client(wrapping: client).hello(Warifu_Partner_V1_HelloRequest()).agent
}
