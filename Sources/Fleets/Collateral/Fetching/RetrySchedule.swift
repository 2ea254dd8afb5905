/// With how much patience a service is asked.
package struct RetrySchedule: Hashable, Sendable {
  package var tries = 4
  /// After the first try; it doubles each time.
  package var firstPause: Duration = .seconds(2)
  /// Whoever asks for more patience is not waited for.
  package var longestPause: Duration = .seconds(60)

  package init() {}

  /// After so many tries, the last of which failed: how long to wait for the next one, nil for none.
  package func pause(after tries: Int, _ error: FetchError) -> Duration? {
    guard error.isPassing, tries < self.tries else { return nil }
    let own = min(self.firstPause * (1 << min(max(tries - 1, 0), 16)), self.longestPause)
    guard let asked = error.retryAfter.map({ Duration.seconds($0) }) else { return own }
    return asked > self.longestPause ? nil : max(own, asked)
  }
}
