import Foundation

/// Asks a plain HTTP server for one page, only to see what it says: readiness of test servers.
package enum HTTPProbe {
  /// Whether the server answers, within a second, and its answer contains the text.
  package static func answers(
    _ path: String, containing text: String, address: String = "127.0.0.1", port: UInt16
  ) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let answer = ask("GET \(path) HTTP/1.0\r\nHost: \(address):\(port)\r\n\r\n", address: address, port: port)
        continuation.resume(returning: answer.contains(text))
      }
    }
  }

  private static func ask(_ request: String, address: String, port: UInt16) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let octets = Array(request.utf8)
    guard LoopbackAddress.use(address, port, { connect(descriptor, $0, $1) }),
      send(descriptor, octets, octets.count, Int32(MSG_NOSIGNAL)) == octets.count
    else { return "" }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while answer.count < 1 << 16 {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      answer += piece.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
