import Foundation
import GRPCCore
import PartnerLink
import Rpc

/// Answers Hello with the caller's name as the roster knows it; refuses the other calls.
struct HelloService: Warifu_Partner_V1_PartnerService.SimpleServiceProtocol {
  let roster: PartnerRoster

  func hello(
    request: Warifu_Partner_V1_HelloRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_HelloReply {
    if request.agent == "wait" { try? await context.cancellation.cancelled }
    var reply = Warifu_Partner_V1_HelloReply()
    // Not refused here: that is for the server to do before.
    reply.agent = (try? self.roster.caller(context).name) ?? "nobody"
    return reply
  }

  func open(
    request: Warifu_Partner_V1_OpenRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_OpenReply { throw RPCError(code: .unimplemented, message: "") }

  func countersign(
    request: Warifu_Partner_V1_CountersignRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_CountersignReply { throw RPCError(code: .unimplemented, message: "") }

  func deliver(
    request: Warifu_Partner_V1_DeliverRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_DeliverReply { throw RPCError(code: .unimplemented, message: "") }

  func published(
    request: Warifu_Partner_V1_PublishedRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_PublishedReply { throw RPCError(code: .unimplemented, message: "") }

  func withdraw(
    request: Warifu_Partner_V1_WithdrawRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_WithdrawReply { throw RPCError(code: .unimplemented, message: "") }
}
