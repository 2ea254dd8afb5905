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
  /// As many calls as an agent takes of a partner at once.
  private let gate: CallGate

  package init(_ link: PartnerClient, ownName: String) {
    self.link = link
    self.gate = CallGate(link.limits.callsPerPin)
    self.ownName = ownName
  }

  package func hello() async throws(StepFailure) -> PartnerGreeting {
    let request = Warifu_Partner_V1_HelloRequest.with {
      $0.agent = self.ownName
      $0.protocolVersion = 1
    }
    return try await self.call { try await $0.hello(request) }.greeting
  }

  package func open(_ round: Round, keys: [[UInt8]]) async throws(StepFailure) -> OpenAnswer {
    let request = Warifu_Partner_V1_OpenRequest.with {
      $0.relationship = .init(round)
      $0.keys = keys.map { Data($0) }
    }
    return try await self.call { try await $0.open(request) }.answer(by: self.name)
  }

  package func countersign(_ round: Round, _ request: CountersignRequest) async throws(StepFailure) -> [SignedHalf] {
    let message = Warifu_Partner_V1_CountersignRequest(round, request)
    return try await self.call { try await $0.countersign(message) }.halves(round.pair, by: self.name)
  }

  package func deliver(_ round: Round, _ halves: [SignedHalf]) async throws(StepFailure) {
    let request = Warifu_Partner_V1_DeliverRequest.with {
      $0.relationship = .init(round)
      $0.statements = halves.map { .init($0) }
    }
    try await self.call { try await $0.deliver(request) }.taken(by: self.name)
  }

  package func published(_ round: Round, validUntil: Int64) async throws(StepFailure) -> Sight {
    let request = Warifu_Partner_V1_PublishedRequest.with {
      $0.relationship = .init(round)
      $0.validUntil = validUntil
    }
    return try await self.call { try await $0.published(request) }.seen(by: self.name)
  }

  package func withdraw(_ round: Round, reason: String) async throws(StepFailure) -> Int64? {
    let request = Warifu_Partner_V1_WithdrawRequest.with {
      $0.relationship = .init(round)
      $0.reason = reason
    }
    return try await self.call { try await $0.withdraw(request) }.verifiesUntil(by: self.name)
  }

  private var name: String { self.link.partner.name }

  private func call<Reply: Sendable>(_ body: (Service) async throws -> Reply) async throws(StepFailure) -> Reply {
    await self.gate.enter()
    defer { self.gate.leave() }
    do {
      return try await self.link.call { try await body(Service(wrapping: $0)) }
    } catch {
      throw StepFailure(error)
    }
  }
}

extension StepFailure {
  /// What went wrong on the link.
  init(_ error: PartnerLinkError) {
    switch error {
    case .refusedCertificate: self = .barred("partnerNotPinned", "\(error)")
    case .refusedByPeer: self = .barred("refusedByPartner", "\(error)")
    case .tlsTooOld, .protocolMismatch: self = .barred("notAnAgent", "\(error)")
    case .unreachable, .deadline: self = .unavailable("partnerUnreachable", "\(error)")
    // A status's message is the partner's own text.
    case .callFailed, .callCutOff: self = .unavailable("partnerFailed", "\(error)".oneLine(600))
    case .unknownCall: self = .barred("partnerOlder", "\(error)")
    case .identityUnusable, .cannotListen, .failsOpen: self = .refused("identity", "\(error)")
    }
  }
}
