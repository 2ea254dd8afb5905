import DNS
import DNSWire
import Findings

/// May the TSIG key write where it must, and nowhere else?
struct KeyScope: Sendable {
  let zone: ExaminedZone
  let probe: UpdateProbe
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
    case .unclear(let reason)?:
      return [self.notTested("where the TSIG key may write", reason, outside)]
    default: break
    }
    // Where forbidden changes are left out silently, only a real one shows what is allowed.
    var isSilent = fence == .ignored
    var inside: [Finding] = []
    var writable: [DomainName] = []
    for place in self.places.prefix(Self.mostHosts) {
      let name = place.with(label: self.label())
      guard ContinuousClock.now < end else {
        inside.append(self.notTested("whether the TSIG key may write at \(place)", "the time was up", name))
        continue
      }
      var outcome = await self.probe.admission(at: name)
      if fence == nil, outcome == .admitted { isSilent = true }
      if isSilent, outcome == .admitted { outcome = await self.probe.trial(at: name) }
      switch outcome {
      case .admitted, .written(isGone: true): writable.append(place)
      case .written(isGone: false):
        writable.append(place)
        inside.append(self.finding(.keyProbeLeft, KeyText.left(name), name, "the record could not be deleted again"))
      case .refused(let answer):
        inside.append(self.finding(.keyCannotWrite, KeyText.cannotWrite(place), name, answer))
      case .ignored:
        inside.append(
          self.finding(.keyCannotWrite, KeyText.cannotWrite(place), name, "NOERROR, but the record was not written"))
      case .badSignature(let answer):
        return [self.finding(.keySecretDiffers, KeyText.secretDiffers, name, answer)]
      case .unclear(let reason):
        inside.append(self.notTested("whether the TSIG key may write at \(place)", reason, name))
      }
    }
    return self.judge(fence, outside, writable) + inside
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

  private func judge(_ fence: ProbeOutcome?, _ outside: DomainName, _ writable: [DomainName]) -> [Finding] {
    switch fence {
    case .written(let isGone)?:
      let what = "a TXT record was written" + (isGone ? ", seen, and deleted again at once" : " and is still there")
      let wide = self.finding(.keyTooWide, KeyText.tooWide, outside, what)
      return isGone
        ? [wide] : [wide, self.finding(.keyProbeLeft, KeyText.left(outside), outside, "it could not be deleted again")]
    case .refused(let answer)? where !writable.isEmpty:
      return [self.finding(.keyConfined, KeyText.confined(writable.count), outside, answer)]
    case .ignored? where !writable.isEmpty:
      let answer = "NOERROR, but the record was not written"
      return [self.finding(.keyConfined, KeyText.confined(writable.count), outside, answer)]
    case nil where !writable.isEmpty:
      return [
        Finding(
          ZoneCode.keyConfined, self.zone.subject, KeyText.ownZone, evidence: [Evidence("zone", "\(self.zone.name)")])
      ]
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
