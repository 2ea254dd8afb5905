/// How long, how hard, and from which seed.
package struct SoakPlan: Sendable {
  /// Two runs with the same seed kill the same processes after the same pauses and draw the same operations; how these fall
  /// together is the machine's affair.
  package var seed: UInt64
  package var seconds: Double
  /// Each organization has this many hosts, and sends users from each of them to `partnersEach` of the other's.
  package var hostsEach = 12
  package var partnersEach = 3
  /// How many operations are under way at once.
  package var workers = 6
  /// Between one kill and the next, seconds; the kills stop when there were ``kills``.
  package var pause: ClosedRange<Double> = 1.5...3.5
  /// The most kills; nil for as many as fit.
  package var kills: Int?
  /// How long everything may take to become quiet afterwards, seconds: a side whose partner has put a round off, for minutes
  /// when that happened again and again, takes it for abandoned after 15 minutes.
  package var patience: Double = 1_200
  /// Whether operators renew what the agents have put off, once the kills are over; else it is left alone, which takes the
  /// minute after which an agent tries again.
  package var nudges = false
  /// Where `warifud` and `warifu-signer` are.
  package var programs: String

  package init(seed: UInt64, seconds: Double, programs: String) {
    self.seed = seed
    self.seconds = seconds
    self.programs = programs
  }
}
