/// What a TDX quote says about its trust domain (Intel's TDX DCAP quote format, TD Quote Body 1.0 and 1.5). Every field can
/// be made wrong.
package struct TDXBodyPlan: Sendable {
  /// [0] is the module's isvsvn, [1] its major version.
  package var teeTCBSVN: [UInt8] = [5, 1, 2] + [UInt8](repeating: 0, count: 13)
  package var mrSEAM = [UInt8](repeating: 0x11, count: 48)
  /// Intel's own module is signed by nobody else.
  package var mrSignerSEAM = [UInt8](repeating: 0, count: 48)
  package var seamAttributes: UInt64 = 0
  /// SEPT_VE_DISABLE is bit 28.
  package var tdAttributes: UInt64 = 1 << 28
  package var xfam: UInt64 = 0xE7
  package var mrTD: [UInt8]
  package var mrConfigID = [UInt8](repeating: 0, count: 48)
  package var mrOwner = [UInt8](repeating: 0, count: 48)
  package var mrOwnerConfig = [UInt8](repeating: 0, count: 48)
  /// Four of 48 octets.
  package var rtmrs: [[UInt8]]
  package var reportData: [UInt8]
  /// Version 1.5 alone.
  package var teeTCBSVN2: [UInt8] = [5, 1, 2] + [UInt8](repeating: 0, count: 13)
  package var mrServiceTD = [UInt8](repeating: 0, count: 48)
  /// Octets in place of others, before the quote is signed.
  package var changes: [OctetChange] = []

  init(mrTD: [UInt8], rtmrs: [[UInt8]], reportData: [UInt8]) {
    self.mrTD = mrTD
    self.rtmrs = rtmrs
    self.reportData = reportData
  }

  /// - Parameter isExtended: whether it is a body of version 1.5: 648 octets instead of 584.
  func octets(isExtended: Bool) -> [UInt8] {
    var layout = FixedLayout(count: isExtended ? 648 : 584)
    layout.put(self.teeTCBSVN, at: 0x00)
    layout.put(self.mrSEAM, at: 0x10)
    layout.put(self.mrSignerSEAM, at: 0x40)
    layout.put(self.seamAttributes, at: 0x70)
    layout.put(self.tdAttributes, at: 0x78)
    layout.put(self.xfam, at: 0x80)
    layout.put(self.mrTD, at: 0x88)
    layout.put(self.mrConfigID, at: 0xB8)
    layout.put(self.mrOwner, at: 0xE8)
    layout.put(self.mrOwnerConfig, at: 0x118)
    for (index, rtmr) in self.rtmrs.enumerated() { layout.put(rtmr, at: 0x148 + 48 * index) }
    layout.put(self.reportData, at: 0x208)
    if isExtended {
      layout.put(self.teeTCBSVN2, at: 0x248)
      layout.put(self.mrServiceTD, at: 0x258)
    }
    layout.put(self.changes)
    return layout.octets
  }
}
