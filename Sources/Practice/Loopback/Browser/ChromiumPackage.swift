import Crypto
import CryptoExtras
import Foundation

/// An extension as an enterprise policy installs it: packed, signed with a key of its own, and a file that says where it is.
package struct ChromiumPackage: Sendable {
  /// The extension's name: 32 letters from a to p, of its key.
  package let id: String
  private let updates: String

  /// Has Chromium itself pack a folder.
  ///
  /// - Parameter folder: for the package and what belongs to it.
  package static func make(of source: String, in folder: TemporaryFolder) async throws -> ChromiumPackage {
    let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    let digest = SHA256.hash(data: key.publicKey.derRepresentation)
    let letters = digest.prefix(16).flatMap { [$0 >> 4, $0 & 15] }.map { UnicodeScalar(UInt8(ascii: "a") + $0) }
    let id = String(String.UnicodeScalarView(letters))
    let keyFile = try folder.write(
      key.pkcs8PEMRepresentation + "\n", to: "package-key.pem", mode: 0o600)
    let made = try await Command.run(
      "chromium",
      [
        "--no-sandbox", "--headless=new", "--user-data-dir=\(try folder.makeFolder("package-profile"))",
        "--pack-extension=\(source)", "--pack-extension-key=\(keyFile)",
      ], environment: ["HOME": folder.path, "PATH": "/usr/bin:/bin"])
    let package = "\(source).crx"
    guard FileManager.default.fileExists(atPath: package) else {
      throw ProcessError.failed(program: "chromium", status: made.status, output: made.errors + made.output)
    }
    let manifest = try JSONDecoder().decode(
      Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: "\(source)/manifest.json")))
    let updates = try folder.write(
      """
      <?xml version='1.0' encoding='UTF-8'?>
      <gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>
      <app appid='\(id)'><updatecheck codebase='file://\(package)' version='\(manifest.version)' /></app>
      </gupdate>
      """, to: "updates.xml")
    return ChromiumPackage(id: id, updates: updates)
  }

  private struct Manifest: Decodable {
    let version: String
  }

  /// A policy that installs it, and lets tests look into it.
  package var policy: String {
    """
    {"DeveloperToolsAvailability": 1,
     "ExtensionSettings": {"\(self.id)": {"installation_mode": "force_installed", "update_url": "file://\(self.updates)"}}}
    """
  }
}
