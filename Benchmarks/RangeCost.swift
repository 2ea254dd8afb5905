import Declarations
import Foundation
import Loopback
import PartnerLink
import Rpc
import SwiftProtobuf
import TLSKeys

/// What the paper's ranges (1)–(19) cost in this design, in milliseconds of one thread that does both agents' work, with
/// nothing between them: no network, no DNS, nothing stored.
///
/// - (1)–(8), authentication and agreement on a key: one TLS 1.3 handshake in which both show their certificates.
/// - (9), (10), (14), (15), each names its host's key: Open and its answer, and the request of Countersign, written and sealed
///   by one end, opened and read by the other.
/// - (11)–(13), the destination's half: signed; sealed; opened and verified. (16)–(19), the origin's half, in Deliver.
struct RangeCost {
  static let trials = 300
  private typealias Statement = Declarations.Statement

  /// By kind of the web servers' keys and range, such as `p256 11`.
  static func measure() throws -> [String: Double] {
    var results: [String: Double] = [:]
    for kind in [PrivateKey.Kind.rsa2048, .p256] {
      for (range, milliseconds) in try RangeCost(kind).means() {
        results["\(kind.rawValue) \(range)"] = milliseconds
      }
    }
    return results
  }

  private let origin: HostName
  private let destination: HostName
  private let keys: (origin: PrivateKey, destination: PrivateKey)
  private let tls: (client: PinnedTLS, server: PinnedTLS)
  private let now = Int64(Date().timeIntervalSince1970)

  private init(_ kind: PrivateKey.Kind) throws {
    self.origin = try HostName("ec-1.test")
    self.destination = try HostName("pay-1.test")
    self.keys = (try .generate(kind), try .generate(kind))
    let folder = try TemporaryFolder()
    self.tls = (
      try .client(try AgentIdentity.create(in: folder.file("shop"), name: "shop", now: self.now)),
      try .server(try AgentIdentity.create(in: folder.file("pay"), name: "pay", now: self.now))
    )
    folder.close()
  }

  private func means() throws -> [String: Double] {
    var total: [String: Duration] = [:]
    for number in 0..<(Self.trials + 10) {
      let times = try self.trial()
      guard number >= 10 else { continue }
      for (range, time) in times { total[range, default: .zero] += time }
    }
    return total.mapValues { $0 / Self.trials / .milliseconds(1) }
  }

  private func trial() throws -> [String: Duration] {
    var times: [String: Duration] = [:]
    let clock = ContinuousClock()
    func timed<Value>(_ range: String, _ work: () throws -> Value) rethrows -> Value {
      let start = clock.now
      defer { times[range, default: .zero] += clock.now - start }
      return try work()
    }
    let link = try timed("1-8") {
      let link = try WiredLink(client: self.tls.client, server: self.tls.server)
      try link.shakeHands()
      return link
    }
    defer { link.close() }

    let open = try timed("9") { try link.encrypt(byClient: try self.open().serializedBytes()) }
    let originKey = try timed("10") {
      let request = try Warifu_Partner_V1_OpenRequest(serializedBytes: try link.decrypt(byServer: open))
      return try PublicKey(spkiDER: Array(request.keys[0]))
    }
    let opened = try timed("14") { try link.encrypt(byServer: try self.opened().serializedBytes()) }
    let destinationKey = try timed("15") {
      let reply = try Warifu_Partner_V1_OpenReply(serializedBytes: try link.decrypt(byClient: opened))
      return try PublicKey(spkiDER: Array(reply.opened.keys[0]))
    }

    let asked = try timed("9") { try link.encrypt(byClient: try self.countersign(originKey).serializedBytes()) }
    let fields = try timed("10") {
      try Warifu_Partner_V1_CountersignRequest(serializedBytes: try link.decrypt(byServer: asked))
    }
    let (theirs, theirSignature) = try timed("11") {
      let statement = try self.statement(by: self.destination, self.keys.destination, fields.targetKeys)
      return (statement, try self.keys.destination.sign(statement.signedOctets))
    }
    let countersigned = try timed("12") {
      try link.encrypt(byServer: try self.countersigned(theirs, theirSignature).serializedBytes())
    }
    try timed("13") {
      let reply = try Warifu_Partner_V1_CountersignReply(serializedBytes: try link.decrypt(byClient: countersigned))
      try self.verify(reply.statements.statements[0], by: destinationKey)
    }

    let (ours, ourSignature) = try timed("16") {
      let statement = try self.statement(by: self.origin, self.keys.origin, [Data(destinationKey.digest.octets)])
      return (statement, try self.keys.origin.sign(statement.signedOctets))
    }
    let deliver = try timed("17") {
      try link.encrypt(byClient: try self.deliver(ours, ourSignature).serializedBytes())
    }
    let delivered = try timed("18") {
      try Warifu_Partner_V1_DeliverRequest(serializedBytes: try link.decrypt(byServer: deliver))
    }
    try timed("19") { try self.verify(delivered.statements[0], by: originKey) }
    return times
  }

  private var relationship: Warifu_Partner_V1_Relationship {
    .with {
      $0.origin = self.origin.description
      $0.destination = self.destination.description
      $0.generation = 1
    }
  }

  private func open() -> Warifu_Partner_V1_OpenRequest {
    .with {
      $0.relationship = self.relationship
      $0.keys = [Data(self.keys.origin.publicKey.spkiDER)]
    }
  }

  private func opened() -> Warifu_Partner_V1_OpenReply {
    .with {
      $0.opened.keys = [Data(self.keys.destination.publicKey.spkiDER)]
      $0.opened.maximumValiditySeconds = 1_209_600
      $0.opened.clock = self.now
    }
  }

  private func countersign(_ target: PublicKey) -> Warifu_Partner_V1_CountersignRequest {
    .with {
      $0.relationship = self.relationship
      $0.signer = self.destination.description
      $0.target = self.origin.description
      $0.notBefore = self.now - 600
      $0.expires = self.now + 1_209_600
      $0.targetKeys = [Data(target.digest.octets)]
    }
  }

  private func statement(by signer: HostName, _ key: PrivateKey, _ targets: [Data]) throws -> Statement {
    try Statement(
      origin: self.origin, destination: self.destination, signer: signer, algorithm: key.publicKey.algorithm,
      notBefore: self.now - 600, expires: self.now + 1_209_600, signerKey: key.publicKey.digest,
      targetKeys: targets.compactMap { KeyDigest(octets: Array($0)) })
  }

  private func countersigned(_ statement: Statement, _ signature: [UInt8]) -> Warifu_Partner_V1_CountersignReply {
    .with { $0.statements.statements = [Self.signed(statement, signature)] }
  }

  private func deliver(_ statement: Statement, _ signature: [UInt8]) -> Warifu_Partner_V1_DeliverRequest {
    .with {
      $0.relationship = self.relationship
      $0.statements = [Self.signed(statement, signature)]
    }
  }

  private static func signed(_ statement: Statement, _ signature: [UInt8]) -> Warifu_Partner_V1_SignedStatement {
    .with {
      $0.signer = statement.signer.description
      $0.target = statement.target.description
      $0.algorithm = statement.algorithm.rawValue
      $0.notBefore = statement.notBefore
      $0.expires = statement.expires
      $0.signerKey = Data(statement.signerKey.octets)
      $0.targetKeys = statement.targetKeys.map { Data($0.octets) }
      $0.signature = Data(signature)
    }
  }

  /// Composes the signed octets from the fields, as the product does, and verifies.
  private func verify(_ signed: Warifu_Partner_V1_SignedStatement, by key: PublicKey) throws {
    let statement = try Statement(
      origin: self.origin, destination: self.destination, signer: try HostName(signed.signer),
      algorithm: key.algorithm, notBefore: signed.notBefore, expires: signed.expires, signerKey: key.digest,
      targetKeys: signed.targetKeys.compactMap { KeyDigest(octets: Array($0)) })
    guard key.verifies(Array(signed.signature), over: statement.signedOctets) else {
      throw BenchmarkFailure(message: "a signature does not verify")
    }
  }
}
