/// What following one URL came to.
public struct ChainReport: Sendable {
  /// As given; nil where two hosts were named instead.
  public let url: String?
  public internal(set) var hops: [HopVerdict] = []
  /// A failure that is no hop's verdict.
  public internal(set) var failure: ChainFailure?
  /// What a person should hear besides.
  public internal(set) var notes: [String] = []

  public init(url: String?) {
    self.url = url
  }
}
