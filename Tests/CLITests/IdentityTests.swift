import Foundation
import Loopback
import Testing

@Suite("warifu identity")
struct IdentityTests {
  @Test("An identity is made once, is shown the same, and keeps its key to itself")
  func createAndShow() async throws {
    let folder = try TemporaryFolder()
    let place = folder.file("identity")
    let made = try await WarifuProgram.run("identity", "create", "--json", "--folder", place, "--name", "Shop")
    #expect(made.code == 0)
    let pin = try #require(try made.json["pin"] as? String)
    #expect(pin.count == 43)
    let mode = try FileManager.default.attributesOfItem(atPath: "\(place)/agent.key")[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let key = try folder.read("identity/agent.key")
    #expect(!made.output.contains("PRIVATE KEY"))
    #expect(key.contains("PRIVATE KEY"))

    let shown = try await WarifuProgram.run("identity", "show", "--json", "--folder", place)
    #expect(shown.code == 0)
    #expect(shown.output == made.output)
    let text = try await WarifuProgram.run("identity", "show", "--folder", place)
    #expect(text.output.contains(pin))
    #expect(text.output.contains("Send \(place)/agent.pem to each partner"))

    let again = try await WarifuProgram.run("identity", "create", "--json", "--folder", place)
    #expect(again.code == 2)
    #expect(try again.error["message"]?.contains("not overwritten") == true)
    #expect(try folder.read("identity/agent.key") == key)
    folder.close()
  }

  @Test("A key that others may read is refused, with the command that mends it")
  func readableKey() async throws {
    let folder = try TemporaryFolder()
    let place = folder.file("identity")
    #expect(try await WarifuProgram.run("identity", "create", "--folder", place).code == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(place)/agent.key")
    let shown = try await WarifuProgram.run("identity", "show", "--folder", place)
    #expect(shown.code == 2)
    #expect(shown.errors.contains("chmod 600"))
    folder.close()
  }

  @Test("A certificate that ends soon is a warning")
  func endsSoon() async throws {
    let folder = try TemporaryFolder()
    let place = folder.file("identity")
    #expect(try await WarifuProgram.run("identity", "create", "--folder", place, "--days", "20").code == 0)
    #expect(try await WarifuProgram.run("identity", "show", "--folder", place).code == 3)
    #expect(try await WarifuProgram.run("identity", "create", "--folder", folder.file("b"), "--days", "4000").code == 2)
    folder.close()
  }
}
