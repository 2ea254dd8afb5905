import Loopback

/// A browser that a test drives, whichever it is.
protocol DrivenBrowser: AnyObject, Sendable {
  /// Goes to a URL so that nothing of the page before is taken for the new one's.
  func visit(_ url: String) async throws
  /// Clicks as a person does.
  func click(_ selector: String) async throws
  /// Runs a function's body in the page in front, and gives what it returns as JSON can say it.
  func run<Content: Decodable & Sendable>(_ body: String, _ arguments: [String]) async throws -> Content
  func stop() async
}

extension DrivenBrowser {
  /// Waits for something to become true of the browser.
  func wait(
    for what: String, within limit: Duration = .seconds(20), _ isSo: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while true {
      if (try? await isSo()) == true { return }
      guard ContinuousClock.now < end else {
        let page: String? = try? await self.run(
          "return location.href + ' ' + (document.body?.innerText ?? '').slice(0, 300)", [])
        throw Late(text: "\(what) is still to come; in front is \(page ?? "nothing")")
      }
      try await Task.sleep(for: .milliseconds(25))
    }
  }

  /// The URL of the page in front.
  func url() async throws -> String { try await self.run("return location.href", []) }

  /// The page of a URL has been loaded.
  func waitUntil(at url: String) async throws {
    try await self.wait(for: url) {
      let state: [String] = try await self.run("return [location.href, document.readyState]", [])
      return state[0].hasPrefix(url) && state[1] == "complete"
    }
  }

  /// The page that stops a user stands there with its words.
  func waitUntilStopped() async throws {
    try await self.wait(for: "the page that says why it was stopped") {
      try await self.run(
        "return location.pathname === '/stopped/stopped.html' && !document.getElementById('main').hidden", [])
    }
  }

  /// Does the user's part in a way, a click or nothing, on the page at which it begins.
  func take(_ way: Way, from url: String) async throws {
    guard let button = way.button else { return }
    try await self.waitUntil(at: url)
    try await self.click(button)
  }
}
