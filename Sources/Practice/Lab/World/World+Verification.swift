import Foundation
import Loopback

extension World {
  /// The arguments that let `warifu verify` see this world instead of the Internet.
  package var verificationOptions: [String] {
    [
      "--resolver", self.resolverAddress, "--fresh", self.freshAddress, "--trust-anchor", self.trustAnchorFile, "--ca",
      self.rootFile,
    ]
  }

  /// Runs `warifu verify --json` as its own process.
  package func verify(_ urls: [String]) async throws -> VerificationOutcome {
    let before = (self.web.requests.count, self.plainWeb.requests.count)
    let result = try await Command.run(
      self.programs.warifu, ["verify", "--json"] + self.verificationOptions + urls,
      environment: BuiltPrograms.environment, deadline: .seconds(20))
    guard case .exited(let code) = result.status else {
      throw LabError("warifu verify ended by \(result.status): \(result.errors.suffix(400))")
    }
    let document: VerifyDocument
    do {
      document = try JSONDecoder().decode(VerifyDocument.self, from: Data(result.output.utf8))
    } catch {
      throw LabError("warifu verify (\(result.status)) printed no report: \(result.errors.suffix(400))")
    }
    guard document.exitCode == code else {
      throw LabError("warifu verify ended with \(code), and its report says \(document.exitCode)")
    }
    let visited =
      self.web.requests.dropFirst(before.0).map(\.host) + self.plainWeb.requests.dropFirst(before.1).map(\.host)
    return VerificationOutcome(document: document, visited: visited)
  }
}
