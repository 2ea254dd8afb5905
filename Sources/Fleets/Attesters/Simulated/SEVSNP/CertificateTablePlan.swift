/// The certificates a host gives a guest (GHCB specification 56421, §4.1.8.1): entries of GUID, offset and length, ended by
/// one of zeros, then the certificates.
package struct CertificateTablePlan: Sendable {
  package struct Entry: Sendable {
    /// 16 octets, in the order of the text.
    package var guid: [UInt8]
    package var octets: [UInt8]
    /// In place of the right ones.
    package var offset: UInt32?
    package var length: UInt32?

    package init(guid: [UInt8], _ octets: [UInt8]) {
      self.guid = guid
      self.octets = octets
    }
  }

  package var entries: [Entry]
  /// Whether the entry of zeros stands at the end.
  package var isTerminated = true

  package init(signer: SNPSigner, authority: SimulatedSNPAuthority) {
    self.entries = [
      Entry(guid: signer.kind == .vcek ? Self.vcek : Self.vlek, signer.certificate),
      Entry(guid: Self.ask, authority.ask), Entry(guid: Self.ark, authority.ark),
    ]
  }

  /// 63da758d-e664-4564-adc5-f4b93be8accd
  package static let vcek: [UInt8] = [
    0x63, 0xDA, 0x75, 0x8D, 0xE6, 0x64, 0x45, 0x64, 0xAD, 0xC5, 0xF4, 0xB9, 0x3B, 0xE8, 0xAC, 0xCD,
  ]
  /// a8074bc2-a25a-483e-aae6-39c045a0b8a1
  package static let vlek: [UInt8] = [
    0xA8, 0x07, 0x4B, 0xC2, 0xA2, 0x5A, 0x48, 0x3E, 0xAA, 0xE6, 0x39, 0xC0, 0x45, 0xA0, 0xB8, 0xA1,
  ]
  /// 4ab7b379-bbac-4fe4-a02f-05aef327c782
  package static let ask: [UInt8] = [
    0x4A, 0xB7, 0xB3, 0x79, 0xBB, 0xAC, 0x4F, 0xE4, 0xA0, 0x2F, 0x05, 0xAE, 0xF3, 0x27, 0xC7, 0x82,
  ]
  /// c0b406a4-a803-4952-9743-3fb6014cd0ae
  package static let ark: [UInt8] = [
    0xC0, 0xB4, 0x06, 0xA4, 0xA8, 0x03, 0x49, 0x52, 0x97, 0x43, 0x3F, 0xB6, 0x01, 0x4C, 0xD0, 0xAE,
  ]

  package var octets: [UInt8] {
    var header: [UInt8] = []
    var content: [UInt8] = []
    let start = (self.entries.count + (self.isTerminated ? 1 : 0)) * 24
    for entry in self.entries {
      header += entry.guid
      header += FixedLayout.octets(entry.offset ?? UInt32(start + content.count))
      header += FixedLayout.octets(entry.length ?? UInt32(entry.octets.count))
      content += entry.octets
    }
    if self.isTerminated { header += [UInt8](repeating: 0, count: 24) }
    return header + content
  }
}
