import HopVerifier

@testable import BrowserHost

/// Any octets as the stream from a browser: cut anywhere the same messages come out, and each is read or refused. Any octets
/// as one message, too, so that the fuzzer need not find the length first.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBrowser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 0 else { return 0 }
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  read(Array(octets.dropFirst()))
  let whole = frames(octets, pieces: octets.count)
  precondition(frames(octets, pieces: Int(octets[0]) + 1) == whole, "the messages depend on how the stream was cut")
  for case .message(let message) in whole { read(message) }
  return 0
}

private func frames(_ octets: [UInt8], pieces size: Int) -> [FrameBuffer.Frame] {
  var buffer = FrameBuffer()
  var found: [FrameBuffer.Frame] = []
  for start in stride(from: 0, to: octets.count, by: size) {
    buffer.append(octets[start..<min(start + size, octets.count)])
    while let frame = buffer.next() { found.append(frame) }
  }
  return found
}

private func read(_ message: [UInt8]) {
  guard let request = try? RequestReader.read(message) else {
    _ = RequestReader.id(of: message)
    return
  }
  _ = try? SiteCheck.End(request.origin, role: "origin")
  _ = try? SiteCheck.End(request.destination, role: "destination")
  guard let page = request.page else { return }
  let html = ChainPage(page).html
  precondition(!html.contains("<script") && !html.contains("\u{202E}"), "what a site said became markup")
}
