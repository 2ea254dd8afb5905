package import Declarations
import Synchronization
import TLSKeys

/// The signing agents of one host as one: several web servers of a host may have different keys, each with its own
/// signing agent beside it.
package final class UnitedSigners: HostSigner {
  /// The most keys of one host that are taken note of, those included that are retired but still lie in a folder. How many
  /// of them are declared is another question (``ServedHost/keys(_:now:)``).
  package static let mostKeys = 64

  private let signers: [any HostSigner]
  /// Who held which key when last asked.
  private let holders = Mutex<[KeyDigest: Int]>([:])

  package init(_ signers: [any HostSigner]) {
    self.signers = signers
  }

  /// All keys of the host, each once, in ascending order of their digests.
  ///
  /// - Throws: when one signing agent alone does not say: what it holds may be the key that the web server shows.
  package func keys(of host: HostName) async throws(StepFailure) -> [HostKey] {
    let answers = await self.ask(host)
    let failures = answers.compactMap(\.failure)
    if let failure = failures.first(where: { $0.kind == .refused }) ?? failures.first { throw failure }
    var union: [KeyDigest: HostKey] = [:]
    for key in answers.flatMap(\.keys) {
      let ends = [union[key.key.digest]?.certificateExpires, key.certificateExpires].compactMap(\.self).min()
      union[key.key.digest] = HostKey(key: key.key, certificateExpires: ends)
    }
    guard union.count <= Self.mostKeys else {
      throw .refused(
        "tooManyKeys",
        "the signing agents hold \(union.count) keys of \(host), \(Self.mostKeys) are looked at",
        next: "Take the keys that no web server uses out of their directories")
    }
    return union.sorted { $0.key < $1.key }.map(\.value)
  }

  package func sign(_ statement: Statement) async throws(StepFailure) -> [UInt8] {
    if self.signers.count == 1 { return try await self.signers[0].sign(statement) }
    if let holder = self.holders.withLock({ $0[statement.signerKey] }) {
      do {
        return try await self.signers[holder].sign(statement)
      } catch {
        // It may have been moved to another one since.
        guard error.code == "signerUnknownKey" else { throw error }
      }
    }
    let answers = await self.ask(statement.signer)
    if let holder = self.holders.withLock({ $0[statement.signerKey] }) {
      return try await self.signers[holder].sign(statement)
    }
    if let failure = answers.compactMap(\.failure).first(where: { $0.kind == .unavailable }) { throw failure }
    throw .refused(
      "keyNotHeld",
      "no signing agent holds the key \(statement.signerKey.base64URL) of \(statement.signer)",
      next: "Put the key back, or register the relationship anew")
  }

  /// What one of them answered.
  private struct Answer: Sendable {
    let signer: Int
    var keys: [HostKey] = []
    var failure: StepFailure?
  }

  /// Out of line: Swift 6.3 loses the value of a call with typed throws that is made in a task's closure when it optimizes.
  @inline(never)
  private func ask(_ signer: Int, _ host: HostName) async -> Answer {
    var answer = Answer(signer: signer)
    do throws(StepFailure) {
      answer.keys = try await self.signers[signer].keys(of: host)
    } catch {
      answer.failure = error
    }
    return answer
  }

  /// What each of them holds, in their order.
  private func ask(_ host: HostName) async -> [Answer] {
    var answers: [Answer] = []
    await withTaskGroup(of: Answer.self) { group in
      for signer in self.signers.indices {
        group.addTask { await self.ask(signer, host) }
      }
      for await answer in group { answers.append(answer) }
    }
    answers.sort { $0.signer < $1.signer }
    self.holders.withLock { holders in
      for answer in answers where answer.failure == nil {
        holders = holders.filter { $0.value != answer.signer }
        for key in answer.keys { holders[key.key.digest] = answer.signer }
      }
    }
    return answers
  }
}
