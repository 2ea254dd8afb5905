import Foundation
import Testing

@testable import SigningService

/// The table of an operator who looks a code up has the codes that there are, by the names that they have.
@Suite("The registration codes in docs/operations.md")
struct DocumentedCodesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL

  private func table() throws -> [String] {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/operations.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "Of a registration (").last)
    return section.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .flatMap { ($0.split(separator: "|").first ?? "").split(separator: ",") }
      .map { String($0.filter { $0.isLetter }) }
  }

  @Test("are codes of the program")
  func exist() throws {
    var source = ""
    for folder in ["Sources/Declarations/Relationships", "Sources/Agent/Agent"] {
      let path = Self.root.appendingPathComponent(folder).path
      for file in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? []
      where file.hasSuffix(".swift") {
        source += try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
      }
    }
    let ofTheSigner = SigningRefusal.Code.allCases.map {
      "signer" + $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst()
    }
    let codes = try self.table()
    #expect(codes.count > 30)
    for code in codes { #expect(ofTheSigner.contains(code) || source.contains("\"\(code)\""), "\(code)") }
  }

  @Test(
    "include those that an operator meets",
    arguments: [
      "signerHostNotNamed", "signerTargetNotNamed", "signerRateExceeded", "keyNotChosen", "keyNotHeld", "notVerified",
      "notServed", "notAuthoritative", "certificateExpires", "generation",
    ])
  func complete(_ code: String) throws {
    #expect(try self.table().contains(code))
  }
}
