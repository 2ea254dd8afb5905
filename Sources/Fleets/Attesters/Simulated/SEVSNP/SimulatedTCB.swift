/// The versions of what an SEV-SNP guest rests on.
package struct SimulatedTCB: Sendable, Hashable {
  package var fmc: UInt8
  package var bootloader: UInt8
  package var tee: UInt8
  package var snp: UInt8
  package var microcode: UInt8

  package init(fmc: UInt8 = 1, bootloader: UInt8 = 4, tee: UInt8 = 1, snp: UInt8 = 24, microcode: UInt8 = 219) {
    self.fmc = fmc
    self.bootloader = bootloader
    self.tee = tee
    self.snp = snp
    self.microcode = microcode
  }

  /// TCB_VERSION of the SEV-SNP firmware ABI (56860), table 3.
  func octets(_ product: SimulatedProduct) -> [UInt8] {
    product == .turin
      ? [self.fmc, self.bootloader, self.tee, self.snp, 0, 0, 0, self.microcode]
      : [self.bootloader, self.tee, 0, 0, 0, 0, self.snp, self.microcode]
  }
}
