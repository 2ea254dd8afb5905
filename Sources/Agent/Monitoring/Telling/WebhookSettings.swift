package import Crypto

/// Where events are sent, and with how much patience.
package struct WebhookSettings: Sendable {
  /// An `http` or `https` URL.
  package var url: String
  /// Signs each body; never shown.
  package var secret: SymmetricKey?
  /// For one try.
  package var deadline: Duration = .seconds(10)
  /// The most events that wait; beyond that the oldest give way.
  package var mostWaiting = 1_000
  /// For one event.
  package var tries = 5
  /// After the first try; it doubles each time.
  package var firstPause: Duration = .seconds(1)
  package var longestPause: Duration = .seconds(60)

  package init(url: String, secret: SymmetricKey? = nil) {
    self.url = url
    self.secret = secret
  }

  /// After so many tries: how long to wait for the next one, nil for none.
  func pause(after tries: Int) -> Duration? {
    guard tries < self.tries else { return nil }
    return min(self.firstPause * (1 << min(max(tries - 1, 0), 16)), self.longestPause)
  }

  /// What the receiver's answer means: nil where it is worth another try.
  static func outcome(of status: Int) -> WebhookOutcome? {
    switch status {
    case 200..<300: .delivered
    case 408, 425, 429, 500..<600: nil
    default: .failed
    }
  }
}
