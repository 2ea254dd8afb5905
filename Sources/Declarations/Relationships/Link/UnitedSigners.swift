package import Declarations
import Synchronization
import TLSKeys

/// The signing agents of one host as one: several web servers of a host may have different keys, each with its own
/// signing agent beside it.
package final class UnitedSigners: HostSigner {
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
    let failures = answers.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
    if let failure = failures.first(where: { $0.kind == .refused }) ?? failures.first { throw failure }
    var union: [KeyDigest: HostKey] = [:]
    for key in answers.flatMap({ (try? $0.get()) ?? [] }) {
      let ends = [union[key.key.digest]?.certificateExpires, key.certificateExpires].compactMap(\.self).min()
      union[key.key.digest] = HostKey(key: key.key, certificateExpires: ends)
    }
    guard union.count <= Statement.maximumTargetKeys else {
      throw .refused(
        "tooManyKeys",
        "the signing agents hold \(union.count) keys of \(host), \(Statement.maximumTargetKeys) can be declared",
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
    for case .failure(let failure) in answers where failure.kind == .unavailable { throw failure }
    throw .refused(
      "keyNotHeld",
      "no signing agent holds the key \(statement.signerKey.base64URL) of \(statement.signer)",
      next: "Put the key back, or register the relationship anew")
  }

  /// What each of them holds, in their order.
  private func ask(_ host: HostName) async -> [Result<[HostKey], StepFailure>] {
    let answers = await withTaskGroup(of: (Int, Result<[HostKey], StepFailure>).self) { group in
      for (index, signer) in self.signers.enumerated() {
        group.addTask {
          do throws(StepFailure) {
            return (index, .success(try await signer.keys(of: host)))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    self.holders.withLock { holders in
      for (index, answer) in answers.sorted(by: { $0.key < $1.key }) {
        guard let keys = try? answer.get() else { continue }
        holders = holders.filter { $0.value != index }
        for key in keys { holders[key.key.digest] = index }
      }
    }
    return self.signers.indices.compactMap { answers[$0] }
  }
}
