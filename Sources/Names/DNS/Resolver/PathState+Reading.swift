extension PathState {
  /// Reads the answer for the keys of the anchored name.
  init(_ answer: UnboundAnswer, anchors: TrustAnchors, deadline: Duration) {
    switch (answer, Lookup(answer, name: "\(anchors.name) DNSKEY", deadline: deadline)) {
    case (_, .records(_, _, secure: true)): self = .validates
    case (.result(let result), .bogus(let reason)):
      let isSigned = AnswerPacket(result.packet)?.hasSignatures ?? false
      let meaning =
        isSigned
        ? "the keys of \(anchors.name) are not those of the trust anchor (\(anchors.source))"
        : "answers come without signatures"
      self = .stripsDNSSEC(reason: "\(meaning): \(reason)")
    case (_, .unreachable(let reason)): self = .unreachable(reason: reason)
    default: self = .stripsDNSSEC(reason: "the keys of \(anchors.name) were not given")
    }
  }
}
