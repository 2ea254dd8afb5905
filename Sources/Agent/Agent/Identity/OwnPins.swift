import Declarations
import PartnerLink
import TLSKeys

/// The pins by which this agent is known: its own, and during a rotation that of its next identity.
struct OwnPins: Sendable {
  /// Those that a host's policy record is to name.
  let named: [KeyDigest]
  /// Those, and the one before, which it is to name no longer.
  let all: Set<KeyDigest>

  /// - Parameters:
  ///   - identity: the one that the agent shows.
  ///   - folder: where it stands.
  ///   - now: Unix seconds.
  init(_ identity: AgentIdentity, in folder: String, now: Int64) {
    let rotation = IdentityRotation(folder: folder)
    // One that was taken over a moment ago is on the disk, and not shown yet.
    let taken = (try? AgentIdentity.load(from: folder, now: now))?.pin
    let next = (try? rotation.next(now: now))?.pin
    let named = [taken, next].compactMap(\.self).reduce(into: [identity.pin]) { pins, pin in
      if !pins.contains(pin) { pins.append(pin) }
    }
    self.named = named
    self.all = Set(named + [rotation.previousPin].compactMap(\.self))
  }

  /// A record that names this agent, or nobody, names it by the right pins; what it says of other agents stays.
  func naming(in record: PolicyRecord) -> PolicyRecord {
    guard record.agents.isEmpty || !self.all.isDisjoint(with: record.agents) else { return record }
    var record = record
    record.agents = self.named + record.agents.filter { !self.all.contains($0) }
    return record
  }
}
