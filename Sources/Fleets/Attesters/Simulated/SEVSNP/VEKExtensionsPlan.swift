/// What a VCEK or VLEK says about chip and TCB (AMD's 57230, table 8), before it is signed. nil leaves an extension out.
package struct VEKExtensionsPlan: Sendable {
  package var structVersion: UInt64? = 1
  package var product: String?
  package var bootloader: UInt64?
  package var tee: UInt64?
  package var snp: UInt64?
  package var microcode: UInt64?
  /// Turin alone.
  package var fmc: UInt64?
  /// The chip's identity, as raw octets. VCEK alone.
  package var hardwareID: [UInt8]?
  /// The cloud's name. VLEK alone.
  package var cspID: String?
  /// Octets in place of an extension's value, by the arcs after 1.3.6.1.4.1.3704.1.
  package var replaced: [[UInt64]: [UInt8]] = [:]

  init(_ kind: VEKKind, _ product: SimulatedProduct, chipID: [UInt8], tcb: SimulatedTCB) {
    self.product = kind == .vcek ? product.steppedName : product.rawValue
    self.bootloader = UInt64(tcb.bootloader)
    self.tee = UInt64(tcb.tee)
    self.snp = UInt64(tcb.snp)
    self.microcode = UInt64(tcb.microcode)
    self.fmc = product == .turin ? UInt64(tcb.fmc) : nil
    self.hardwareID = kind == .vcek ? (product == .turin ? Array(chipID.prefix(8)) : chipID) : nil
    self.cspID = kind == .vlek ? "CN=simulated.cloud" : nil
  }

  var extensions: [CertificatePlan.Extension] {
    let all: [([UInt64], [UInt8]?)] = [
      ([1], self.structVersion.map(DERWriter.integer)),
      ([2], self.product.map(DERWriter.ia5)),
      ([3, 1], self.bootloader.map(DERWriter.integer)),
      ([3, 2], self.tee.map(DERWriter.integer)),
      ([3, 4], DERWriter.integer(0)),
      ([3, 5], DERWriter.integer(0)),
      ([3, 6], DERWriter.integer(0)),
      ([3, 7], DERWriter.integer(0)),
      ([3, 3], self.snp.map(DERWriter.integer)),
      ([3, 8], self.microcode.map(DERWriter.integer)),
      ([3, 9], self.fmc.map(DERWriter.integer)),
      ([4], self.hardwareID),
      ([5], self.cspID.map(DERWriter.ia5)),
    ]
    return all.compactMap { arcs, value in
      (self.replaced[arcs] ?? value).map {
        CertificatePlan.Extension(identifier: [1, 3, 6, 1, 4, 1, 3704, 1] + arcs, isCritical: false, value: $0)
      }
    }
  }
}
