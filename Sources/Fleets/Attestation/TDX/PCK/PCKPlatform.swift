import SwiftASN1

/// What a PCK certificate says of its platform and no verification needs (Intel SGX PCK Certificate and CRL Profile Specification, 1.3.5).
/// What cannot be read is nil.
public struct PCKPlatform: Sendable, Hashable {
  /// The platform provisioning id, 16 octets: the same for all PCKs of a processor package.
  public let ppid: [UInt8]?
  /// 0 standard, 1 scalable, 2 scalable with integrity.
  public let sgxType: Int?
  /// 16 octets, of platforms with several packages.
  public let instanceID: [UInt8]?
  /// Of such platforms: whether packages may be added, whether Intel keeps their keys, whether SMT is on.
  public let isDynamic: Bool?
  public let hasCachedKeys: Bool?
  public let hasSMT: Bool?

  private static let root: [UInt] = [1, 2, 840, 113741, 1, 13, 1]

  /// nil where there is no such extension.
  public init?(of certificate: X509Certificate) {
    guard let value = certificate.extensions.others[PCKExtension.identifier] else { return nil }
    let fields = (try? DER.parse(value)).map(Self.fields) ?? [:]
    let configuration = fields["7"].map(Self.fields) ?? [:]
    self.ppid = Self.octets(fields["1"])
    self.sgxType = fields["5"].flatMap(Self.enumerated)
    self.instanceID = Self.octets(fields["6"])
    self.isDynamic = configuration["7.1"].flatMap { try? Bool(derEncoded: $0) }
    self.hasCachedKeys = configuration["7.2"].flatMap { try? Bool(derEncoded: $0) }
    self.hasSMT = configuration["7.3"].flatMap { try? Bool(derEncoded: $0) }
  }

  /// The values of a sequence of pairs, by the arcs after the extension's own.
  private static func fields(_ node: ASN1Node) -> [String: ASN1Node] {
    let prefix = self.root.map(String.init).joined(separator: ".") + "."
    var fields: [String: ASN1Node] = [:]
    guard case .constructed(let pairs) = node.content else { return fields }
    for pair in pairs {
      guard case .constructed(let items) = pair.content else { continue }
      var nodes = items.makeIterator()
      guard let first = nodes.next(), let value = nodes.next(),
        let name = try? ASN1ObjectIdentifier(derEncoded: first)
      else { continue }
      let text = "\(name)"
      if text.hasPrefix(prefix) { fields[String(text.dropFirst(prefix.count))] = value }
    }
    return fields
  }

  private static func octets(_ node: ASN1Node?) -> [UInt8]? {
    guard let node, let string = try? ASN1OctetString(derEncoded: node) else { return nil }
    return Array(string.bytes)
  }

  private static func enumerated(_ node: ASN1Node) -> Int? {
    guard node.identifier == .enumerated, case .primitive(let octets) = node.content, octets.count == 1 else {
      return nil
    }
    return octets.first.map(Int.init)
  }
}
