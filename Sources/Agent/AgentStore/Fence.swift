/// The right to work on some of an organization's relationships, as it was when it was given to this agent.
///
/// Every right for the same relationships that is given later has a higher number. Whoever hears of a higher one refuses
/// those with lower ones: the store by itself, partners by the number in each call.
package struct Fence: Hashable, Sendable {
  /// For partners; nil where one agent works alone.
  package let number: UInt64?
  /// Which part of the relationships it is for.
  package let shard: Int
  /// By what the store knows that it is still this right.
  package let revision: Int64

  package init(number: UInt64?, shard: Int, revision: Int64) {
    self.number = number
    self.shard = shard
    self.revision = revision
  }

  /// That of an agent which works alone.
  package static let alone = Fence(number: nil, shard: 0, revision: 0)

  /// The right under which the current task works. A shared store refuses what is written under one that is lost
  /// (``StoreError/fenced(path:subject:)``), even where this agent has got a new one since.
  @TaskLocal package static var current: Fence?
}
