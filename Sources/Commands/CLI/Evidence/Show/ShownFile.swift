import Attestation

/// One file of evidence as `evidence show` takes it apart.
struct ShownFile: Sendable {
  let name: String
  /// Of the evidence itself, hexadecimal and base64 taken off.
  let octetCount: Int
  /// What it begins like, read or not.
  let recognized: EvidenceFormat?
  private let beginsLikeX509: Bool
  let content: Content

  enum Content: Sendable {
    case shown(ShownEvidence)
    case malformed(EvidenceError)
    /// The file itself.
    case unreadable(Complaint)
  }

  var outcome: Outcome {
    switch self.content {
    case .shown: .good
    case .malformed: .malformed
    case .unreadable(let complaint): complaint.outcome
    }
  }

  init(_ name: String) {
    self.init(
      name,
      Result { () throws(Complaint) in try InputFile(beginning: name, EvidenceText.maximumOctets).octets })
  }

  init(_ name: String, _ input: [UInt8]) {
    self.init(name, .success(input))
  }

  private init(_ name: String, _ file: Result<[UInt8], Complaint>) {
    self.name = name
    var (input, octets): ([UInt8], [UInt8]) = ([], [])
    switch file {
    case .success(let found):
      (input, octets) = (found, found)
      do throws(EvidenceError) {
        octets = try EvidenceText.octets(of: input)
        self.content = .shown(try ShownEvidence(octets))
      } catch {
        self.content = .malformed(error)
      }
    case .failure(let complaint): self.content = .unreadable(complaint)
    }
    self.octetCount = octets.count
    self.recognized = EvidenceFormat(recognizing: octets)
    self.beginsLikeX509 = input.first == 0x30 || input.starts(with: "-----BEGIN".utf8)
  }

  /// Whether it is something that other programs show.
  var isX509: Bool { self.recognized == nil && self.beginsLikeX509 }
}
