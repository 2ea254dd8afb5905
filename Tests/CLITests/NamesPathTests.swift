import ArgumentParser
import DNS
import HopVerifier
import Testing

@testable import CLI

@Suite("Who is asked first")
struct NamesPathTests {
  @Test("Recursion begins at the zones' own servers, whoever is named for a fresh look besides")
  func recursion() async throws {
    let options = try ResolverOptions.parse(["--resolver", "recursive"])
    for fresh in [nil, try ServerAddress("127.0.0.1:5399")] {
      #expect(try await NamesPath.open(options, fresh: fresh).startsAtZoneServers)
    }
  }
}
