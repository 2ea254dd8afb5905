/// How long etcd may take, and how much it may answer.
package struct EtcdLimits: Sendable {
  /// For one call of one member.
  package var call: Duration = .seconds(2)
  /// After which a call that no member answered is given up.
  package var whole: Duration = .seconds(10)
  /// Before everybody is asked again.
  package var pause: Duration = .milliseconds(100)
  package var messageOctets = 64 << 20
  /// How many relationships are asked for at once, and how many there may be in all.
  package var page: Int64 = 200
  package var most = 1_000_000
  /// How long others may keep overtaking a change before it is given up.
  package var contention: Duration = .seconds(20)

  package init() {}
}
