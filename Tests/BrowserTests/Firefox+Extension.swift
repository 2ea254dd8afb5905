import Loopback

/// What a test sees of the extension in a browser.
extension Firefox: DrivenBrowser {
  /// The toolbar button's text for the tab in front.
  func badge() async throws -> String {
    try await self.runInBrowser(
      """
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const { browserActionFor } = ExtensionParent.apiManager.global;
      const action = browserActionFor(WebExtensionPolicy.getByID(args[0]).extension);
      return String(action.action.getContextData(gBrowser.selectedTab).badgeText ?? "");
      """, [BrowserWorld.extensionID])
  }

  /// An own page of the extension.
  func extensionURL(_ path: String) async throws -> String {
    try await self.runInBrowser(
      "return WebExtensionPolicy.getByID(args[0]).getURL(args[1])", [BrowserWorld.extensionID, path])
  }

  /// The listeners fire and the native host answers.
  func waitUntilExtensionIsReady() async throws {
    try await self.open(try await self.extensionURL("settings/settings.html"))
    try await self.wait(for: "the extension") {
      // The listener, the host, and what the host found of its way to the DNS, good or bad.
      try await self.run(
        "const lines = [...document.querySelectorAll('#state li')].map(line => line.className); "
          + "return lines.length >= 3 && lines[0] === 'good' && lines[1] === 'good'")
    }
    try await self.clear()
  }

  /// Puts an empty page into the tab in front. A page that is just coming may win over it, so it is said again.
  func clear() async throws {
    try await self.wait(for: "an empty page") {
      try await self.open("about:blank")
      try await Task.sleep(for: .milliseconds(30))
      return try await self.run("return location.href === 'about:blank' && document.readyState === 'complete'")
    }
  }
}

/// Tabs of the browser.
extension Firefox {
  private func handles() async throws -> [String] { try await self.marionette.call("WebDriver:GetWindowHandles") }

  /// Turns to the tab that a page has opened, if it was to open one.
  func frontTab(isNew: Bool) async throws {
    guard isNew else { return }
    let current: Marionette.Value<String> = try await self.marionette.call("WebDriver:GetWindowHandle")
    try await self.wait(for: "another tab") { try await self.handles().count > 1 }
    guard let other = try await self.handles().first(where: { $0 != current.value }) else { return }
    let _: Marionette.Ignored = try await self.marionette.call(
      "WebDriver:SwitchToWindow", ["handle": other, "focus": true])
  }

  /// Leaves an empty tab and no other.
  func closeOtherTabs() async throws {
    let handles = try await self.handles()
    for handle in handles.dropFirst() {
      let _: Marionette.Ignored = try await self.marionette.call(
        "WebDriver:SwitchToWindow", ["handle": handle, "focus": true])
      let _: Marionette.Ignored = try await self.marionette.call("WebDriver:CloseWindow")
    }
    let _: Marionette.Ignored = try await self.marionette.call(
      "WebDriver:SwitchToWindow", ["handle": handles[0], "focus": true])
    try await self.clear()
  }
}

extension Firefox {
  /// Goes to a URL from an empty page, so that nothing of the page before is taken for the new one's.
  func visit(_ url: String) async throws {
    try await self.clear()
    try await self.open(url)
  }

  /// The popup of the tab in front, opened as a page in a tab of its own.
  ///
  /// - Parameter body: what to do with it there.
  func popup<Result>(_ body: () async throws -> Result) async throws -> Result {
    let current: Marionette.Value<String> = try await self.marionette.call("WebDriver:GetWindowHandle")
    let tab: Int = try await self.runInBrowser(
      """
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      return ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab);
      """)
    let page = try await self.extensionURL("popup/popup.html?tab=\(tab)")
    let opened: NewWindow = try await self.marionette.call("WebDriver:NewWindow", ["type": "tab", "focus": true])
    let _: Marionette.Ignored = try await self.marionette.call(
      "WebDriver:SwitchToWindow", ["handle": opened.handle, "focus": true])
    try await self.open(page)
    try await self.wait(for: "the popup") {
      try await self.run("return (document.getElementById('headline')?.textContent ?? '') !== ''")
    }
    let result = try await body()
    let _: Marionette.Ignored = try await self.marionette.call("WebDriver:CloseWindow")
    let _: Marionette.Ignored = try await self.marionette.call(
      "WebDriver:SwitchToWindow", ["handle": current.value, "focus": true])
    return result
  }

  private struct NewWindow: Decodable, Sendable {
    let handle: String
  }

  /// What the popup says of the tab in front.
  func popupText() async throws -> String {
    try await self.popup { try await self.run("return document.body.innerText") }
  }
}
