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
    let (steps, progress) = AsyncStream.makeStream(of: RelationshipStep.self, bufferingPolicy: .bufferingNewest(64))
    async let outcome = self.create(request, progress)
    for await step in steps {
      try await response.write(.with { $0.step = .init(step) })
    }
    try await response.write(await outcome)
  }

  private func create(
    _ request: Warifu_Control_V1_CreateRelationshipRequest, _ progress: AsyncStream<RelationshipStep>.Continuation
  ) async -> Warifu_Control_V1_CreateRelationshipEvent {
    defer { progress.finish() }
    do {
      let relationship = try await self.handler.createRelationship(
        origin: request.origin, destination: request.destination, progress: { progress.yield($0) })
      return .with { $0.established = .init(relationship) }
    } catch {
      return .with { $0.refusal = .init(error) }
    }
  }

  func listRelationships(
    request: Warifu_Control_V1_ListRelationshipsRequest, context: ServerContext
  ) async throws
    -> Warifu_Control_V1_ListRelationshipsReply
  {
    do {
      let relationships = try await self.handler.relationships()
      return .with { $0.relationships = relationships.map { .init($0) } }
    } catch {
      throw error.asRPCError
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
