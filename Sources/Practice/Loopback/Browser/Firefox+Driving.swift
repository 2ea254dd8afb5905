import Foundation

extension Firefox {
  /// Goes to a URL as if the user had typed it; does not wait.
  package func open(_ url: String) async throws {
    let _: Marionette.Ignored = try await self.marionette.call("WebDriver:Navigate", ["url": url])
  }

  /// Runs a function's body in the page in front, and gives what it returns as JSON can say it.
  package func run<Content: Decodable & Sendable>(_ body: String, _ arguments: [String] = []) async throws -> Content {
    let found: Marionette.Value<Content> = try await self.marionette.call(
      "WebDriver:ExecuteScript", ["script": body, "args": arguments])
    return found.value
  }

  /// Runs a function's body in the browser itself, which may await.
  package func runInBrowser<Content: Decodable & Sendable>(
    _ body: String, _ arguments: [String] = []
  ) async throws -> Content {
    let _: Marionette.Ignored = try await self.marionette.call("Marionette:SetContext", ["value": "chrome"])
    let script =
      "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);"
      + "(async () => { \(body) })().then(value => done({ value }), error => done({ error: String(error) }));"
    let outcome: Result<Outcome<Content>, any Error>
    do {
      let found: Marionette.Value<Outcome<Content>> = try await self.marionette.call(
        "WebDriver:ExecuteAsyncScript", ["script": script, "args": arguments])
      outcome = .success(found.value)
    } catch {
      outcome = .failure(error)
    }
    let _: Marionette.Ignored = try await self.marionette.call("Marionette:SetContext", ["value": "content"])
    let result = try outcome.get()
    guard let value = result.value else {
      throw Marionette.Failure(command: "runInBrowser", error: result.error ?? "nothing", message: body)
    }
    return value
  }

  private struct Outcome<Content: Decodable & Sendable>: Decodable, Sendable {
    let value: Content?
    let error: String?
  }

  /// Installs an extension from a file or a folder until the browser ends.
  package func install(extension path: String, privateWindows: Bool = true) async throws {
    let _: Marionette.Ignored = try await self.marionette.call(
      "Addon:Install", Addon(path: path, allowPrivateBrowsing: privateWindows).fields)
  }

  private struct Addon {
    let path: String
    let allowPrivateBrowsing: Bool
    var fields: [String: any Encodable & Sendable] {
      ["path": self.path, "temporary": true, "allowPrivateBrowsing": self.allowPrivateBrowsing]
    }
  }

  /// Clicks as a person does.
  package func click(_ selector: String) async throws {
    let element = try await self.element(selector)
    let _: Marionette.Ignored = try await self.marionette.call("WebDriver:ElementClick", ["id": element])
  }

  private func element(_ selector: String) async throws -> String {
    let found: Marionette.Value<[String: String]> = try await self.marionette.call(
      "WebDriver:FindElement", ["using": "css selector", "value": selector])
    return found.value.values.first ?? ""
  }

  /// A picture of the page in front, PNG.
  package func screenshot() async throws -> [UInt8] {
    let found: Marionette.Value<String> = try await self.marionette.call(
      "WebDriver:TakeScreenshot", ["full": false, "hash": false])
    return Array(Data(base64Encoded: found.value) ?? Data())
  }
}

extension Firefox {
  /// A picture of the whole window, PNG.
  package func windowScreenshot() async throws -> [UInt8] {
    let _: Marionette.Ignored = try await self.marionette.call("Marionette:SetContext", ["value": "chrome"])
    let picture = try? await self.screenshot()
    let _: Marionette.Ignored = try await self.marionette.call("Marionette:SetContext", ["value": "content"])
    return picture ?? []
  }
}
