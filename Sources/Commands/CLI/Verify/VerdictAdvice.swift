import Declarations
import HopVerifier

/// What a reader can do about a hop that was not verified.
enum VerdictAdvice {
  static func next(_ hop: HopVerdict) -> String? {
    let (origin, destination) = (hop.hop.origin, hop.hop.destination)
    let show = "warifu declaration show \(origin) \(destination)"
    switch hop.judgement.verdict {
    case .verified: return nil
    case .undeclared:
      return hop.judgement.stopped
        ? "Do not go on. Where both operators want it, one of them runs: warifu relationship create \(origin) \(destination)"
        : "No known policy demands a declaration for such a step, so nothing was stopped."
    case .keyMismatch:
      return "Enter nothing there: someone else may hold the name. Operators compare the keys with: \(show)"
    case .badSignature: return "Enter nothing there. Operators look at the records with: \(show)"
    case .notYetValid: return "Check this machine's clock; else its operators must."
    case .expired: return "Its operators must make it anew: warifu relationship withdraw, then create."
    case .notMutual: return "The other side has not agreed, or no longer does. Operators look with: \(show)"
    case .malformed: return "Operators look at the records with: \(show)"
    case .noKey:
      return hop.judgement.stopped
        ? "Do not go on: nothing shows who is there."
        : "Go on only if you would do so without any assurance about who is there."
    case .insecure: return "The operator of \(origin) must sign its zone with DNSSEC; until then nothing can be proved."
    case .unreachable: return "Try again; else try --resolver recursive or a longer --deadline."
    case .bogus: return "Do not go on: the answers were altered on the way, or the zone is broken."
    }
  }
}
