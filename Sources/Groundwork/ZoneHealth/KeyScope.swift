import DNS
import DNSWire
import Findings

/// May the TSIG key write where it must, and nowhere else?
struct KeyScope: Sendable {
  let zone: ExaminedZone
  let probe: any NameProbe
  /// A fresh label that nobody has.
  let label: @Sendable () -> String
  /// No further record is written once this much time has passed.
  let budget: Duration

  /// The most hosts that are tried.
  private static let mostHosts = 50

  func findings() async -> [Finding] {
    let end = ContinuousClock.now.advanced(by: self.budget)
    let outside = self.zone.name.with(label: self.label())
    let fence = self.zone.isFenced ? nil : await self.outcome(at: outside)
    switch fence {
    case .badSignature(let answer)?: return [self.finding(.keySecretDiffers, KeyText.secretDiffers, outside, answer)]
    case .unclear(let reason)?: return [self.notTested("where the TSIG key may write", reason, outside)]
    default: break
    }
    // Where forbidden changes are left out silently, or may be, only a real one shows what is allowed.
    let writesReally = fence == .ignored || fence == nil
    var inside: [Finding] = []
    var writable = 0
    for (index, place) in self.places.enumerated() {
      let name = place.with(label: self.label())
      guard index < Self.mostHosts, ContinuousClock.now < end else {
        inside.append(
          self.notTested("whether the TSIG key may write at \(place)", "so many names were not tried in time", name))
        continue
      }
      var outcome = await self.probe.admission(at: name)
      if writesReally, outcome == .admitted { outcome = await self.probe.trial(at: name) }
      inside += self.judge(outcome, at: place, name)
      if outcome.isWritable { writable += 1 }
    }
    return self.judge(fence, outside, writable: writable) + inside
  }

  /// Where the key must be able to write.
  private var places: [DomainName] {
    self.zone.fences.isEmpty
      ? [self.zone.isFenced ? self.zone.name : self.zone.name.with(label: "_m2dmrt")] : self.zone.fences
  }

  private func outcome(at name: DomainName) async -> ProbeOutcome {
    let outcome = await self.probe.admission(at: name)
    return outcome == .admitted ? await self.probe.trial(at: name) : outcome
  }

  /// Where the key must be let in.
  private func judge(_ outcome: ProbeOutcome, at place: DomainName, _ name: DomainName) -> [Finding] {
    switch outcome {
    case .admitted, .written(isGone: true): []
    case .written(isGone: false): [self.finding(.keyProbeLeft, KeyText.left(name), name, KeyText.stays)]
    case .refused(let answer): [self.finding(.keyCannotWrite, KeyText.cannotWrite(place), name, answer)]
    case .ignored: [self.finding(.keyCannotWrite, KeyText.cannotWrite(place), name, KeyText.ignored)]
    case .badSignature(let answer): [self.finding(.keySecretDiffers, KeyText.secretDiffers, name, answer)]
    case .unclear(let reason): [self.notTested("whether the TSIG key may write at \(place)", reason, name)]
    }
  }

  /// Where the key must be kept out. That it is refused everywhere says nothing: perhaps the server does not know it.
  private func judge(_ fence: ProbeOutcome?, _ outside: DomainName, writable: Int) -> [Finding] {
    switch fence {
    case .written(isGone: true)?: return [self.finding(.keyTooWide, KeyText.tooWide, outside, KeyText.deleted)]
    case .written(isGone: false)?:
      return [
        self.finding(.keyTooWide, KeyText.tooWide, outside, KeyText.stays),
        self.finding(.keyProbeLeft, KeyText.left(outside), outside, KeyText.stays),
      ]
    case .refused(let answer)? where writable > 0:
      return [self.finding(.keyConfined, KeyText.confined(writable), outside, answer)]
    case .ignored? where writable > 0:
      return [self.finding(.keyConfined, KeyText.confined(writable), outside, KeyText.ignored)]
    case nil where writable > 0:
      let zone = Evidence("zone", "\(self.zone.name)")
      return [Finding(ZoneCode.keyConfined, self.zone.subject, KeyText.ownZone, evidence: [zone])]
    default: return []
    }
  }

  private func finding(_ code: ZoneCode, _ text: FindingText, _ name: DomainName, _ answer: String) -> Finding {
    Finding(
      code, self.zone.subject, text,
      evidence: [
        Evidence("server", "\(self.zone.primary)"), Evidence("key", "\(self.zone.key.name)"),
        Evidence("tried", "\(name) TXT"), Evidence("answer", answer),
      ])
  }

  private func notTested(_ what: String, _ reason: String, _ name: DomainName) -> Finding {
    .notTested(
      self.zone.subject, what, because: reason, next: "Put that right, then run this again.",
      evidence: [Evidence("server", "\(self.zone.primary)"), Evidence("tried", "\(name) TXT")])
  }
}
