import DNS
import HopVerifier

/// The way to the DNS of a process that lives long: opened at first use, and anew when the network may have changed.
actor BrowserNames {
  /// What was found of the way.
  enum State: String, Sendable {
    case validates, stripsDNSSEC, wrongClock, unreachable
  }

  struct Way: Sendable {
    let path: NamesPath
    let state: State
    let reason: String?
    /// By whom DNSSEC is validated instead, where what was chosen strips its signatures; nil where nobody can be asked.
    let instead: ResolverChoice?
    let chosen: ResolverChoice
    /// Unix seconds.
    let openedAt: Int64
  }

  /// Seconds for which a way is used although nothing can be reached by it.
  private static let patience: Int64 = 10

  private let settings: BrowserSettings
  private let deadline: Duration
  private let now: @Sendable () -> Int64
  private var chosen: ResolverChoice
  private var opening: Task<Way, any Error>?

  init(_ settings: BrowserSettings, deadline: Duration, now: @escaping @Sendable () -> Int64) {
    self.settings = settings
    self.deadline = deadline
    self.now = now
    self.chosen = settings.resolver
  }

  /// The way as it was last found.
  ///
  /// - Parameter resolver: nil for what the settings say.
  func way(by resolver: ResolverChoice?) async throws -> Way {
    let wanted = resolver ?? self.settings.resolver
    if wanted != self.chosen {
      self.chosen = wanted
      self.opening = nil
    }
    let opening = self.opening ?? self.open()
    self.opening = opening
    do {
      return try await opening.value
    } catch {
      if self.opening == opening { self.opening = nil }
      throw error
    }
  }

  /// Has the way looked at again at its next use.
  func forget() { self.opening = nil }

  /// Nothing could be reached by this way: the network may have changed without anybody saying so.
  func doubt(_ way: Way) {
    if self.now() >= way.openedAt + Self.patience { self.opening = nil }
  }

  private func open() -> Task<Way, any Error> {
    let (settings, chosen, deadline, now) = (self.settings, self.chosen, self.deadline, self.now())
    return Task {
      let path = try await NamesPath.open(
        chosen, direct: settings.fresh, anchors: settings.trustAnchors, deadline: deadline)
      let found = await path.names.checkPath(deadline: deadline)
      let (state, reason): (State, String?) =
        switch found {
        case .validates: (path.strips == nil ? .validates : .stripsDNSSEC, path.strips)
        case .stripsDNSSEC(let reason): (Self.isAboutTime(reason) ? .wrongClock : .stripsDNSSEC, reason)
        case .unreachable(let reason): (path.strips == nil ? .unreachable : .stripsDNSSEC, path.strips ?? reason)
        }
      let goesAround = path.strips != nil && found == .validates && settings.fresh != chosen
      return Way(
        path: path, state: state, reason: reason, instead: goesAround ? settings.fresh : nil, chosen: chosen,
        openedAt: now)
    }
  }

  /// Whether the root's own signatures are refused for their dates: they are renewed daily, so the clock is wrong.
  static func isAboutTime(_ reason: String) -> Bool {
    reason.contains("expired") || reason.contains("inception")
  }
}
