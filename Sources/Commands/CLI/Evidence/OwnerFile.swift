import Attestation
import Settings

/// A document that an owner writes, in YAML or JSON: reference values or a policy.
struct OwnerFile {
  let path: String
  let octets: [UInt8]

  init(_ path: String) throws(Complaint) {
    let file = try InputFile(path, limit: DocumentValue.maximumOctets)
    self.path = path
    self.octets = file.octets
  }

  func document() throws -> DocumentValue {
    // Some editors put a mark before the text.
    let octets = self.octets.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(self.octets.dropFirst(3)) : self.octets
    // JSON is YAML too, but says where a number is one, and is read more strictly.
    if octets.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "{") {
      return try DocumentValue(json: octets)
    }
    guard let text = String(validating: octets, as: UTF8.self) else {
      throw DocumentError("", "is not UTF-8 text", next: "Give YAML or JSON.")
    }
    return DocumentValue(try SettingsFile.parse(text, name: self.path).tree)
  }

  func complaint(_ error: DocumentError) -> Complaint {
    let place = error.path.isEmpty ? "" : "\(error.path) "
    return Complaint(
      .usage, code: "configuration", subject: self.path, message: "\(self.path): \(place)\(error.problem)",
      next: error.next)
  }
}

extension DocumentValue {
  /// YAML's scalars stay texts: who reads the document knows what they should be.
  init(_ tree: SettingsTree) {
    switch tree {
    case .text(let text): self = .text(text)
    case .nothing: self = .nothing
    case .list(let elements): self = .list(elements.map { Self($0) })
    case .map(let fields): self = .map(fields.map { Field($0.key, Self($0.value)) })
    }
  }
}
