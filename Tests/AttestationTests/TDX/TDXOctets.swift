import Crypto

/// The octets of a quote, each field to be made wrong.
struct TDXOctets {
  var version: UInt16 = 5
  var keyKind: UInt16 = 2
  var tee: UInt32 = 0x81
  var vendor: [UInt8] = [
    0x93, 0x9A, 0x72, 0x33, 0xF7, 0x9C, 0x4C, 0xA9, 0x94, 0x0A, 0x0D, 0xB3, 0x95, 0x7F, 0x06, 0x07,
  ]
  var bodyKind: UInt16 = 3
  /// The body's length where it is to be a lie.
  var bodyCount: UInt32?
  var teeTCBSVN: [UInt8] = [6, 1, 4] + [UInt8](repeating: 0, count: 13)
  var mrSignerSEAM = [UInt8](repeating: 0, count: 48)
  var seamAttributes = [UInt8](repeating: 0, count: 8)
  var tdAttributes: [UInt8] = [0, 0, 0, 0x10, 0, 0, 0, 0]
  var reportData = [UInt8](repeating: 0xDA, count: 64)
  var signature = [UInt8](repeating: 1, count: 64)
  var attestationKey = [UInt8](repeating: 2, count: 64)
  var certificationKind: UInt16 = 6
  var miscSelect: [UInt8] = [0, 0, 0, 0]
  var qeAttributes: [UInt8] = [0x11] + [UInt8](repeating: 0, count: 15)
  var qeSigner = [UInt8](repeating: 0xDC, count: 32)
  var qeProduct: UInt16 = 2
  var qeVersion: UInt16 = 4
  /// What the QE report binds; nil for what it ought to.
  var qeReportData: [UInt8]?
  var qeSignature = [UInt8](repeating: 3, count: 64)
  var authenticationData = [UInt8](0..<32)
  var pckKind: UInt16 = 5
  var chain: [UInt8] = Array("-----BEGIN".utf8)
  var chainEnd: [UInt8] = [0]
  /// Added to the length of the signature data, of the certification data, and of the chain.
  var lies: (Int, Int, Int) = (0, 0, 0)
  var after: [UInt8] = []

  /// All before the length of the signature data.
  var signed: [UInt8] {
    let header: [[UInt8]] = [
      Self.number(self.version), Self.number(self.keyKind), Self.number(self.tee), Self.some(0, 4), self.vendor,
      Self.some(0xAB, 20),
    ]
    let body = self.body
    let kind = self.version < 5 ? [] : Self.number(self.bodyKind) + Self.number(self.bodyCount ?? UInt32(body.count))
    return header.flatMap(\.self) + kind + body
  }

  private var body: [UInt8] {
    let fields: [[UInt8]] = [
      self.teeTCBSVN, Self.some(0x5E, 48), self.mrSignerSEAM, self.seamAttributes, self.tdAttributes,
      [0xE7, 2, 6, 0, 0, 0, 0, 0],
    ]
    // MRTD, MRCONFIGID, MROWNER, MROWNERCONFIG, RTMR 0–3.
    let registers = (1...8).flatMap { Self.some($0, 48) }
    let more = self.version >= 5 && self.bodyKind == 3 ? Self.some(0x77, 64) : []
    return fields.flatMap(\.self) + registers + self.reportData + more
  }

  var qeReport: [UInt8] {
    let bound = Array(SHA256.hash(data: self.attestationKey + self.authenticationData)) + Self.some(0, 32)
    let fields: [[UInt8]] = [
      Self.some(4, 16), self.miscSelect, Self.some(0, 28), self.qeAttributes, Self.some(0xE5, 32), Self.some(0, 32),
      self.qeSigner, Self.some(0, 96), Self.number(self.qeProduct), Self.number(self.qeVersion), Self.some(0, 60),
      self.qeReportData ?? bound,
    ]
    return fields.flatMap(\.self)
  }

  var octets: [UInt8] {
    let chain = self.chain + self.chainEnd
    let certification: [[UInt8]] = [
      self.qeReport, self.qeSignature, Self.number(UInt16(self.authenticationData.count)), self.authenticationData,
      Self.number(self.pckKind), Self.number(UInt32(chain.count + self.lies.2)), chain,
    ]
    let inner = certification.flatMap(\.self)
    let data: [[UInt8]] = [
      self.signature, self.attestationKey, Self.number(self.certificationKind),
      Self.number(UInt32(inner.count + self.lies.1)), inner,
    ]
    let outer = data.flatMap(\.self)
    return self.signed + Self.number(UInt32(outer.count + self.lies.0)) + outer + self.after
  }

  private static func some(_ octet: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: octet, count: count) }

  /// Little-endian.
  static func number(_ number: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
