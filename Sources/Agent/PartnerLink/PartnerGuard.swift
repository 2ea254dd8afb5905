import GRPCCore

/// Lets no call through before the server has seen that it is closed to strangers; and looks once more, at each call, who is
/// calling: a partner may have been taken out since it connected, and should the TLS handlers ever be missing, no call
/// gets through without a certificate.
struct PartnerGuard: ServerInterceptor {
  let roster: PartnerRoster
  let proof: CleartextProof

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    guard self.proof.isGiven else {
      throw RPCError(code: .unavailable, message: "this agent is starting, and serves nobody yet")
    }
    _ = try self.roster.caller(context)
    return try await next(request, context)
  }
}
