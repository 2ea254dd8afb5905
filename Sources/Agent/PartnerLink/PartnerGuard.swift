import GRPCCore

/// Looks once more, at each call, who is calling: a partner may have been taken out since it connected, and should the
/// TLS handlers ever be missing, no call gets through without a certificate. It also ends calls that take too long.
struct PartnerGuard: ServerInterceptor {
  let roster: PartnerRoster
  let limit: Duration

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    _ = try self.roster.caller(context)
    return try await withThrowingTaskGroup(of: StreamingServerResponse<Output>?.self) { group in
      group.addTask { try await next(request, context) }
      group.addTask { [limit] in
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let response = try await group.next() ?? nil else {
        throw RPCError(code: .deadlineExceeded, message: "the call took longer than \(limit / .seconds(1)) s")
      }
      return response
    }
  }
}
