import SwiftASN1

/// The extensions that decide what a certificate may do, and those of vendors, unread (RFC 5280 §4.2).
struct CertificateExtensions: Sendable {
  /// nil where the extension is missing.
  private(set) var basicConstraints: BasicConstraints?
  private(set) var keyUsage: KeyUsage?
  /// Every other one, by its identifier: the octets of its value.
  private(set) var others: [ASN1ObjectIdentifier: [UInt8]] = [:]
  /// Critical ones that nothing here understands.
  private(set) var unknownCritical: [ASN1ObjectIdentifier] = []

  struct BasicConstraints: Hashable, Sendable {
    let isCA: Bool
    let pathLength: Int?
  }

  /// RFC 5280 §4.2.1.3.
  struct KeyUsage: Hashable, Sendable {
    /// The first two octets of the BIT STRING: its bit 0 is the highest.
    let bits: UInt16

    var signsData: Bool { self.bits & 0x8000 != 0 }
    var signsCertificates: Bool { self.bits & 0x0400 != 0 }
    var signsRevocationLists: Bool { self.bits & 0x0200 != 0 }
  }

  private static let basicConstraintsID: ASN1ObjectIdentifier = [2, 5, 29, 19]
  private static let keyUsageID: ASN1ObjectIdentifier = [2, 5, 29, 15]
  private struct Malformed: Error {}

  init(_ node: ASN1Node?) throws(EvidenceError) {
    guard let node else { return }
    do {
      try self.read(node)
    } catch {
      throw .malformed("x509.extensions", "a certificate's extensions are no such structure")
    }
  }

  private mutating func read(_ node: ASN1Node) throws {
    for found in try X509Extension.all(node) {
      switch found.id {
      case Self.basicConstraintsID: self.basicConstraints = try Self.constraints(found.value)
      case Self.keyUsageID: self.keyUsage = try Self.usage(found.value)
      default:
        self.others[found.id] = found.value
        if found.isCritical { self.unknownCritical.append(found.id) }
      }
    }
  }

  private static func constraints(_ value: [UInt8]) throws -> BasicConstraints {
    try DER.sequence(try DER.parse(value), identifier: .sequence) { nodes in
      let isCA = try DER.decodeDefault(&nodes, defaultValue: false)
      let length: Int? = try DER.optionalImplicitlyTagged(&nodes)
      guard length.map({ isCA && $0 >= 0 }) ?? true else { throw Malformed() }
      return BasicConstraints(isCA: isCA, pathLength: length)
    }
  }

  private static func usage(_ value: [UInt8]) throws -> KeyUsage {
    let bits = try ASN1BitString(derEncoded: value)
    guard let first = bits.bytes.first else { throw Malformed() }
    return KeyUsage(bits: UInt16(first) << 8 | UInt16(bits.bytes.dropFirst().first ?? 0))
  }
}
