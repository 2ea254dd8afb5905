/// Why collateral could not be fetched.
package struct FetchError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// The service knows no such thing.
    case notFound = "not-found"
    /// It asks for patience: 429 or 503.
    case busy
    /// It answers with an error.
    case refused
    case unreachable
    /// Its certificate is not one that is trusted for its name.
    case untrusted
    case timedOut = "timed-out"
    case tooLarge = "too-large"
    /// It answers something that is not what was asked for, or that is not its vendor's.
    case wrongContent = "wrong-content"
  }

  package let kind: Kind
  /// What happened, one line for people.
  package let message: String
  /// The seconds that a busy service asks to wait.
  package let retryAfter: Int64?

  package init(_ kind: Kind, _ message: String, retryAfter: Int64? = nil) {
    self.kind = kind
    self.message = message
    self.retryAfter = retryAfter
  }

  /// Whether asking again may help.
  package var isPassing: Bool {
    switch self.kind {
    case .busy, .unreachable, .timedOut: true
    case .notFound, .refused, .untrusted, .tooLarge, .wrongContent: false
    }
  }

  /// Whether the service gave no answer at all.
  var isSilence: Bool { self.kind == .unreachable || self.kind == .timedOut }

  /// What to do about it, one line; nil where there is nothing but to ask again later.
  package var next: String? {
    switch self.kind {
    case .unreachable, .timedOut:
      "Fetch on a machine with Internet access, and copy its store here or give the files to warifu collateral import; or name a cache that this machine reaches: --amd-kds, --intel-pcs, and --ca for its certificate."
    case .untrusted: "Where it is a cache of your own, name the certificate of who issued its certificate: --ca FILE"
    case .notFound, .busy, .refused, .tooLarge, .wrongContent: nil
    }
  }

  package var description: String { self.message }
}
