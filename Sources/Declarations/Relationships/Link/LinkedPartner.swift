import Declarations
import Foundation
import GRPCCore
package import PartnerLink
import Rpc
import SwiftProtobuf

/// A partner's agent at the other end of the pinned link.
package struct LinkedPartner: PartnerAgent {
  private typealias Service = Warifu_Partner_V1_PartnerService.Client<PartnerClient.Transport>

  private let link: PartnerClient
  /// What this agent calls itself towards the partner.
  private let ownName: String

  package init(_ link: PartnerClient, ownName: String) {
    self.link = link
    self.ownName = ownName
  }

  package func hello() async throws(StepFailure) -> PartnerGreeting {
    let request = Warifu_Partner_V1_HelloRequest.with {
      $0.agent = self.ownName
      $0.protocolVersion = 1
    }
    let reply = try await self.call { try await $0.hello(request) }
    // Whatever it says, differences to it must not overflow.
    let clock = min(max(reply.clock, 0), 9_007_199_254_740_991)
    return PartnerGreeting(agent: String(reply.agent.prefix(200)), clock: clock)
  }

  package func open(_ round: Round, keys: [[UInt8]]) async throws(StepFailure) -> OpenAnswer {
    let request = Warifu_Partner_V1_OpenRequest.with {
      $0.relationship = .init(round)
      $0.keys = keys.map { Data($0) }
    }
    switch try await self.call({ try await $0.open(request).outcome }) {
    case .opened(let opened):
      return .opened(
        keys: opened.keys.map { Array($0) }, maximumValidity: Int64(clamping: opened.maximumValiditySeconds))
    case .behind(let behind): return .behind(generation: Int64(clamping: behind.generation))
    case .refusal(let refusal): throw refusal.failure(by: self.name)
    case nil: throw self.empty
    }
  }

  package func countersign(_ round: Round, _ request: CountersignRequest) async throws(StepFailure) -> [SignedHalf] {
    let message = Warifu_Partner_V1_CountersignRequest(round, request)
    switch try await self.call({ try await $0.countersign(message).outcome }) {
    case .statements(let statements):
      guard statements.statements.count <= Statement.maximumTargetKeys else { throw .unreadable("statements") }
      var halves: [SignedHalf] = []
      for statement in statements.statements { halves.append(try statement.half(round.pair)) }
      return halves
    case .refusal(let refusal): throw refusal.failure(by: self.name)
    case nil: throw self.empty
    }
  }

  package func deliver(_ round: Round, _ halves: [SignedHalf]) async throws(StepFailure) {
    let request = Warifu_Partner_V1_DeliverRequest.with {
      $0.relationship = .init(round)
      $0.statements = halves.map { .init($0) }
    }
    switch try await self.call({ try await $0.deliver(request).outcome }) {
    case .accepted: return
    case .refusal(let refusal): throw refusal.failure(by: self.name)
    case nil: throw self.empty
    }
  }

  package func published(_ round: Round, validUntil: Int64) async throws(StepFailure) -> Sight {
    let request = Warifu_Partner_V1_PublishedRequest.with {
      $0.relationship = .init(round)
      $0.validUntil = validUntil
    }
    switch try await self.call({ try await $0.published(request).outcome }) {
    case .sight(let sight):
      guard let verdict = Verdict(rawValue: sight.verdict) else { throw .unreadable("verdict") }
      let reason = String(sight.reason.prefix(500))
      return Sight(verdict: verdict, reason: reason.isEmpty ? nil : reason, seenAt: sight.seenAt)
    case .refusal(let refusal): throw refusal.failure(by: self.name)
    case nil: throw self.empty
    }
  }

  package func withdraw(_ round: Round, reason: String) async throws(StepFailure) -> Int64? {
    let request = Warifu_Partner_V1_WithdrawRequest.with {
      $0.relationship = .init(round)
      $0.reason = reason
    }
    switch try await self.call({ try await $0.withdraw(request).outcome }) {
    case .withdrawn(let withdrawn): return withdrawn.verifiesUntil == 0 ? nil : withdrawn.verifiesUntil
    case .refusal(let refusal): throw refusal.failure(by: self.name)
    case nil: throw self.empty
    }
  }

  private var name: String { self.link.partner.name }
  private var empty: StepFailure { .unavailable("emptyReply", "\(self.name) sent an empty reply") }

  private func call<Reply: Sendable>(_ body: (Service) async throws -> Reply) async throws(StepFailure) -> Reply {
    do {
      return try await self.link.call { try await body(Service(wrapping: $0)) }
    } catch {
      throw StepFailure(error)
    }
  }
}

extension StepFailure {
  /// What went wrong on the link. A peer that is not the pinned one is refused; the rest may pass.
  init(_ error: PartnerLinkError) {
    switch error {
    case .refusedCertificate: self = .refused("partnerNotPinned", "\(error)")
    case .refusedByPeer: self = .refused("refusedByPartner", "\(error)")
    case .tlsTooOld, .protocolMismatch: self = .refused("notAnAgent", "\(error)")
    case .unreachable, .deadline: self = .unavailable("partnerUnreachable", "\(error)")
    case .callFailed, .callCutOff: self = .unavailable("partnerFailed", "\(error)")
    case .identityUnusable, .cannotListen, .failsOpen: self = .refused("identity", "\(error)")
    }
  }
}
