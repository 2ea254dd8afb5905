import Foundation

/// Asks a server one question over UDP, only to see whether it answers: readiness of test servers.
package enum DNSProbe {
  package enum RecordType: UInt8, Sendable {
    case a = 1
    case soa = 6
    case txt = 16
    case aaaa = 28
    case dnskey = 48
  }

  /// Whether the server answers, within a fifth of a second, with NOERROR and at least one record.
  package static func answers(_ name: String, _ type: RecordType, address: String, port: UInt16) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: ask(query(name, type), address: address, port: port))
      }
    }
  }

  private static func query(_ name: String, _ type: RecordType) -> [UInt8] {
    var message: [UInt8] = [0x57, 0x41, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]
    for label in name.split(separator: ".") { message += [UInt8(truncatingIfNeeded: label.utf8.count)] + label.utf8 }
    return message + [0, 0, type.rawValue, 0, 1]
  }

  private static func ask(_ query: [UInt8], address: String, port: UInt16) -> Bool {
    let descriptor = socket(
      LoopbackAddress.family(of: address), Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 0, tv_usec: 200_000)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard LoopbackAddress.use(address, port, { connect(descriptor, $0, $1) }),
      send(descriptor, query, query.count, 0) == query.count
    else { return false }
    var answer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &answer, answer.count, 0)
    return count >= 12 && answer[0...1] == query[0...1] && answer[3] & 0x0f == 0 && (answer[6] | answer[7]) != 0
  }
}
