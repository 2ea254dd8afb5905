import Attestation

/// The vendors' endorsements as files that a person named.
struct GivenEndorsements {
  let files: [InputFile]

  /// A host without certificates hands over nothing, which is no fault; but somebody may wonder why what he gave does not help.
  var notes: [String] { self.files.filter(\.octets.isEmpty).map { "\($0.path) is empty" } }

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
