import CUnbound

/// A copy of what libunbound answered, or why it did not.
enum UnboundAnswer: Sendable {
  case result(UnboundResult)
  /// libunbound gave an error instead of a result.
  case failed(reason: String)
  case deadlinePassed
  case cancelled
}

/// The parts of `ub_result` that matter, copied.
struct UnboundResult: Sendable {
  let rcode: Int32
  let hasData: Bool
  let isNXDomain: Bool
  let isSecure: Bool
  let isBogus: Bool
  let whyBogus: String?
  let rdata: [[UInt8]]
  let packet: [UInt8]

  /// Copies a result; it stays the caller's to free.
  init(copying result: UnsafePointer<ub_result>) {
    let value = result.pointee
    rcode = value.rcode
    hasData = value.havedata != 0
    isNXDomain = value.nxdomain != 0
    isSecure = value.secure != 0
    isBogus = value.bogus != 0
    whyBogus = value.why_bogus.map { String(cString: $0) }
    packet = [UInt8](UnsafeRawBufferPointer(start: value.answer_packet, count: Int(max(0, value.answer_len))))
    var items: [[UInt8]] = []
    if let data = value.data, let lengths = value.len {
      while let item = data[items.count] {
        items.append([UInt8](UnsafeRawBufferPointer(start: item, count: Int(lengths[items.count]))))
      }
    }
    rdata = items
  }
}
