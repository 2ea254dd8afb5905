import Loopback

/// What a test sees of a page, and of the extension.
extension Chromium: DrivenBrowser {
  /// The notice that stands in the place of a stopped frame.
  func waitUntilFrameStopped() async throws {
    try await self.wait(for: "the notice in the frame") {
      try await self.targets().contains { $0.type == "iframe" && $0.url.contains("/stopped/stopped.html?") }
    }
  }

  /// Goes to a URL in a tab of its own, so that nothing of another page is taken for the new one's.
  func visit(_ url: String) async throws {
    let page = try await self.newPage()
    for target in try await self.targets() where target.type == "page" && target.targetId != page.target {
      if !target.url.hasPrefix("chrome-extension:") || target.url.contains("/stopped/") {
        try await self.close(target.targetId)
      }
    }
    self.front = page
    try await self.open(url)
  }

  /// Turns to the tab that a page has opened.
  func turnToNewTab() async throws {
    let front = self.front.target
    try await self.wait(for: "another tab") {
      let other = try await self.targets().first {
        $0.type == "page" && $0.targetId != front && !$0.url.contains("/settings/settings.html")
      }
      if let other { self.front = try await self.attach(to: other.targetId) }
      return other != nil
    }
  }

  /// The extension is there, was tried, and has its native host.
  ///
  /// - Returns: a page of it in a tab of its own.
  func waitForExtension(_ id: String) async throws -> Page {
    try await self.wait(for: "the extension", within: .seconds(60)) {
      try await self.targets().contains { $0.type == "service_worker" && $0.url.hasPrefix("chrome-extension://\(id)/") }
    }
    let page = try await self.newPage("chrome-extension://\(id)/settings/settings.html")
    try await self.wait(for: "the extension's health", within: .seconds(60)) {
      try await self.run(
        """
        const health = await browser.runtime.sendMessage({ type: "health" });
        return health.listener !== "silent" && health.host !== null;
        """, in: page)
    }
    return page
  }
}
