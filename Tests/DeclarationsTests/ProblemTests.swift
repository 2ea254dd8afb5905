import Declarations
import TLSKeys
import Testing

@Suite("Every problem of a record")
struct ProblemTests {
  @Test("There are problems exactly where the record is not read", arguments: Vectors.all.records)
  func agrees(vector: Vectors.Record) throws {
    let problems = DeclarationRecord.problems(
      try #require(Base64URL.decode(vector.octets)), origin: try HostName(vector.origin),
      destination: try HostName(vector.destination))
    #expect(problems.isEmpty == (vector.reading == "record"))
  }
}
