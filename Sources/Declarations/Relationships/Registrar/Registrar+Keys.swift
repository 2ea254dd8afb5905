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
    try await self.choose(for: name) { $0.stage(key) }
  }

  /// Has a key declared no longer.
  ///
  /// - Parameter revoked: what it signed is taken out of our zones before the next round, not by it.
  package func retire(_ key: KeyDigest, of name: HostName, revoked: Bool = false) async throws(StepFailure) {
    try await self.choose(for: name) { $0.retire(key, revoked: revoked) }
  }

  private func choose(for name: HostName, _ change: (inout HostKeyChoice) -> Void) async throws(StepFailure) {
    try await self.noteChoice(for: name, change)
    try await self.redeclare(name)
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

  /// Begins a round wherever the host's keys are not those declared.
  private func redeclare(_ name: HostName) async throws(StepFailure) {
    let declared = try await self.declaredKeys(of: name).spkis
    let relationships = try await self.storedRelationships()
    for relationship in relationships where !relationship.state.isOver && relationship.state != .withdrawing {
      let isOrigin = relationship.origin == name && relationship.served != .destination
      let isDestination = relationship.destination == name && relationship.served != .origin
      guard
        (isOrigin && relationship.keys.origin != declared)
          || (isDestination && relationship.keys.destination != declared)
      else { continue }
      _ = try? await self.record(relationship.pair, .due(at: self.now()))
      self.request(relationship.pair)
    }
  }

  /// Asks the signing agents now and then for keys that were added. A key that is gone changes nothing until the next
  /// renewal: its server may still show it.
  func watchKeys() async {
    var known: [HostName: Set<KeyDigest>] = [:]
    while (try? await Task.sleep(for: self.patience.keyLook * self.jitter())) != nil {
      for name in self.organization.hosts.keys.sorted() {
        guard let keys = try? await self.declaredKeys(of: name) else { continue }
        let digests = Set(keys.map(\.key.digest))
        if let before = known[name] {
          if !digests.subtracting(before).isEmpty {
            self.logger.info("A key was added", metadata: ["host": "\(name)"])
            try? await self.redeclare(name)
          } else if digests != before {
            self.logger.warning("A key is no longer held by any signing agent", metadata: ["host": "\(name)"])
          }
        } else {
          try? await self.redeclareMissing(name, digests)
        }
        known[name] = digests
      }
    }
  }

  /// At the first look after the start: a key may have been added while no agent ran.
  private func redeclareMissing(_ name: HostName, _ digests: Set<KeyDigest>) async throws(StepFailure) {
    guard let relationships = try? await self.store.relationships() else { return }
    let isNew = relationships.contains { relationship in
      guard relationship.state == .established else { return false }
      let spkis =
        (relationship.origin == name ? relationship.keys.origin : [])
        + (relationship.destination == name ? relationship.keys.destination : [])
      return !spkis.isEmpty && !digests.isSubset(of: spkis.map { KeyDigest(spkiDER: $0) })
    }
    if isNew { try await self.redeclare(name) }
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
