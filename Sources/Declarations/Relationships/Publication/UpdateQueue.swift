import DNS
import DNSWire
import PartnerLink

/// Sends the updates of one zone, one message after the other: what comes while one is under way goes into the next
/// together, and so does what comes while those that wait have time. A server signs and stores a message of fifty changes
/// hardly slower than one of a single change.
///
/// Each update keeps its own conditions. A message of several whose conditions do not all hold is divided until the one
/// that is to blame is alone; the others are applied.
actor UpdateQueue {
  /// How many updates go into one message at most, and how many octets of RDATA.
  private static let largestCount = 50
  private static let largestSize = 40_000

  private struct Waiting {
    let update: UpdateMessage
    let size: Int
    let until: ContinuousClock.Instant
    let tell: CheckedContinuation<Result<Void, UpdateError>, Never>
  }

  private let updater: DynamicUpdater
  private var waiting: [Waiting] = []
  private var isSending = false
  /// The wait for more, and its end; given up where somebody cannot wait so long.
  private var pause: (task: Task<Void, Never>, end: ContinuousClock.Instant)?

  init(_ updater: DynamicUpdater) {
    self.updater = updater
  }

  /// Returns once the server has said, signed, that this update was applied.
  ///
  /// - Parameter patience: how long it may wait for others, beyond the message that is under way.
  func send(_ update: UpdateMessage, patience: Duration = .zero) async throws(UpdateError) {
    let result = await withCheckedContinuation { continuation in
      self.waiting.append(
        Waiting(update: update, size: update.rdataOctets, until: .now + patience, tell: continuation))
      if let pause = self.pause, self.end.map({ $0 < pause.end }) ?? true { pause.task.cancel() }
      guard !self.isSending else { return }
      self.isSending = true
      // Not the caller's task: the updates of others go on when it is cancelled.
      Task(executorPreference: NetworkExecutor.shared) { await self.sendAll() }
    }
    try result.get()
  }

  private func sendAll() async {
    while !self.waiting.isEmpty {
      while let end = self.end, end > .now {
        let task = Task { () -> Void in try? await Task.sleep(until: end) }
        self.pause = (task, end)
        await task.value
        self.pause = nil
      }
      await self.send(self.next())
    }
    self.isSending = false
  }

  /// How many wait, for tests.
  var count: Int { self.waiting.count }

  /// Until when all that wait can wait for more; nil where a message is full.
  private var end: ContinuousClock.Instant? {
    guard self.waiting.count < Self.largestCount, self.waiting.reduce(0, { $0 + $1.size }) < Self.largestSize else {
      return nil
    }
    return self.waiting.map(\.until).min()
  }

  /// As many as fit into a message, not two about the same name.
  private func next() -> [Waiting] {
    var size = 0
    var names: Set<DomainName> = []
    var group: [Waiting] = []
    for one in self.waiting.prefix(Self.largestCount) {
      let touched = one.update.names
      guard group.isEmpty || (size + one.size <= Self.largestSize && names.isDisjoint(with: touched)) else { break }
      size += one.size
      names.formUnion(touched)
      group.append(one)
    }
    self.waiting.removeFirst(group.count)
    return group
  }

  private func send(_ group: [Waiting]) async {
    guard let first = group.first else { return }
    let together = UpdateMessage(
      zone: first.update.zone, prerequisites: group.flatMap(\.update.prerequisites),
      changes: group.flatMap(\.update.changes))
    do throws(UpdateError) {
      try await self.updater.send(together)
      for one in group { one.tell.resume(returning: .success(())) }
    } catch {
      guard group.count > 1, error.concernsOneOfMany else {
        for one in group { one.tell.resume(returning: .failure(error)) }
        return
      }
      await self.send(Array(group.prefix(group.count / 2)))
      await self.send(Array(group.dropFirst(group.count / 2)))
    }
  }
}

extension UpdateError {
  /// Whether one update of several may be to blame, and none was applied.
  fileprivate var concernsOneOfMany: Bool {
    switch self {
    // Knot says BADKEY of a message in which one change is not allowed to the key.
    case .prerequisiteFailed, .refusedByServer, .unsendable, .keyUnknown: true
    case .unreachable, .signatureRefused, .clockDiffers, .responseNotAuthentic, .outcomeUnknown, .cancelled: false
    }
  }
}

extension UpdateMessage {
  fileprivate var rdataOctets: Int {
    self.message(id: 0).records.reduce(0) { $0 + $1.rdata.count }
  }

  fileprivate var names: Set<DomainName> { Set(self.message(id: 0).records.map(\.name)) }
}

extension DNSMessage {
  fileprivate var records: [ResourceRecord] { self.answers + self.authorities }
}
