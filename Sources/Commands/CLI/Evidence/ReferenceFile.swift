import Attestation

/// Reference values as a person keeps them: YAML, JSON, or signed by an agent identity.
struct ReferenceFile {
  private let file: OwnerFile

  init(_ path: String) throws(Complaint) { self.file = try OwnerFile(path) }

  var path: String { self.file.path }
  var isSigned: Bool { ReferenceValues.looksSigned(self.file.octets) }

  /// - Throws: A complaint: 1 where a signature does not hold, 4 where a signed file is damaged, 2 where an owner's is.
  func values() throws(Complaint) -> ReferenceValues {
    do {
      if self.isSigned { return try ReferenceValues(signed: self.file.octets) }
      let document = try self.file.document()
      guard document["Measurements"] == nil else {
        throw Complaint.usage(
          self.path, "\(self.path) is what nitro-cli prints, not reference values",
          next: "Make them of it: warifu reference create --from-eif \(self.path.shellWord)")
      }
      return try ReferenceValues(document: document)
    } catch let error as EvidenceError {
      throw self.complaint(error)
    } catch let error as DocumentError {
      throw self.file.complaint(error)
    } catch {
      throw Complaint(error)
    }
  }

  private func complaint(_ error: EvidenceError) -> Complaint {
    Complaint(
      error.kind.outcome, code: "referenceValues", subject: self.path, message: "\(self.path): \(error.message)",
      next: error.kind == .badSignature
        ? "They were altered, or signed by somebody else: do not use them."
        : "Have them signed anew: warifu reference sign")
  }
}
