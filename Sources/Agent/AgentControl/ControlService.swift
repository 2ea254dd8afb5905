import GRPCCore
import Rpc
import SwiftProtobuf

/// The control calls as gRPC brings them, handed to a handler that knows plain values only.
struct ControlService<Handler: ControlHandler>: Warifu_Control_V1_ControlService.SimpleServiceProtocol {
  let handler: Handler

  func status(
    request: Warifu_Control_V1_StatusRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_StatusReply
  {
    do {
      return .init(try await self.handler.status())
    } catch {
      throw error.asRPCError
    }
  }

  func createRelationship(
    request: Warifu_Control_V1_CreateRelationshipRequest,
    response: RPCWriter<Warifu_Control_V1_CreateRelationshipEvent>,
    context: ServerContext
  ) async throws {
    try await Self.tell(response) { progress throws(ControlError) in
      try await self.handler.createRelationship(
        origin: request.origin, destination: request.destination, progress: progress)
    }
  }

  func renewRelationship(
    request: Warifu_Control_V1_RenewRelationshipRequest,
    response: RPCWriter<Warifu_Control_V1_CreateRelationshipEvent>,
    context: ServerContext
  ) async throws {
    try await Self.tell(response) { progress throws(ControlError) in
      try await self.handler.renewRelationship(
        origin: request.origin, destination: request.destination, progress: progress)
    }
  }

  private typealias Progress = @Sendable (RelationshipStep) -> Void

  /// Writes each step as it is done, and last the outcome.
  private static func tell(
    _ response: RPCWriter<Warifu_Control_V1_CreateRelationshipEvent>,
    _ body: @escaping @Sendable (@escaping Progress) async throws(ControlError) -> RelationshipInfo
  ) async throws {
    let (steps, progress) = AsyncStream.makeStream(of: RelationshipStep.self, bufferingPolicy: .bufferingNewest(64))
    async let outcome = Self.outcome(progress, body)
    for await step in steps {
      try await response.write(.with { $0.step = .init(step) })
    }
    try await response.write(await outcome)
  }

  private static func outcome(
    _ progress: AsyncStream<RelationshipStep>.Continuation,
    _ body: @Sendable (@escaping Progress) async throws(ControlError) -> RelationshipInfo
  ) async -> Warifu_Control_V1_CreateRelationshipEvent {
    defer { progress.finish() }
    do {
      let relationship = try await body { progress.yield($0) }
      return .with { $0.established = .init(relationship) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func listRelationships(
    request: Warifu_Control_V1_ListRelationshipsRequest,
    response: RPCWriter<Warifu_Control_V1_ListRelationshipsReply>, context: ServerContext
  ) async throws {
    let all: [RelationshipInfo]
    do {
      all = try await self.handler.relationships()
    } catch {
      throw error.asRPCError
    }
    // With 16 keys on both sides one relationship takes some 20 KiB of the 4 MiB that a message may have.
    for start in stride(from: 0, to: all.count, by: 100) {
      let part = all[start..<min(start + 100, all.count)].map { Warifu_Control_V1_RelationshipInfo($0) }
      try await response.write(.with { $0.relationships = part })
    }
  }

  func pruneRelationships(
    request: Warifu_Control_V1_PruneRelationshipsRequest,
    response: RPCWriter<Warifu_Control_V1_PruneRelationshipsReply>, context: ServerContext
  ) async throws {
    let result: PruneResult
    do {
      result = try await self.handler.prune(
        zones: request.zones, pairs: request.pairs.map { ($0.origin, $0.destination) }, removes: request.remove)
    } catch {
      return try await response.write(.with { $0.refusal = .init(error) })
    }
    for reply in result.replies { try await response.write(reply) }
  }

  func listKeys(
    request: Warifu_Control_V1_ListKeysRequest, context: ServerContext
  ) async throws -> Warifu_Control_V1_KeysReply {
    await Self.keys(of: request.host) { () throws(ControlError) in try await self.handler.keys(host: request.host) }
  }

  func stageKey(
    request: Warifu_Control_V1_StageKeyRequest, context: ServerContext
  ) async throws -> Warifu_Control_V1_KeysReply {
    await Self.keys(of: request.host) { () throws(ControlError) in
      try await self.handler.stageKey(host: request.host, key: request.key)
    }
  }

  func retireKey(
    request: Warifu_Control_V1_RetireKeyRequest, context: ServerContext
  ) async throws -> Warifu_Control_V1_KeysReply {
    do {
      let retired = try await self.handler.retireKey(host: request.host, key: request.key, revoked: request.revoked)
      return .with {
        $0.keys = .with {
          $0.host = request.host
          $0.keys = retired.keys.map { .init($0) }
          if let revocation = retired.revocation { $0.revocation = .init(revocation) }
        }
      }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  private static func keys(
    of host: String, _ body: () async throws(ControlError) -> [HostKeyInfo]
  ) async -> Warifu_Control_V1_KeysReply {
    do {
      let keys = try await body()
      return .with {
        $0.keys = .with {
          $0.host = host
          $0.keys = keys.map { .init($0) }
        }
      }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func keyProgress(
    request: Warifu_Control_V1_KeyProgressRequest, context: ServerContext
  ) async throws -> Warifu_Control_V1_KeyProgressReply {
    do {
      let progress = try await self.handler.keyProgress(
        host: request.host, key: request.key.isEmpty ? nil : request.key)
      return .with { $0.progress = .init(progress) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func backup(
    request: Warifu_Control_V1_BackupRequest, context: ServerContext
  ) async throws -> Warifu_Control_V1_BackupReply {
    do {
      let backup = try await self.handler.backup(path: request.path)
      return .with {
        $0.backup = .with {
          $0.path = backup.path
          $0.relationships = UInt32(clamping: backup.relationships)
          $0.octets = UInt64(clamping: backup.octets)
        }
      }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func showRelationship(
    request: Warifu_Control_V1_ShowRelationshipRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_RelationshipReply
  {
    do {
      let found = try await self.handler.relationship(origin: request.origin, destination: request.destination)
      return .with { $0.relationship = .init(found) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func withdrawRelationship(
    request: Warifu_Control_V1_WithdrawRelationshipRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_WithdrawRelationshipReply
  {
    do {
      let withdrawal = try await self.handler.withdrawRelationship(
        origin: request.origin, destination: request.destination, reason: request.reason)
      return .with { $0.withdrawal = .init(withdrawal) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func showPolicy(
    request: Warifu_Control_V1_ShowPolicyRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_PolicyReply
  {
    do {
      return .init(try await self.handler.policy(host: request.host))
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func setPolicy(
    request: Warifu_Control_V1_SetPolicyRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_PolicyReply
  {
    do {
      return .init(try await self.handler.setPolicy(host: request.host, record: request.record))
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func removePolicy(
    request: Warifu_Control_V1_RemovePolicyRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_PolicyReply
  {
    do {
      return .init(try await self.handler.removePolicy(host: request.host))
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func tryPolicy(
    request: Warifu_Control_V1_TryPolicyRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_TryPolicyReply
  {
    do {
      let forecast = try await self.handler.tryPolicy(host: request.host, record: request.record)
      return .with { $0.trial = .init(forecast) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func listPartners(
    request: Warifu_Control_V1_ListPartnersRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_ListPartnersReply
  {
    do {
      let partners = try await self.handler.partners()
      return .with { $0.partners = partners.map { .init($0) } }
    } catch {
      throw error.asRPCError
    }
  }

  func testPartner(
    request: Warifu_Control_V1_TestPartnerRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_TestPartnerReply
  {
    do {
      let answer = try await self.handler.testPartner(name: request.name)
      return .with { $0.answer = .init(answer) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }
}

extension ControlError {
  fileprivate var asRPCError: RPCError { RPCError(code: .unavailable, message: self.description) }
}
