import AgentStore
import Declarations
import Foundation
package import GRPCCore
import Logging
package import PartnerLink
package import Rpc
import SwiftProtobuf

/// The partners' calls as the pinned link brings them, handed to the registrar.
package struct PartnerDesk: Warifu_Partner_V1_PartnerService.SimpleServiceProtocol {
  private let registrar: Registrar
  private let roster: PartnerRoster

  package init(_ registrar: Registrar, roster: PartnerRoster) {
    self.registrar = registrar
    self.roster = roster
  }

  package func hello(
    request: Warifu_Partner_V1_HelloRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_HelloReply {
    _ = try self.roster.caller(context)
    return .with {
      $0.agent = self.registrar.organization.name
      $0.protocolVersion = 1
      $0.clock = self.registrar.now()
    }
  }

  package func open(
    request: Warifu_Partner_V1_OpenRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_OpenReply {
    let caller = try self.caller(context)
    do throws(StepFailure) {
      let round = try request.relationship.round()
      switch try await self.registrar.open(round, keys: try request.spkis(), from: caller) {
      case .opened(let keys, let maximumValidity, let latestExpiry):
        return .with {
          $0.opened = .with {
            $0.keys = keys.map { Data($0) }
            $0.maximumValiditySeconds = UInt64(clamping: maximumValidity)
            $0.clock = self.registrar.now()
            $0.latestExpiry = latestExpiry ?? 0
          }
        }
      case .behind(let generation):
        return .with { $0.behind = .with { $0.generation = UInt64(clamping: generation) } }
      }
    } catch {
      let refusal = try self.refusal(error, "open", request.relationship, caller)
      return .with { $0.refusal = refusal }
    }
  }

  package func countersign(
    request: Warifu_Partner_V1_CountersignRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_CountersignReply {
    let caller = try self.caller(context)
    do throws(StepFailure) {
      let round = try request.relationship.round()
      let halves = try await self.registrar.countersign(round, try request.request(), from: caller)
      return .with { $0.statements = .with { $0.statements = halves.map { .init($0) } } }
    } catch {
      let refusal = try self.refusal(error, "countersign", request.relationship, caller)
      return .with { $0.refusal = refusal }
    }
  }

  package func deliver(
    request: Warifu_Partner_V1_DeliverRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_DeliverReply {
    let caller = try self.caller(context)
    do throws(StepFailure) {
      let round = try request.relationship.round()
      try await self.registrar.deliver(round, try request.halves(round.pair), from: caller)
      return .with { $0.accepted = .init() }
    } catch {
      let refusal = try self.refusal(error, "deliver", request.relationship, caller)
      return .with { $0.refusal = refusal }
    }
  }

  package func published(
    request: Warifu_Partner_V1_PublishedRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_PublishedReply {
    let caller = try self.caller(context)
    do throws(StepFailure) {
      let round = try request.relationship.round()
      let sight = try await self.registrar.published(round, validUntil: request.validUntil, from: caller)
      return .with {
        $0.sight = .with {
          $0.verdict = sight.verdict.rawValue
          $0.reason = sight.forPartner.reason ?? ""
          $0.seenAt = sight.seenAt
        }
      }
    } catch {
      let refusal = try self.refusal(error, "published", request.relationship, caller)
      return .with { $0.refusal = refusal }
    }
  }

  package func withdraw(
    request: Warifu_Partner_V1_WithdrawRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_WithdrawReply {
    let caller = try self.caller(context)
    do throws(StepFailure) {
      let round = try request.relationship.round()
      let until = try await self.registrar.withdraw(round, reason: request.reason, from: caller)
      return .with { $0.withdrawn = .with { $0.verifiesUntil = until ?? 0 } }
    } catch {
      let refusal = try self.refusal(error, "withdraw", request.relationship, caller)
      return .with { $0.refusal = refusal }
    }
  }

  private func caller(_ context: ServerContext) throws -> Caller {
    let partner = try self.roster.caller(context)
    guard let pin = PartnerRoster.pin(of: context) else {
      throw RPCError(code: .unauthenticated, message: "the caller shows no certificate")
    }
    return Caller(partner: partner.name, pin: pin)
  }

  /// A refusal goes back as a value; what could not be found out as an RPC error that may be tried again. The log has what
  /// the partner is not told.
  private func refusal(
    _ failure: StepFailure, _ call: String, _ relationship: Warifu_Partner_V1_Relationship, _ caller: Caller
  ) throws -> Warifu_Partner_V1_Refusal {
    self.registrar.logger.log(
      level: failure.kind == .refused ? .warning : .info, "A partner's call was not granted: \(failure.message)",
      metadata: [
        "call": "\(call)", "partner": "\(caller.partner)", "code": "\(failure.code)",
        "pair": "\(relationship.origin.oneLine(253)) → \(relationship.destination.oneLine(253))",
      ])
    let told = failure.forPartner
    guard told.kind == .refused else { throw RPCError(code: .unavailable, message: told.message) }
    return .init(told)
  }
}
