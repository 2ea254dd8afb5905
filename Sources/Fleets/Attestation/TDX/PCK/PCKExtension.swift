import SwiftASN1

/// What a PCK certificate says about its platform (Intel SGX PCK Certificate and CRL Profile Specification, 1.3.5).
public struct PCKExtension: Sendable, Hashable {
  /// The 16 version numbers of the platform's components, in Intel's order.
  public let components: [UInt8]
  /// The version of the provisioning certification enclave.
  public let pceSVN: UInt16
  public let cpuSVN: [UInt8]
  /// Which provisioning certification enclave it is, 2 octets.
  public let pceID: [UInt8]
  /// Family, model, stepping, platform type and custom SKU: 6 octets by which TCB Info is found.
  public let fmspc: [UInt8]

  static let identifier: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1]
  private static let tcbID: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1, 2]
  private static let pceIDID: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1, 3]
  private static let fmspcID: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1, 4]
  private static let componentIDs: [ASN1ObjectIdentifier] = (1...16).map { [1, 2, 840, 113741, 1, 13, 1, 2, UInt($0)] }
  private static let pceSVNID: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1, 2, 17]
  private static let cpuSVNID: ASN1ObjectIdentifier = [1, 2, 840, 113741, 1, 13, 1, 2, 18]

  private struct Malformed: Error {}

  /// - Parameter value: The DER inside the extension's OCTET STRING.
  /// - Throws: *malformed*, `tdx.pck-extension`.
  init(_ value: [UInt8]) throws(EvidenceError) {
    do {
      let fields = try Self.fields(try DER.parse(value))
      let versions = try Self.fields(try Self.required(fields, Self.tcbID))
      self.components = try Self.componentIDs.map { try UInt8(derEncoded: try Self.required(versions, $0)) }
      self.pceSVN = try UInt16(derEncoded: try Self.required(versions, Self.pceSVNID))
      self.cpuSVN = try Self.octets(versions, Self.cpuSVNID, count: 16)
      self.pceID = try Self.octets(fields, Self.pceIDID, count: 2)
      self.fmspc = try Self.octets(fields, Self.fmspcID, count: 6)
    } catch {
      throw .malformed("tdx.pck-extension", "what the PCK certificate says about its platform is no such structure")
    }
  }

  /// nil for a certificate that says nothing about a platform.
  ///
  /// - Throws: *malformed*, `tdx.pck-extension`.
  public init?(of certificate: X509Certificate) throws(EvidenceError) {
    guard let value = certificate.extensions.others[Self.identifier] else { return nil }
    try self.init(value)
  }

  /// A sequence of pairs of a name and a value; no name twice.
  private static func fields(_ node: ASN1Node) throws -> [ASN1ObjectIdentifier: ASN1Node] {
    var fields: [ASN1ObjectIdentifier: ASN1Node] = [:]
    try DER.sequence(node, identifier: .sequence) { nodes in
      while let pair = nodes.next() {
        let (name, value) = try DER.sequence(pair, identifier: .sequence) { nodes in
          let name = try ASN1ObjectIdentifier(derEncoded: &nodes)
          guard let value = nodes.next() else { throw Malformed() }
          return (name, value)
        }
        guard fields.updateValue(value, forKey: name) == nil else { throw Malformed() }
      }
    }
    return fields
  }

  private static func required(
    _ fields: [ASN1ObjectIdentifier: ASN1Node], _ name: ASN1ObjectIdentifier
  ) throws -> ASN1Node {
    guard let node = fields[name] else { throw Malformed() }
    return node
  }

  private static func octets(
    _ fields: [ASN1ObjectIdentifier: ASN1Node], _ name: ASN1ObjectIdentifier, count: Int
  ) throws -> [UInt8] {
    let octets = Array(try ASN1OctetString(derEncoded: try Self.required(fields, name)).bytes)
    guard octets.count == count else { throw Malformed() }
    return octets
  }
}
