import Agent
import Findings
import PartnerLink
import Relationships
import TLSKeys
import ZoneHealth

/// Does a partner's agent answer, as the pinned one, and what time is it there?
struct PartnerCheck: Sendable {
  let configuration: AgentConfiguration
  let partner: AgentConfiguration.Partner
  let clock: ClockLedger
  /// Unix seconds.
  let now: @Sendable () -> Int64

  private var subject: FindingSubject { FindingSubject(.partner, self.partner.name) }
  private static let patience: Duration = .seconds(8)

  var check: Check {
    Check("the partner's agent", self.subject, within: Self.patience + .seconds(4)) {
      await self.findings() + self.certificate()
    }
  }

  private func findings() async -> [Finding] {
    let place = Evidence("address", self.partner.address.description)
    do throws(StepFailure) {
      let greeting = try await self.hello()
      self.clock.note(ClockReading("the partner \(self.partner.name)", theirs: greeting.clock, ours: self.now()))
      return [
        Finding(
          DoctorCode.partnerAnswers, self.subject, PartnerText.answers(greeting.agent),
          evidence: [place, .time("itsClock", greeting.clock)])
      ]
    } catch {
      let (code, text): (DoctorCode, FindingText) =
        switch error.code {
        case "partnerNotPinned": (.partnerNotPinned, PartnerText.notPinned)
        case "refusedByPartner": (.partnerRefusesUs, PartnerText.refusesUs(self.configuration.identity.pin))
        case "notAnAgent": (.partnerNotAgent, PartnerText.notAgent)
        default: (.partnerSilent, PartnerText.silent)
        }
      return [Finding(code, self.subject, text, evidence: [place, Evidence("answer", error.message)])]
    }
  }

  private func hello() async throws(StepFailure) -> PartnerGreeting {
    guard let pinned = PinnedPartner(name: self.partner.name, pins: self.partner.certificates.map(\.pin)) else {
      throw .refused("identity", "the partner's certificates are not one or two of different keys")
    }
    var limits = PartnerLimits()
    limits.handshake = Self.patience
    limits.call = Self.patience
    let link: PartnerClient
    do {
      link = try PartnerClient(
        self.configuration.identity, to: pinned, at: self.partner.address, limits: limits, now: self.now)
    } catch {
      throw .refused("identity", "\(error)")
    }
    let running = Task { try? await link.run() }
    defer {
      link.close()
      running.cancel()
    }
    return try await LinkedPartner(link, ownName: self.configuration.organization).hello()
  }

  /// The certificate in our file; the one that is shown may be a newer one of the same key.
  private func certificate() -> [Finding] {
    guard let end = self.partner.certificates.map(\.leaf.notAfter).max(), end - self.now() < IdentityCheck.margin else {
      return []
    }
    return [
      Finding(
        DoctorCode.partnerCertificateEndsSoon, self.subject, PartnerText.endsSoon(end - self.now()),
        evidence: [.time("ends", end)])
    ]
  }
}
