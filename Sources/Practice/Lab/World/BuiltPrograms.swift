import Foundation
import Loopback

/// The programs that were built together with this one.
package struct BuiltPrograms: Sendable {
  package let folder: String

  package var warifu: String { "\(self.folder)/warifu" }
  package var warifud: String { "\(self.folder)/warifud" }
  package var signer: String { "\(self.folder)/warifu-signer" }
  package var browserHost: String { "\(self.folder)/warifu-browser-host" }

  /// Looks in the folder that `WARIFU_BIN` names, else beside the running executable.
  ///
  /// - Throws: ``LabError`` that names the first one missing.
  package static func find() throws(LabError) -> BuiltPrograms {
    let named = ProcessInfo.processInfo.environment["WARIFU_BIN"]
    let programs = BuiltPrograms(folder: named ?? Self.ownFolder())
    for path in [programs.warifu, programs.warifud, programs.signer] where Program.find(path) == nil {
      throw LabError("\(path) is missing. Build all products: make build")
    }
    return programs
  }

  /// The environment for them: ours, without what would change their settings.
  static var environment: [String: String] {
    ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("WARIFU_") }
  }

  private static func ownFolder() -> String {
    let path =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}
