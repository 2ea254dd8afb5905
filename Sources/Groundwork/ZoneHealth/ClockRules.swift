package import Findings

/// What other clocks say of ours. Who is wrong cannot be known from one of them; where most of them say the same, it is us.
package enum ClockRules {
  /// Seconds. TSIG (RFC 8945 §10) and partners refuse what differs by more.
  package static let tolerance: Int64 = 300

  package static func judge(_ readings: [ClockReading], machine: String) -> [Finding] {
    let subject = FindingSubject(.clock, machine)
    guard !readings.isEmpty else {
      return [
        .notTested(
          subject, "this machine's clock", because: "no server and no partner told the time",
          next: "Put right what keeps them from answering, then run this again.")
      ]
    }
    let off = readings.filter { abs($0.difference) > Self.tolerance }
    guard !off.isEmpty else {
      return [
        Finding(ClockCode.clockAgrees, subject, ClockText.agrees(readings.count), evidence: readings.map(Self.evidence))
      ]
    }
    let ahead = off.filter { $0.difference > 0 }
    let agreeing = ahead.count * 2 >= off.count ? ahead : off.filter { $0.difference < 0 }
    if agreeing.count * 2 > readings.count {
      let middle = agreeing.map(\.difference).sorted()[agreeing.count / 2]
      return [
        Finding(ClockCode.clockOff, subject, ClockText.off(by: middle), evidence: readings.map(Self.evidence))
      ]
    }
    return off.map { reading in
      Finding(
        ClockCode.clockDiffers, subject, ClockText.differs(reading),
        evidence: ([reading] + readings.filter { $0 != reading }).map(Self.evidence))
    }
  }

  private static func evidence(_ reading: ClockReading) -> Evidence {
    Evidence("clock", "\(reading.source): \(ClockText.words(reading.difference))")
  }
}
