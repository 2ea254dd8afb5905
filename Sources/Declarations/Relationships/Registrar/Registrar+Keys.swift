import AgentStore
package import Declarations
import Logging
package import TLSKeys

extension Registrar {
  /// The keys that a host of ours declares now.
  package func declaredKeys(of name: HostName) async throws(StepFailure) -> [HostKey] {
    try await self.host(name).keys(try await self.keyChoice(of: name), now: self.now())
  }

  /// What the operator has said about a host's keys.
  package func keyChoice(of name: HostName) async throws(StepFailure) -> HostKeyChoice {
    do {
      guard let text = try await self.store.remembered(Self.choiceKey(name)) else { return HostKeyChoice() }
      guard let choice = HostKeyChoice(text: text) else {
        throw StoreError.unreadableRow(path: "the store", subject: name.description, column: "keys")
      }
      return choice
    } catch {
      throw .unavailable("store", "\(error)")
    }
  }

  /// Has a key declared beside the others, before any server shows it.
  package func stage(_ key: KeyDigest, of name: HostName) async throws(StepFailure) {
    let held = try await self.host(name).signer.keys(of: name)
    guard held.contains(where: { $0.key.digest == key }) else {
      throw .refused(
        "keyNotHeld", "no signing agent holds the key \(key.base64URL) of \(name)",
        next: "Put the new key and its certificate into the signing agent's directory first")
    }
    try await self.noteChoice(for: name) { $0.stage(key) }
    try await self.redeclare(name) { !$0.contains(key) }
  }

  /// Has a key declared no longer.
  ///
  /// - Parameter revoked: what it signed is taken out of our zones before the next round, not by it.
  package func retire(_ key: KeyDigest, of name: HostName, revoked: Bool = false) async throws(StepFailure) {
    try await self.noteChoice(for: name) { $0.retire(key, revoked: revoked) }
    try await self.redeclare(name) { $0.contains(key) }
  }

  /// One change after the other, so that none of two that come together is lost.
  private func noteChoice(for name: HostName, _ change: (inout HostKeyChoice) -> Void) async throws(StepFailure) {
    await self.beginChoice()
    defer { self.endChoice() }
    var choice = try await self.keyChoice(of: name)
    change(&choice)
    // So that a 17th key is refused before anything is written.
    _ = try await self.host(name).keys(choice, now: self.now())
    do {
      try await self.store.remember(choice.text, as: Self.choiceKey(name))
    } catch {
      throw .unavailable("store", "\(error)")
    }
  }

  private func beginChoice() async {
    guard self.isChoosing else {
      self.isChoosing = true
      return
    }
    await withCheckedContinuation { self.choosers.append($0) }
  }

  private func endChoice() {
    if self.choosers.isEmpty { self.isChoosing = false } else { self.choosers.removeFirst().resume() }
  }

  /// Begins a round wherever the keys of this host that are declared are not as they should be. No signing agent is asked:
  /// what the operator said holds also while it is away.
  private func redeclare(
    _ name: HostName, where isOtherwise: (_ declared: Set<KeyDigest>) -> Bool
  ) async throws(StepFailure) {
    for relationship in try await self.storedRelationships() where !relationship.state.isOver {
      guard let declared = relationship.ownKeys(of: name) else { continue }
      // While keys are being agreed on, those of before the change may be on their way.
      let isOpen = relationship.state == .proposed || relationship.state == .keysAgreed
      if isOpen || isOtherwise(declared) { try await self.redeclare(relationship) }
    }
  }

  private func redeclare(_ relationship: Relationship) async throws(StepFailure) {
    guard !relationship.state.isOver, relationship.state != .withdrawing else { return }
    do {
      try await self.record(relationship.pair, .due(at: self.now()))
    } catch .impossible {
      // It has ended meanwhile.
      return
    } catch {
      throw error.stepFailure
    }
    self.request(relationship.pair)
  }

  /// Asks the signing agents now and then for keys that were added, and the store for what was said about keys at another
  /// agent. A key that is only gone changes nothing until the next renewal: its server may still show it.
  func watchKeys() async {
    var known: [HostName: Set<KeyDigest>] = [:]
    var isFirst = true
    repeat {
      let fresh = self.organization.hosts.keys.filter { known[$0] == nil }
      known.merge(await self.catchUp(Set(fresh), isFirst: isFirst)) { before, _ in before }
      isFirst = false
      guard (try? await Task.sleep(for: self.patience.keyLook * self.jitter())) != nil else { return }
      for (name, before) in known.sorted(by: { $0.key < $1.key }) {
        // What could not be asked for, or seen to, is looked at again.
        if let digests = try? await self.lookAgain(at: name, known: before) { known[name] = digests }
      }
    } while !Task.isCancelled
  }

  /// - Returns: the host's keys now, once what is new about them was seen to.
  private func lookAgain(at name: HostName, known before: Set<KeyDigest>) async throws(StepFailure) -> Set<KeyDigest> {
    let choice = try await self.keyChoice(of: name)
    let digests = try await self.digests(of: name, choice)
    guard digests != before else { return before }
    let (added, gone) = (digests.subtracting(before), before.subtracting(digests).subtracting(choice.retired))
    if !added.isEmpty { self.logger.info("A key was added", metadata: ["host": "\(name)"]) }
    if !gone.isEmpty {
      self.logger.warning("A key is no longer held by any signing agent", metadata: ["host": "\(name)"])
    }
    try await self.redeclare(name) { choice.isMissed(by: $0, wanted: added) }
    return digests
  }

  private func digests(of name: HostName, _ choice: HostKeyChoice) async throws(StepFailure) -> Set<KeyDigest> {
    Set(try await self.host(name).keys(choice, now: self.now()).map(\.key.digest))
  }

  /// At the first look at these hosts: a key may have been added while no agent ran, and the last agent may have ended
  /// between writing down what the operator said about a key and seeing to it.
  ///
  /// - Parameter isFirst: later, a relationship whose renewal was put off is left to its next try.
  /// - Returns: the keys of those hosts that could be asked for.
  private func catchUp(_ names: Set<HostName>, isFirst: Bool) async -> [HostName: Set<KeyDigest>] {
    guard !names.isEmpty, let relationships = try? await self.store.relationships() else { return [:] }
    var known: [HostName: Set<KeyDigest>] = [:]
    var choices: [HostName: HostKeyChoice] = [:]
    for name in names.sorted() {
      guard let choice = try? await self.keyChoice(of: name) else { continue }
      choices[name] = choice
      known[name] = try? await self.digests(of: name, choice)
    }
    for relationship in relationships where isFirst || relationship.setbacks == 0 {
      let isOtherwise = [relationship.origin, relationship.destination].contains { name in
        guard let choice = choices[name], let declared = relationship.ownKeys(of: name), !declared.isEmpty else {
          return false
        }
        // Where no signing agent answers, the operator's word is all there is to go by.
        return choice.isMissed(by: declared, wanted: known[name] ?? choice.staged)
      }
      guard isOtherwise else { continue }
      do {
        try await self.redeclare(relationship)
      } catch {
        self.logger.error("\(error)", metadata: ["pair": "\(relationship.pair)"])
        return [:]
      }
    }
    return known
  }

  func host(_ name: HostName) throws(StepFailure) -> ServedHost {
    guard let host = self.organization.hosts[name] else {
      throw .refused(
        "notOurHost", "this agent does not speak for \(name)", next: "Name the host under hosts: in warifud.yaml")
    }
    return host
  }

  private static func choiceKey(_ name: HostName) -> String { "keys of \(name)" }
}

extension [HostKey] {
  var spkis: [[UInt8]] { self.map(\.key.spkiDER) }
  /// When the first of their certificates ends, Unix seconds.
  var certificatesExpire: Int64? { self.compactMap(\.certificateExpires).min() }
}
