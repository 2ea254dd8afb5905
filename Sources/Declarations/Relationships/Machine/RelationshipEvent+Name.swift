extension RelationshipEvent {
  /// The event in words, for errors.
  var name: String {
    switch self {
    case .proposed: "proposing"
    case .opened: "opening"
    case .outpaced: "taking a later round"
    case .keysAgreed: "agreeing on keys"
    case .halfGiven: "giving a half"
    case .halvesExchanged: "keeping both halves"
    case .published: "publishing"
    case .seen: "being seen"
    case .heldUp: "being held up"
    case .failed: "failing"
    case .setBack: "putting the renewal off"
    case .due: "asking for a renewal"
    case .fenced: "noting the partner's fencing number"
    case .overtaken: "noting that a later round is over"
    case .withdrawalBegun: "withdrawing"
    case .removed: "removing the records"
    case .partnerTold: "telling the partner"
    }
  }
}
