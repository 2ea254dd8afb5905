import Declarations

extension Sight {
  /// The same as a partner is told of it: why this agent's resolver got no answer is its own affair.
  var forPartner: Sight {
    guard self.verdict == .unreachable else { return self }
    return Sight(verdict: self.verdict, reason: "this agent got no answer from the DNS", seenAt: self.seenAt)
  }
}
