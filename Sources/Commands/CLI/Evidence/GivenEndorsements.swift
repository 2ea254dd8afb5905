import Attestation

/// The vendors' endorsements as files that a person named.
struct GivenEndorsements {
  let files: [InputFile]

  /// - Parameter kept: What a store has besides.
  /// - Throws: ``EvidenceError`` that names the file where it is one file's fault.
  func endorsements(and kept: [[UInt8]] = []) throws(EvidenceError) -> Endorsements {
    do {
      return try Endorsements(self.files.map(\.octets) + kept)
    } catch {
      for file in self.files {
        do {
          _ = try Endorsements([file.octets])
        } catch {
          throw EvidenceError(error.kind, error.check, "\(file.path): \(error.message)")
        }
      }
      throw error
    }
  }
}
