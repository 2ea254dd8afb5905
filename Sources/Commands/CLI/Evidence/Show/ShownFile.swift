import Attestation

/// One file of evidence as `evidence show` takes it apart.
struct ShownFile: Sendable {
  let name: String
  /// Of the evidence itself, hexadecimal and base64 taken off.
  let octetCount: Int
  /// What it begins like, read or not.
  let recognized: EvidenceFormat?
  private let beginsLikeX509: Bool
  let content: Result<ShownEvidence, EvidenceError>

  var outcome: Outcome {
    switch self.content {
    case .success: .good
    case .failure: .malformed
    }
  }

  /// - Throws: ``Complaint`` where the file cannot be read at all.
  init(_ name: String) throws(Complaint) {
    self.init(name, try Self.input(name))
  }

  init(_ name: String, _ input: [UInt8]) {
    self.name = name
    var octets = input
    self.content = Result { () throws(EvidenceError) in
      octets = try EvidenceText.octets(of: input)
      return try ShownEvidence(octets)
    }
    self.octetCount = octets.count
    self.recognized = EvidenceFormat(recognizing: octets)
    self.beginsLikeX509 = input.first == 0x30 || input.starts(with: "-----BEGIN".utf8)
  }

  /// Whether it is something that other programs show.
  var isX509: Bool { self.recognized == nil && self.beginsLikeX509 }

  private static func input(_ name: String) throws(Complaint) -> [UInt8] {
    // One octet more than is taken tells that there is too much.
    guard let octets = InputFile.read(name, upTo: EvidenceText.maximumOctets) else {
      throw Complaint(
        .usage, code: "evidenceFile", subject: name, message: "the file \(name) cannot be read",
        next: "Name a file that exists and that you may read, or `-` for standard input.")
    }
    return octets
  }
}
