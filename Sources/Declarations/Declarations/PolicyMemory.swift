/// Where a client keeps the policies that it saw, by the host whose record each was.
///
/// Calls may come from several tasks at once.
public protocol PolicyMemory: Sendable {
  /// The policy remembered for a host at a time in Unix seconds; nil if there is none, or it is too old.
  func policy(of host: HostName, now: Int64) -> RememberedPolicy?
  /// Takes over what was learnt.
  func apply(_ changes: [PolicyMemoryChange])
}

/// What a secure answer teaches a client's memory.
public enum PolicyMemoryChange: Hashable, Sendable {
  case remember(HostName, RememberedPolicy)
  case forget(HostName)
}

/// Remembers nothing, as the command line does unless told where.
public struct NoPolicyMemory: PolicyMemory {
  public init() {}
  public func policy(of host: HostName, now: Int64) -> RememberedPolicy? { nil }
  public func apply(_ changes: [PolicyMemoryChange]) {}
}
