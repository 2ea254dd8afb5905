import Crypto
import TLSKeys

extension AppraisalPolicy {
  /// Tells this policy from every other one: its name and the SHA-256, in base64url, of what it says.
  public var id: String {
    "\(self.name)@\(Base64URL.encode(Array(SHA256.hash(data: self.document.cbor.encoded))))"
  }

  /// Everything the policy says, what it says by default included, in one order.
  public var document: DocumentValue {
    var fields: [DocumentValue.Field] = [
      .init("schema", .integer(Self.schema)), .init("name", .text(self.name)), .init("debug", .flag(self.allowsDebug)),
      .init("freshness", .integer(self.freshness.maximumAge)),
    ]
    if !self.simulatedRoots.isEmpty { fields.append(.init("simulatedRoots", .hexList(self.simulatedRoots))) }
    if !self.referenceSigners.isEmpty {
      fields.append(.init("referenceSigners", .texts(self.referenceSigners.map(\.base64URL))))
    }
    fields.append(.init("nitro", .map(self.nitro.demands.fields)))
    fields.append(.init("snp", .map(self.snp.fields + self.snp.demands.fields)))
    fields.append(.init("tdx", .map(self.tdx.fields + self.tdx.demands.fields)))
    return .map(fields)
  }
}

extension SNPPolicy {
  fileprivate var fields: [DocumentValue.Field] {
    var fields: [DocumentValue.Field] = []
    if let minimumTCB {
      let products = minimumTCB.sorted { $0.key < $1.key }.map { product, versions in
        DocumentValue.Field(
          product, .map(versions.sorted { $0.key < $1.key }.map { .init($0.key, .integer(Int64(clamping: $0.value))) }))
      }
      fields.append(.init("minimumTCB", .map(products)))
    }
    if let highestVMPL { fields.append(.init("highestVMPL", .integer(highestVMPL))) }
    if let cspIDs { fields.append(.init("cspIDs", .texts(cspIDs))) }
    return fields
  }
}

extension TDXPolicy {
  fileprivate var fields: [DocumentValue.Field] {
    var fields: [DocumentValue.Field] = [
      .init("statuses", .texts(self.allowedStatuses.map(\.rawValue))),
      .init("warnedStatuses", .texts(self.warnedStatuses.map(\.rawValue))),
    ]
    if let allowedAdvisories { fields.append(.init("advisories", .texts(allowedAdvisories))) }
    return fields
  }
}

extension MeasurementDemands {
  fileprivate var fields: [DocumentValue.Field] {
    var fields: [DocumentValue.Field] = []
    if !self.required.isEmpty { fields.append(.init("required", .texts(self.required))) }
    if !self.owner.isEmpty {
      fields.append(
        .init("owner", .map(self.owner.sorted { $0.key < $1.key }.map { .init($0.key, .hexList($0.value)) })))
    }
    return fields
  }
}

extension DocumentValue {
  fileprivate static func texts(_ texts: some Collection<String>) -> Self { .list(texts.sorted().map { .text($0) }) }

  fileprivate static func hexList(_ values: Set<[UInt8]>) -> Self { self.texts(values.map { Hexadecimal.text($0) }) }
}
