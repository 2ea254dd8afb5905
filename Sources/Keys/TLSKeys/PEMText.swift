/// The blocks of a PEM text (RFC 7468), read within bounds.
///
/// Text before, between and after the blocks, CRLF and white space at line ends are tolerated, as other programs do.
public struct PEMText: Sendable {
  /// The most octets a text may have.
  public static let maximumOctets = 65_536
  /// The most blocks a text may have.
  public static let maximumBlocks = 16

  /// One block: the words after `BEGIN`, and the octets.
  public struct Block: Sendable {
    public let label: String
    public let octets: [UInt8]
    /// Whether the old headers of RFC 1421 §4.6 say that the octets are encrypted.
    let encryptedByHeader: Bool
  }

  /// The blocks in their order.
  public let blocks: [Block]

  /// Reads all blocks.
  ///
  /// - Throws: ``KeyError/malformed(_:)`` for more than 64 KiB, more than 16 blocks, a block without its end, or
  ///   anything but base64 in one. The error never quotes the text.
  public init(_ text: String) throws(KeyError) {
    guard text.utf8.count <= Self.maximumOctets else {
      throw .malformed("a PEM text of more than \(Self.maximumOctets) octets")
    }
    var blocks: [Block] = []
    var open: PEMBlockReader?
    for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if var reader = open {
        open = nil
        if let block = try reader.read(line) {
          blocks.append(block)
        } else {
          open = reader
        }
      } else if let label = PEMBlockReader.label(of: line, after: "-----BEGIN ") {
        guard blocks.count < Self.maximumBlocks else {
          throw .malformed("a PEM text of more than \(Self.maximumBlocks) blocks")
        }
        open = PEMBlockReader(label: label)
      }
    }
    if let open { throw .malformed("the PEM block \(open.label) has no end") }
    self.blocks = blocks
  }

  /// Whether there is a private key of any kind, encrypted or not, among the blocks.
  public var holdsPrivateKey: Bool { self.blocks.contains { $0.label.hasSuffix("PRIVATE KEY") } }
}
