import SwiftASN1

/// What the certificate of a VCEK or VLEK says about the key (AMD publication 57230, extensions 1.3.6.1.4.1.3704.1.*).
public struct VEKExtensions: Hashable, Sendable {
  /// Of the structure itself, .1.
  public let structureVersion: UInt8
  /// .2: `Milan-B0`, `Milan`, `Turin`.
  public let product: String
  public let line: SNPProductLine
  /// .3.1 to .3.9, put together as reports have them.
  public let tcb: SNPTCBVersion
  /// .4: the chip, 64 octets or 8 (Turin); nil for a VLEK.
  public let hardwareID: [UInt8]?
  /// .5: the cloud provider; nil for a VCEK.
  public let cspID: String?

  private static let structureVersionID: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 1]
  private static let productID: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 2]
  private static let hardwareIDID: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 4]
  private static let cspIDID: ASN1ObjectIdentifier = [1, 3, 6, 1, 4, 1, 3704, 1, 5]

  /// - Throws: *malformed*: `snp.vek-extension`, `snp.vek-product`, `snp.vek-hwid`, `snp.vek-kind`.
  init(_ extensions: CertificateExtensions) throws(EvidenceError) {
    let others = extensions.others
    self.structureVersion = try Self.number(others[Self.structureVersionID], "structure version")
    self.product = try Self.text(others[Self.productID], "product")
    guard let line = SNPProductLine(product: self.product) else {
      throw .malformed("snp.vek-product", "an endorsement key of the product “\(self.product)”, which is not known")
    }
    self.line = line
    self.tcb = try Self.tcb(others, line)
    self.hardwareID = others[Self.hardwareIDID]
    self.cspID = others[Self.cspIDID] == nil ? nil : try Self.text(others[Self.cspIDID], "CSP_ID")
    guard (self.hardwareID == nil) != (self.cspID == nil) else {
      throw .malformed("snp.vek-kind", "an endorsement key must have either a chip's HWID or a provider's CSP_ID")
    }
    if let hardwareID, hardwareID.count != line.hardwareIDOctets {
      throw .malformed(
        "snp.vek-hwid", "a HWID of \(hardwareID.count) octets; \(line.rawValue) has \(line.hardwareIDOctets)")
    }
  }

  /// nil for a certificate of any other key.
  ///
  /// - Throws: *malformed*: `snp.vek-extension`, `snp.vek-product`, `snp.vek-hwid`, `snp.vek-kind`.
  public init?(of certificate: X509Certificate) throws(EvidenceError) {
    guard Self.areIn(certificate.extensions) else { return nil }
    try self.init(certificate.extensions)
  }

  /// Which key of the two the certificate is for.
  public var kind: SNPSigningKey { self.hardwareID == nil ? .vlek : .vcek }

  /// Whether a certificate is one of an endorsement key, by its having any of AMD's extensions.
  static func areIn(_ extensions: CertificateExtensions) -> Bool {
    [self.structureVersionID, self.productID, self.hardwareIDID, self.cspIDID].contains { extensions.others[$0] != nil }
  }

  /// The version numbers; those that a line does not use may be missing.
  private static func tcb(
    _ others: [ASN1ObjectIdentifier: [UInt8]], _ line: SNPProductLine
  ) throws(EvidenceError) -> SNPTCBVersion {
    var places: [Int: UInt8] = [:]
    for (id, place, isRequired) in line.tcbExtensions where isRequired || others[id] != nil {
      places[place] = try Self.number(others[id], "TCB version \(id)")
    }
    return SNPTCBVersion(places: places)
  }

  private static func number(_ value: [UInt8]?, _ name: String) throws(EvidenceError) -> UInt8 {
    do {
      return try UInt8(derEncoded: try Self.present(value))
    } catch {
      throw .malformed("snp.vek-extension", "the endorsement key's \(name) is missing or no number from 0 to 255")
    }
  }

  private static func text(_ value: [UInt8]?, _ name: String) throws(EvidenceError) -> String {
    do {
      let octets = try ASN1IA5String(derEncoded: try Self.present(value)).bytes
      guard !octets.isEmpty, octets.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw Missing() }
      return String(decoding: octets, as: UTF8.self)
    } catch {
      throw .malformed("snp.vek-extension", "the endorsement key's \(name) is missing or no text")
    }
  }

  private struct Missing: Error {}

  private static func present(_ value: [UInt8]?) throws -> [UInt8] {
    guard let value else { throw Missing() }
    return value
  }
}
