import Declarations
import TLSKeys
import Testing

@Suite("The published vectors")
struct VectorTests {
  static let vectors = Vectors.all

  @Test("The keys have the digests and algorithms that another implementation gives them")
  func keys() throws {
    for (name, key) in Self.vectors.keys {
      let read = try Self.vectors.key(name)
      #expect(read.digest.base64URL == key.digest, "\(name)")
      #expect(read.algorithm.rawValue == key.algorithm, "\(name)")
    }
  }

  @Test(
    "Host names are accepted and refused exactly as written", arguments: vectors.hostNames.map { ($0.text, $0.valid) })
  func hostNames(text: String, valid: Bool) {
    #expect(((try? HostName(text)) != nil) == valid)
  }

  @Test("The signed octets are the same to the last one")
  func signedOctets() throws {
    let vector = Self.vectors.signedOctets
    let reading = DeclarationRecord.read(
      Array(vector.record.utf8), origin: try HostName(vector.origin), destination: try HostName(vector.destination))
    guard case .record(let record) = reading else {
      Issue.record("\(reading)")
      return
    }
    let statement = try record.statement(signerKey: try Self.vectors.key(vector.signerKey).digest)
    #expect(Base64URL.encode(statement.signedOctets) == vector.octets)
    #expect(record.text == vector.record)
  }

  @Test("Every record is read as what it is", arguments: vectors.records)
  func records(vector: Vectors.Record) throws {
    let octets = try #require(Base64URL.decode(vector.octets))
    let reading = DeclarationRecord.read(
      octets, origin: try HostName(vector.origin), destination: try HostName(vector.destination))
    switch reading {
    case .record: #expect(vector.reading == "record")
    case .malformed(let reason):
      #expect(vector.reading == "malformed", "\(reason)")
      #expect(!reason.isEmpty)
    case .notOurs: #expect(vector.reading == "notOurs")
    }
  }

  @Test("Every policy record is read as what it is", arguments: vectors.policies)
  func policies(vector: Vectors.Policy) throws {
    switch PolicyRecord.read(Array(vector.text.utf8)) {
    case .notOurs: #expect(vector.reading == "notOurs")
    case .malformed(let reason): #expect(vector.reading == "malformed", "\(reason)")
    case .record(let policy):
      let expected = try #require(vector.policy, "read as \(policy)")
      #expect(policy.origin.rawValue == expected.p)
      #expect(policy.subdomains?.rawValue == expected.sp)
      #expect(policy.destination.rawValue == expected.in)
      #expect(policy.scope.map(\.rawValue).sorted() == expected.sc)
      #expect(policy.agents.map(\.base64URL) == expected.m)
      #expect(policy.maximumAge == expected.max)
      #expect(PolicyRecord.read(Array(policy.text.utf8)) == .record(policy), "what is written is read back")
    }
  }

  @Test("Every set of records gets its verdict", arguments: vectors.sets)
  func sets(vector: Vectors.Case) throws {
    let texts = try vector.texts.map { try #require(Base64URL.decode($0)) }
    let judgement = DeclarationSet(
      texts, origin: try HostName(vector.origin), destination: try HostName(vector.destination)
    ).judge(
      originKeys: try vector.originKeys.map(Self.vectors.key),
      destinationKeys: try vector.destinationKeys.map(Self.vectors.key),
      now: vector.now)
    #expect(judgement.verdict.rawValue == vector.verdict, "\(judgement.reason ?? "no reason")")
    #expect((judgement.reason == nil) == (judgement.verdict == .verified))
  }
}
