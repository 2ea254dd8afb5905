/// What a PCK certificate says about its platform (Intel's PCK certificate specification, 1.2.840.113741.1.13.1), before it
/// is signed. nil leaves an item out.
package struct PCKExtensionPlan: Sendable {
  package var ppid: [UInt8]? = [UInt8](repeating: 0x5A, count: 16)
  /// 16 SVNs.
  package var components: [UInt8]?
  package var pceSVN: UInt64?
  package var cpuSVN: [UInt8]?
  package var pceID: [UInt8]?
  package var fmspc: [UInt8]?
  /// Whether the TCB stands there at all.
  package var hasTCB = true
  /// Octets in place of the whole value.
  package var replaced: [UInt8]?

  private static let root: [UInt64] = [1, 2, 840, 113741, 1, 13, 1]

  init(components: [UInt8], pceSVN: UInt64, pceID: [UInt8], fmspc: [UInt8]) {
    self.components = components
    self.pceSVN = pceSVN
    self.cpuSVN = components
    self.pceID = pceID
    self.fmspc = fmspc
  }

  var certificateExtension: CertificatePlan.Extension {
    let items =
      [
        self.ppid.map { Self.item([1], DERWriter.octetString($0)) },
        self.hasTCB ? Self.item([2], DERWriter.sequence(of: self.tcb)) : nil,
        self.pceID.map { Self.item([3], DERWriter.octetString($0)) },
        self.fmspc.map { Self.item([4], DERWriter.octetString($0)) },
        Self.item([5], DERWriter.enumerated(1)),
      ].compactMap(\.self)
    return CertificatePlan.Extension(
      identifier: Self.root, isCritical: false, value: self.replaced ?? DERWriter.sequence(of: items))
  }

  private var tcb: [[UInt8]] {
    let components = (self.components ?? []).enumerated().map { index, svn in
      Self.item([2, UInt64(index + 1)], DERWriter.integer(UInt64(svn)))
    }
    return components
      + [
        self.pceSVN.map { Self.item([2, 17], DERWriter.integer($0)) },
        self.cpuSVN.map { Self.item([2, 18], DERWriter.octetString($0)) },
      ].compactMap(\.self)
  }

  private static func item(_ arcs: [UInt64], _ value: [UInt8]) -> [UInt8] {
    DERWriter.sequence(DERWriter.identifier(Self.root + arcs), value)
  }
}
