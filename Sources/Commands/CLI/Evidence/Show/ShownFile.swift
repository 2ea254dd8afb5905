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
    // One octet more than is taken tells that there is too much.
    self.init(name, InputFile.read(name, upTo: EvidenceText.maximumOctets))
  }

  /// - Parameter input: nil where the file cannot be read.
  init(_ name: String, _ input: [UInt8]?) {
    self.name = name
    var octets = input ?? []
    if let input {
      do throws(EvidenceError) {
        octets = try EvidenceText.octets(of: input)
        self.content = .shown(try ShownEvidence(octets))
      } catch {
        self.content = .malformed(error)
      }
    } else {
      self.content = .unreadable(.unreadable(name))
    }
    self.octetCount = octets.count
    self.recognized = EvidenceFormat(recognizing: octets)
    self.beginsLikeX509 = input?.first == 0x30 || input?.starts(with: "-----BEGIN".utf8) == true
  }

  /// Whether it is something that other programs show.
  var isX509: Bool { self.recognized == nil && self.beginsLikeX509 }
}
