/// What `verify` tells a script: one number over all hops.
public enum ExitCode {
  /// For one hop.
  public static func of(_ verdict: Verdict, stopped: Bool) -> Int32 {
    if verdict == .bogus { return 4 }
    if stopped { return 1 }
    switch verdict {
    case .noKey, .keyMismatch, .badSignature, .notYetValid, .expired, .notMutual, .malformed: return 1
    case .insecure: return 6
    case .unreachable: return 5
    case .undeclared: return 3
    case .verified, .bogus: return 0
    }
  }

  /// The number for a whole run: the first of 1, 4, 6, 5, 3 that any hop gave or a failure added, else 0.
  public static func over(_ codes: some Sequence<Int32>) -> Int32 {
    let codes = Set(codes)
    return [1, 4, 6, 5, 3].first(where: codes.contains) ?? 0
  }
}
