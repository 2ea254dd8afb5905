import DNS
import DNSWire

/// Tries whether a TSIG key may write a TXT record at a name.
///
/// RFC 2136 puts the prerequisites (§3.2) before the permission (§3.3). Knot DNS 3.2 and BIND 9.18 look at the permission
/// first all the same, so an update whose prerequisite can never hold shows it without ever changing anything: BADKEY or
/// REFUSED where the key may not write, NXRRSET where it may. PowerDNS 4.7 says NXRRSET in both cases, and NOERROR to a change
/// that it then leaves out. Only a record that is really written, and deleted at once, tells there.
struct UpdateProbe: NameProbe {
  let zone: DomainName
  let updater: DynamicUpdater
  /// For looking at what was written.
  let timeout: Duration
  let clock: ClockLedger
  let now: @Sendable () -> Int64

  /// Seconds by which updates are signed in the past, far within what servers put up with: an answer that bears exactly
  /// this time repeats it and tells nothing of the server's clock.
  static let backdate: Int64 = 5

  private static let text = "written by `warifu doctor` to see whether this key may; delete it if it stays"

  /// Changes nothing whatever the server does.
  func admission(at name: DomainName) async -> ProbeOutcome {
    do throws(UpdateError) {
      let code = try await self.ask(
        UpdateMessage(
          zone: self.zone, prerequisites: [.rrsetExists(name, .txt)], changes: [self.addition(at: name)]))
      switch code {
      case .noSuchRRset: return .admitted
      case .refused, .notAuthoritative, .notInZone: return .refused("\(code), signed")
      default: return .unclear("the server answered \(code)")
      }
    } catch {
      return Self.meaning(of: error)
    }
  }

  /// Writes a record and deletes it at once.
  func trial(at name: DomainName) async -> ProbeOutcome {
    // What was begun is ended even when nobody waits for it any longer.
    await Task { await self.writeAndDelete(name) }.value
  }

  private func writeAndDelete(_ name: DomainName) async -> ProbeOutcome {
    do throws(UpdateError) {
      let code = try await self.ask(
        UpdateMessage(
          zone: self.zone, prerequisites: [.rrsetAbsent(name, .txt)], changes: [self.addition(at: name)]))
      guard code == .noError else {
        return code == .refused ? .refused("\(code), signed") : .unclear("the server answered \(code)")
      }
    } catch {
      let meaning = Self.meaning(of: error)
      // It may have been applied all the same.
      if case .unclear = meaning, await self.isServed(name) != false {
        return .written(isGone: await self.delete(name))
      }
      return meaning
    }
    switch await self.isServed(name) {
    case true?: return .written(isGone: await self.delete(name))
    case false?: return .ignored
    case nil:
      let isGone = await self.delete(name)
      return isGone ? .unclear("the server did not say whether it serves the record") : .written(isGone: false)
    }
  }

  private func addition(at name: DomainName) -> UpdateMessage.Change {
    .add(.txt(name, ttl: 0, text: Self.text.utf8))
  }

  /// Whether the record is certainly gone afterwards.
  private func delete(_ name: DomainName) async -> Bool {
    for _ in 0..<3 {
      let update = UpdateMessage(zone: self.zone, changes: [.deleteRRset(name, .txt)])
      if (try? await self.ask(update)) == .noError, await self.isServed(name) == false { return true }
    }
    return false
  }

  /// nil where the server does not say.
  private func isServed(_ name: DomainName) async -> Bool? {
    let answer = try? await ServerQuery.ask(Question(name, .txt), at: self.updater.server, timeout: self.timeout)
    guard let answer, [.noError, .nameError].contains(answer.responseCode) else { return nil }
    return !answer.answers(name, .txt).isEmpty
  }

  private func ask(_ update: UpdateMessage) async throws(UpdateError) -> ResponseCode {
    do {
      let reply = try await self.updater.ask(update)
      if reply.serverTime != reply.requestTime { self.note(Int64(clamping: reply.serverTime)) }
      return reply.responseCode
    } catch {
      if case .clockDiffers(_, _, let theirs?) = error { self.note(Int64(clamping: theirs)) }
      throw error
    }
  }

  private func note(_ theirs: Int64) {
    self.clock.note(ClockReading("the name server \(self.updater.server)", theirs: theirs, ours: self.now()))
  }

  private static func meaning(of error: UpdateError) -> ProbeOutcome {
    switch error {
    case .keyUnknown: .refused("BADKEY")
    case .responseNotAuthentic(_, .unsigned(let code)) where code == .refused || code == .notAuthoritative:
      .refused("\(code), not signed")
    case .refusedByServer(_, let code): .refused("\(code), signed")
    case .signatureRefused: .badSignature("\(error)")
    default: .unclear("\(error)")
    }
  }
}
