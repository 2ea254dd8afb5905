import GRPCCore

/// Looks once more, at each call, who is calling: a partner may have been taken out since it connected, and should the
/// TLS handlers ever be missing, no call gets through without a certificate.
struct PartnerGuard: ServerInterceptor {
  let roster: PartnerRoster

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    _ = try self.roster.caller(context)
    return try await next(request, context)
  }
}
