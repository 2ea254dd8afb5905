import Synchronization

/// The last trouble a connection had, for the call that failed by it.
final class LastTrouble: Sendable {
  private let trouble = Mutex<LinkTrouble?>(nil)

  /// The first trouble of a connection is the cause, later ones are its consequences.
  func note(_ new: LinkTrouble) {
    self.trouble.withLock { old in
      if case .broken? = old { old = new }
      if old == nil { old = new }
    }
  }

  /// A new connection begins: what was before no longer says anything.
  func clear() {
    self.trouble.withLock { $0 = nil }
  }

  func take() -> LinkTrouble? {
    self.trouble.withLock { trouble in
      defer { trouble = nil }
      return trouble
    }
  }
}
