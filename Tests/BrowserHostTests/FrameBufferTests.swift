import BrowserHost
import Testing

@Suite("Messages in the stream from the browser")
struct FrameBufferTests {
  @Test("come out whole, however the stream was cut", arguments: [1, 3, 4, 5, 64])
  func pieces(size: Int) {
    let messages: [[UInt8]] = [Array("{}".utf8), [], Array(repeating: 0x61, count: 300)]
    let stream = messages.flatMap(FrameBuffer.frame)
    var frames = FrameBuffer()
    var found: [FrameBuffer.Frame] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      frames.append(stream[start..<min(start + size, stream.count)])
      while let frame = frames.next() { found.append(frame) }
    }
    #expect(found == messages.map { .message($0) })
  }

  @Test("that are too long are dropped, and what comes after them is read", arguments: [1, 1000, 1 << 20])
  func tooLong(size: Int) {
    let length = FrameBuffer.longest + 1
    let stream = FrameBuffer.frame([UInt8](repeating: 0x7B, count: length)) + FrameBuffer.frame(Array("next".utf8))
    var frames = FrameBuffer()
    var found: [FrameBuffer.Frame] = []
    for start in stride(from: 0, to: stream.count, by: size) {
      frames.append(stream[start..<min(start + size, stream.count)])
      while let frame = frames.next() { found.append(frame) }
    }
    #expect(found == [.tooLong(UInt32(length)), .message(Array("next".utf8))])
  }

  @Test("of the longest length are read")
  func longest() {
    var frames = FrameBuffer()
    frames.append(FrameBuffer.frame([UInt8](repeating: 0x20, count: FrameBuffer.longest)))
    #expect(frames.next() == .message([UInt8](repeating: 0x20, count: FrameBuffer.longest)))
  }
}
