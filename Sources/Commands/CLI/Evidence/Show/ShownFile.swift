import Attestation
import Foundation

/// One file of evidence as `evidence show` takes it apart.
struct ShownFile: Sendable {
  let name: String
  /// Of the evidence itself, hexadecimal and base64 taken off.
  let octetCount: Int
  /// What it begins like, read or not.
  let recognized: EvidenceFormat?
  private let beginsLikeX509: Bool
  let content: Result<ShownEvidence, EvidenceError>

  /// Standard input.
  static let dash = "-"

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
    let limit = EvidenceText.maximumOctets + 1
    do {
      let handle = name == self.dash ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: name))
      var octets: [UInt8] = []
      while octets.count < limit, let piece = try handle.read(upToCount: min(limit - octets.count, 1 << 16)) {
        if piece.isEmpty { break }
        octets += piece
      }
      return octets
    } catch {
      throw Complaint(
        .usage, code: "evidenceFile", subject: name, message: "the file \(name) cannot be read",
        next: "Name a file that exists and that you may read, or `-` for standard input.")
    }
  }
}
