/// Takes apart the octets that a browser writes to a native messaging host: before each message its length, four octets in
/// the machine's own order.
package struct FrameBuffer: Sendable {
  /// The longest message that is read, in octets. Browsers allow more; no honest request needs it.
  package static let longest = 1 << 18

  /// What comes next in the stream.
  package enum Frame: Hashable, Sendable {
    case message([UInt8])
    /// A message of more than ``longest`` octets; it is read and dropped.
    case tooLong(UInt32)
  }

  private var octets: [UInt8] = []
  /// Of ``octets``, how many have been handed out.
  private var start = 0
  /// How many octets of a message that is too long are still to come.
  private var dropping = 0

  package init() {}

  package mutating func append(_ more: some Collection<UInt8>) {
    let dropped = Swift.min(self.dropping, more.count)
    self.dropping -= dropped
    self.octets.append(contentsOf: more.dropFirst(dropped))
  }

  /// The next message; nil until more octets come.
  package mutating func next() -> Frame? {
    let available = self.octets.count - self.start
    guard available >= 4 else {
      self.compact()
      return nil
    }
    let length = self.octets[self.start..<self.start + 4].withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
    if length > UInt32(Self.longest) {
      let dropped = Swift.min(Int(length), available - 4)
      self.start += 4 + dropped
      self.dropping = Int(length) - dropped
      return .tooLong(length)
    }
    guard available - 4 >= Int(length) else {
      self.compact()
      return nil
    }
    let begin = self.start + 4
    self.start = begin + Int(length)
    return .message(Array(self.octets[begin..<self.start]))
  }

  private mutating func compact() {
    guard self.start > 0 else { return }
    self.octets.removeFirst(self.start)
    self.start = 0
  }

  /// A message with its length before it.
  package static func frame(_ message: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt32(message.count)) { Array($0) } + message
  }
}
