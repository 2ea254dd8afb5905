import AgentControl
import AgentStore
import DNSWire
import Declarations
import Relationships
import TLSKeys

/// What the agent does for the people at its control socket about the TLS keys of a host.
extension ControlDesk {
  func keys(host: String) async throws(ControlError) -> [HostKeyInfo] {
    let name = try Self.host(host)
    return try await Self.asked(host) { () async throws(StepFailure) in try await self.keyInfos(name) }
  }

  func stageKey(host: String, key: String) async throws(ControlError) -> [HostKeyInfo] {
    let name = try Self.host(host)
    let digest = try Self.digest(key)
    return try await Self.asked(host) { () async throws(StepFailure) in
      try await self.registrar.stage(digest, of: name)
      return try await self.keyInfos(name)
    }
  }

  func retireKey(host: String, key: String, revoked: Bool) async throws(ControlError) -> KeyRetirement {
    let name = try Self.host(host)
    let digest = try Self.digest(key)
    return try await Self.asked(host) { () async throws(StepFailure) in
      let outlook = revoked ? try await self.registrar.outlook(revoking: digest, of: name) : nil
      try await self.registrar.retire(digest, of: name, revoked: revoked)
      return KeyRetirement(
        keys: try await self.keyInfos(name),
        revocation: outlook.map {
          KeyRetirement.Revocation(
            stillVerified: $0.stillVerified, undeclared: $0.undeclared, underWay: $0.underWay, partners: $0.partners)
        })
    }
  }

  func keyProgress(host: String, key: String?) async throws(ControlError) -> KeyProgress {
    let name = try Self.host(host)
    let wanted = try key.map { (text: String) throws(ControlError) in try Self.digest(text) }
    let declared = try await Self.asked(host) { () async throws(StepFailure) in
      try await self.registrar.declaredKeys(of: name).map(\.key.digest)
    }
    let now = self.now()
    var progress = KeyProgress(relationships: 0, ready: 0, readyAt: nil, waiting: [])
    for relationship in try await self.stored({ try await $0.relationships() }) {
      guard let ours = relationship.keys(of: name), !relationship.state.isOver, relationship.state != .withdrawing
      else { continue }
      progress.relationships += 1
      let digests = Set(ours.map { KeyDigest(spkiDER: $0) })
      let has = wanted.map { digests.contains($0) } ?? (digests == Set(declared))
      guard relationship.state == .established, has else {
        if progress.waiting.count < 5 { progress.waiting.append(Self.waiting(relationship)) }
        continue
      }
      let readyAt = relationship.olderAnswersEnd(ttl: self.longestTTL(of: relationship.origin))
      if readyAt <= now { progress.ready += 1 } else { progress.readyAt = max(progress.readyAt ?? 0, readyAt) }
    }
    return progress
  }

  private static func waiting(_ relationship: Relationship) -> ControlError {
    let subject = relationship.pair.description
    guard let failure = relationship.failure else {
      return ControlError(
        kind: .unreachable, code: "underWay", subject: subject, message: "\(subject) is \(relationship.state.rawValue)")
    }
    return ControlError(
      kind: failure.isRefusal ? .refused : .unreachable, code: failure.code, subject: subject,
      message: "\(subject): \(failure.message)", next: failure.next)
  }

  /// The TTL of our own publications; of a partner's zone it is not known, so the longest that agents publish.
  private func longestTTL(of origin: HostName) -> UInt32 {
    let publishers = self.configuration.publishers.filter { publisher in
      let zone = publisher.zone.description.lowercased()
      return "\(origin)." == zone || "\(origin).".hasSuffix("." + zone)
    }
    return publishers.map(\.ttl).max() ?? ZonePublisher.longestTTL
  }

  private func keyInfos(_ name: HostName) async throws(StepFailure) -> [HostKeyInfo] {
    guard let host = self.registrar.organization.hosts[name] else {
      throw .refused(
        "notOurHost", "this agent does not speak for \(name)", next: "Name the host under hosts: in warifud.yaml")
    }
    let choice = try await self.registrar.keyChoice(of: name)
    let held = try await host.signer.keys(of: name)
    let declared = try? await self.registrar.declaredKeys(of: name).map(\.key.digest)
    let relationships = try await self.registrar.storedRelationships()
    var uses: [KeyDigest: Int] = [:]
    for relationship in relationships where relationship.state == .established || relationship.standing != nil {
      let keys = relationship.standing.map { relationship.origin == name ? $0.keys.origin : $0.keys.destination }
      for spki in keys ?? relationship.keys(of: name) ?? [] { uses[KeyDigest(spkiDER: spki), default: 0] += 1 }
    }
    let all = Set(held.map(\.key.digest)).union(uses.keys).union(choice.staged).union(choice.retired)
    return all.sorted().map { digest in
      let key = held.first { $0.key.digest == digest }
      let state =
        if choice.retired.contains(digest) {
          "retired"
        } else if choice.staged.contains(digest) {
          "staged"
        } else {
          declared?.contains(digest) == true ? "declared" : "unused"
        }
      return HostKeyInfo(
        key: digest.base64URL, state: state, isHeld: key != nil, kind: key?.key.algorithm.keyType,
        certificateExpires: key?.certificateExpires, relationships: uses[digest] ?? 0)
    }
  }

  private static func digest(_ text: String) throws(ControlError) -> KeyDigest {
    guard let digest = KeyDigest(base64URL: text) else {
      throw ControlError(
        code: "keyDigest", subject: text, message: "'\(text)' is no SHA-256 digest of a public key in base64url",
        next: "See: warifu key list HOST")
    }
    return digest
  }
}

extension Relationship {
  /// The keys of the round under way or last ended that a host of ours declares; nil where it is none of its ends, or the
  /// partner's.
  fileprivate func keys(of name: HostName) -> [[UInt8]]? {
    if self.origin == name, self.served != .destination { return self.keys.origin }
    if self.destination == name, self.served != .origin { return self.keys.destination }
    return nil
  }
}

extension SignatureAlgorithm {
  /// The kind of key that signs so.
  fileprivate var keyType: String {
    switch self {
    case .es256: "P-256"
    case .es384: "P-384"
    case .ps256: "RSA"
    case .edDSA: "Ed25519"
    }
  }
}
