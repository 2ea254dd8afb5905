package import AgentStore

/// The TLS keys both sides have named to each other, and how long what they sign may hold.
package struct AgreedKeys: Hashable, Sendable {
  package let keys: HostKeys
  /// The longest validity of a statement that the partner accepts and gives, seconds; nil where nothing limits it.
  package let maximumValidity: Int64?
  /// The latest moment until which the answering side's half can hold, Unix seconds; nil where nothing limits it.
  package let latestExpiry: Int64?

  package init(keys: HostKeys, maximumValidity: Int64?, latestExpiry: Int64? = nil) {
    self.keys = keys
    self.maximumValidity = maximumValidity
    self.latestExpiry = latestExpiry
  }
}
