extension Lookup {
  /// Reads what libunbound answered. `bogus` comes first: libunbound then gives data and response code 0 all the same.
  init(_ answer: UnboundAnswer, name: String, deadline: Duration) {
    switch answer {
    case .deadlinePassed: self = .unreachable(reason: "no answer for \(name) within \(deadline)")
    case .cancelled: self = .unreachable(reason: "the lookup of \(name) was cancelled")
    case .failed(let reason): self = .unreachable(reason: "libunbound: \(reason)")
    case .result(let result): self.init(result, name: name)
    }
  }

  private init(_ result: UnboundResult, name: String) {
    if result.isBogus {
      self = .bogus(reason: result.whyBogus ?? "validation of \(name) failed")
      return
    }
    guard result.rcode == 0 || result.rcode == 3 else {
      self = .unreachable(reason: "the answer for \(name) is \(Self.describe(rcode: result.rcode))")
      return
    }
    guard let packet = AnswerPacket(result.packet) else {
      self = .unreachable(reason: "the answer for \(name) cannot be read")
      return
    }
    guard packet.aliasCount <= ValidatingResolver.longestAliasChain else {
      self = .unreachable(
        reason: "\(name) goes through \(packet.aliasCount) aliases, more than \(ValidatingResolver.longestAliasChain)")
      return
    }
    if result.hasData, result.rcode == 0 {
      self = .records(result.rdata, ttl: packet.ttl, secure: result.isSecure)
    } else {
      let kind: Absence = result.isNXDomain || result.rcode == 3 ? .nxdomain : .noData
      self = .absent(kind: kind, ttl: packet.negativeTTL, secure: result.isSecure)
    }
  }

  private static func describe(rcode: Int32) -> String {
    switch rcode {
    case 1: "FORMERR"
    case 2: "SERVFAIL (no server answered, or all failed)"
    case 4: "NOTIMP"
    case 5: "REFUSED"
    default: "response code \(rcode)"
    }
  }
}
