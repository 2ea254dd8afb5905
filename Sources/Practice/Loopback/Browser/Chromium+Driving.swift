import Foundation

extension Chromium {
  /// Goes to a URL as if the user had typed it.
  package func open(_ url: String) async throws {
    let _: DevTools.Ignored = try await self.devTools.call("Page.navigate", ["url": url], in: self.front.session)
  }

  /// Runs a function's body in the page in front, which may await, and gives what it returns as JSON can say it.
  package func run<Content: Decodable & Sendable>(_ body: String, _ arguments: [String] = []) async throws -> Content {
    try await self.run(body, arguments, in: self.front)
  }

  /// Runs a function's body in a page, which may await, and gives what it returns as JSON can say it.
  package func run<Content: Decodable & Sendable>(
    _ body: String, _ arguments: [String] = [], in page: Page
  ) async throws -> Content {
    let given = String(decoding: try JSONEncoder().encode(arguments), as: UTF8.self)
    let outcome: Outcome<Content> = try await self.devTools.call(
      "Runtime.evaluate",
      [
        "expression": "(async function () { \(body) })(...\(given))", "awaitPromise": true, "returnByValue": true,
      ], in: page.session)
    guard let value = outcome.result.value else {
      let problem = outcome.exceptionDetails?.exception?.description ?? outcome.exceptionDetails?.text ?? "nothing"
      throw DevTools.Failure(method: "run", message: "\(problem) came of: \(body)")
    }
    return value
  }

  private struct Outcome<Content: Decodable & Sendable>: Decodable, Sendable {
    struct Value: Decodable, Sendable {
      let value: Content?
    }

    struct Problem: Decodable, Sendable {
      struct Thrown: Decodable, Sendable {
        let description: String?
      }

      let text: String
      let exception: Thrown?
    }

    let result: Value
    let exceptionDetails: Problem?
  }

  /// Clicks as a person does.
  package func click(_ selector: String) async throws {
    let at: [Double] = try await self.run(
      """
      const element = document.querySelector(arguments[0]);
      element.scrollIntoView({ block: "center" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
      """, [selector])
    for type in ["mousePressed", "mouseReleased"] {
      let _: DevTools.Ignored = try await self.devTools.call(
        "Input.dispatchMouseEvent", ["type": type, "x": at[0], "y": at[1], "button": "left", "clickCount": 1],
        in: self.front.session)
    }
  }

  /// Loads an extension from a folder until the browser ends; gives its name.
  package func load(extension path: String) async throws -> String {
    let loaded: Loaded = try await self.devTools.call("Extensions.loadUnpacked", ["path": path])
    return loaded.id
  }

  private struct Loaded: Decodable, Sendable {
    let id: String
  }

  /// Ends the workers of a page's kind, those of extensions for a page of one, as the browser does when they are idle.
  package func stopWorkers(by page: Page) async throws {
    for method in ["ServiceWorker.enable", "ServiceWorker.stopAllWorkers"] {
      let _: DevTools.Ignored = try await self.devTools.call(method, in: page.session)
    }
  }

  /// A picture of the page in front, PNG.
  package func screenshot() async throws -> [UInt8] {
    let picture: Picture = try await self.devTools.call("Page.captureScreenshot", in: self.front.session)
    return Array(picture.data)
  }

  private struct Picture: Decodable, Sendable {
    let data: Data
  }
}

/// Tabs, frames and workers.
extension Chromium {
  /// Something in the browser that has a document or a script of its own.
  package struct Target: Decodable, Sendable {
    package let targetId: String
    /// `page`, `iframe`, `service_worker` and others.
    package let type: String
    package let url: String
  }

  private struct Targets: Decodable, Sendable {
    let targetInfos: [Target]
  }

  private struct Attached: Decodable, Sendable {
    let sessionId: String
  }

  private struct Created: Decodable, Sendable {
    let targetId: String
  }

  package func targets() async throws -> [Target] {
    let found: Targets = try await self.devTools.call("Target.getTargets")
    return found.targetInfos
  }

  /// Opens a tab without turning to it.
  package func newPage(_ url: String = "about:blank") async throws -> Page {
    try await Self.newPage(url, by: self.devTools)
  }

  package func close(_ target: String) async throws {
    let _: DevTools.Ignored = try await self.devTools.call("Target.closeTarget", ["targetId": target])
  }

  /// Makes a tab that is there already one that can be driven.
  package func attach(to target: String) async throws -> Page { try await Self.attach(to: target, by: self.devTools) }

  static func newPage(_ url: String = "about:blank", by devTools: DevTools) async throws -> Page {
    let created: Created = try await devTools.call("Target.createTarget", ["url": url])
    return try await self.attach(to: created.targetId, by: devTools)
  }

  private static func attach(to target: String, by devTools: DevTools) async throws -> Page {
    let attached: Attached = try await devTools.call(
      "Target.attachToTarget", ["targetId": target, "flatten": true])
    return Page(target: target, session: attached.sessionId)
  }
}
