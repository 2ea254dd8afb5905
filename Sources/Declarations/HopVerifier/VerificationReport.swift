import Declarations
import TLSKeys

/// The document of `warifu verify --json`, and the run's exit code.
public struct VerificationReport: Sendable, Encodable {
  public let schema = 1
  public let urls: [ChainEntry]
  public let exitCode: Int32

  public init(_ chains: [ChainReport]) {
    self.urls = chains.map(ChainEntry.init)
    self.exitCode = ExitCode.over(chains.flatMap(Self.codes))
  }

  private static func codes(_ chain: ChainReport) -> [Int32] {
    let hops = chain.hops.map { ExitCode.of($0.judgement.verdict, stopped: $0.judgement.stopped) }
    return chain.failure == nil ? hops : hops + [5]
  }

  /// One URL, or one pair of hosts.
  public struct ChainEntry: Sendable, Encodable {
    public let url: String?
    public let hops: [HopEntry]
    public let error: ErrorEntry?

    init(_ chain: ChainReport) {
      self.url = chain.url
      self.hops = chain.hops.map(HopEntry.init)
      self.error = chain.failure.map(ErrorEntry.init)
    }

    private enum CodingKeys: CodingKey { case url, hops, error }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      // Absent and null differ to a reader: the URL is always there, the error only when there is one.
      try container.encode(self.url, forKey: .url)
      try container.encode(self.hops, forKey: .hops)
      try container.encodeIfPresent(self.error, forKey: .error)
    }
  }

  public struct ErrorEntry: Sendable, Encodable {
    public let code: String
    public let subject: String
    public let message: String
    public let next: String

    init(_ failure: ChainFailure) {
      self.code = failure.code.rawValue
      self.subject = failure.subject
      self.message = failure.message
      self.next = failure.next
    }
  }

  public struct HopEntry: Sendable, Encodable {
    public struct Policies: Sendable, Encodable {
      public let origin: String
      public let destination: String
    }

    public let origin: String
    public let destination: String
    public let kinds: [String]
    public let verdict: String
    public let reason: String?
    public let stopped: Bool
    public let fresh: Bool
    public let originKey: String?
    public let destinationKey: String?
    public let policy: Policies
    public let milliseconds: Double

    package init(_ verdict: HopVerdict) {
      let judgement = verdict.judgement
      self.origin = verdict.hop.origin.description
      self.destination = verdict.hop.destination.description
      self.kinds = HopKind.allCases.filter(verdict.hop.kinds.contains).map(\.rawValue)
      self.verdict = judgement.verdict.rawValue
      self.reason = judgement.reason
      self.stopped = judgement.stopped
      self.fresh = verdict.fresh
      self.originKey = verdict.originKey?.base64URL
      self.destinationKey = verdict.destinationKey?.base64URL
      self.policy = Policies(
        origin: judgement.originPolicy.value.rawValue, destination: judgement.destinationPolicy.value.rawValue)
      self.milliseconds = (verdict.elapsed / .microseconds(1)).rounded() / 1_000
    }

    private enum CodingKeys: CodingKey {
      case origin, destination, kinds, verdict, reason, stopped, fresh, originKey, destinationKey, policy, milliseconds
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(self.origin, forKey: .origin)
      try container.encode(self.destination, forKey: .destination)
      try container.encode(self.kinds, forKey: .kinds)
      try container.encode(self.verdict, forKey: .verdict)
      try container.encode(self.reason, forKey: .reason)
      try container.encode(self.stopped, forKey: .stopped)
      try container.encode(self.fresh, forKey: .fresh)
      try container.encode(self.originKey, forKey: .originKey)
      try container.encode(self.destinationKey, forKey: .destinationKey)
      try container.encode(self.policy, forKey: .policy)
      try container.encode(self.milliseconds, forKey: .milliseconds)
    }
  }
}
