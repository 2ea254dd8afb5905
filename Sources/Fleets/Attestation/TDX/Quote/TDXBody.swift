/// What the TDX module says about a TD: TDREPORT's fields as a quote carries them (Intel TDX DCAP Quoting Library API, A.3.2).
public struct TDXBody: Sendable, Hashable {
  /// Versions of the TDX module and of what loads it; the second one says which series the module is of, the first its version in it.
  public let teeTCBSVN: [UInt8]
  /// Measurement of the TDX module, and who signed it: all zero for Intel.
  public let mrSEAM: [UInt8]
  public let mrSignerSEAM: [UInt8]
  public let seamAttributes: [UInt8]
  /// The first octet is about debugging: all its bits are zero for a TD that nobody looks into.
  public let tdAttributes: [UInt8]
  /// Which parts of the processor's state the TD may use.
  public let xfam: [UInt8]
  /// Measurement of what the TD was built from.
  public let mrTD: [UInt8]
  /// What the host set: software-defined ids of the TD's configuration, its owner, and the owner's configuration.
  public let mrConfigID: [UInt8]
  public let mrOwner: [UInt8]
  public let mrOwnerConfig: [UInt8]
  /// RTMR 0–3, which grow while the TD starts and runs.
  public let rtmrs: [[UInt8]]
  /// 64 octets that the TD chose.
  public let reportData: [UInt8]
  /// Only in the bodies of TDX 1.5: the versions now, where the module was updated beneath a running TD.
  public let teeTCBSVN2: [UInt8]?
  /// Only in the bodies of TDX 1.5: measurement of the service TDs bound to this one.
  public let mrServiceTD: [UInt8]?

  /// The octets of a body of TDX 1.0 and of TDX 1.5.
  static let octetCount = 584
  static let octetCount15 = 648

  init(_ reader: inout OctetReader, isTDX15: Bool) throws(EvidenceError) {
    self.teeTCBSVN = Array(try reader.take(16))
    self.mrSEAM = Array(try reader.take(48))
    self.mrSignerSEAM = Array(try reader.take(48))
    self.seamAttributes = Array(try reader.take(8))
    self.tdAttributes = Array(try reader.take(8))
    self.xfam = Array(try reader.take(8))
    self.mrTD = Array(try reader.take(48))
    self.mrConfigID = Array(try reader.take(48))
    self.mrOwner = Array(try reader.take(48))
    self.mrOwnerConfig = Array(try reader.take(48))
    var rtmrs: [[UInt8]] = []
    for _ in 0..<4 { rtmrs.append(Array(try reader.take(48))) }
    self.rtmrs = rtmrs
    self.reportData = Array(try reader.take(64))
    self.teeTCBSVN2 = isTDX15 ? Array(try reader.take(16)) : nil
    self.mrServiceTD = isTDX15 ? Array(try reader.take(48)) : nil
  }

  /// Whether any bit of the group *TD under debug* is set; those but the first have no meaning yet, and must be zero as well.
  public var isDebug: Bool { self.tdAttributes.first != 0 }
}
