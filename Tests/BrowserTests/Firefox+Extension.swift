import Foundation
import Loopback
import Testing

/// What a test sees of the extension in a browser.
extension Firefox {
  /// Waits for something to become true of the browser.
  func wait(
    for what: String, within limit: Duration = .seconds(20), _ isSo: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while true {
      if (try? await isSo()) == true { return }
      guard ContinuousClock.now < end else {
        let page: String? = try? await self.run(
          "return location.href + ' ' + (document.body?.innerText ?? '').slice(0, 300)")
        throw Late(text: "\(what) is still to come; in front is \(page ?? "nothing")")
      }
      try await Task.sleep(for: .milliseconds(25))
    }
  }

  struct Late: Error, CustomStringConvertible {
    let text: String
    var description: String { self.text }
  }

  /// The page of a URL has been loaded.
  func waitUntil(at url: String) async throws {
    try await self.wait(for: url) {
      let state: [String] = try await self.run("return [location.href, document.readyState]")
      return state[0].hasPrefix(url) && state[1] == "complete"
    }
  }

  /// The page that stops a user stands there with its words.
  func waitUntilStopped() async throws {
    try await self.wait(for: "the page that says why it was stopped") {
      try await self.run(
        "return location.pathname === '/stopped/stopped.html' && !document.getElementById('main').hidden")
    }
  }

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
      try await self.run("return document.querySelectorAll('#state li.good').length >= 2")
    }
    try await self.open("about:blank")
    try await self.waitUntil(at: "about:blank")
  }
}
