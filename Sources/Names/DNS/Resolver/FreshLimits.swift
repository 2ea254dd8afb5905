/// What ``FreshLookups`` may use.
public struct FreshLimits: Hashable, Sendable {
  /// Caches that are asked at once; one more is held ready. Each costs a thread, about eight descriptors and 2 MB.
  public var batches = 7
  /// Names asked of one cache.
  public var names = 256
  /// How long looks are gathered for one cache while others are at work.
  public var gathering: Duration = .milliseconds(20)
  /// How long a batch may be in the way of others, once all caches are at work, before its slow looks are put to a later one.
  public var patience: Duration = .seconds(1)
  /// For one look, from the moment in which it is asked for.
  public var deadline: Duration = .seconds(5)

  /// The limits that suit an agent with ten thousand relationships.
  public init() {}
}
