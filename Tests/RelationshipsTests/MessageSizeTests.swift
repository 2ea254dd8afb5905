import AgentStore
import Declarations
import Foundation
import PartnerLink
import Rpc
import SwiftProtobuf
import TLSKeys
import Testing

@testable import Relationships

@Suite("The largest messages between agents")
struct MessageSizeTests {
  private static let host = (0..<3).map { _ in String(repeating: "a", count: 63) }.joined(separator: ".")
  private static let names = (
    host + "." + String(repeating: "b", count: 61), host + "." + String(repeating: "c", count: 61)
  )

  private func round() throws -> Round {
    Round(
      pair: HostPair(origin: try HostName(Self.names.0), destination: try HostName(Self.names.1)),
      generation: Round.lastGeneration)
  }

  /// Frames of gRPC have 5 octets before the message.
  private func fits(_ message: any SwiftProtobuf.Message) throws {
    let octets: [UInt8] = try message.serializedBytes()
    #expect(octets.count + 5 <= PartnerLimits().messageOctets)
  }

  @Test("16 statements over 16 keys, signed by RSA keys of 8192 bits, fit")
  func deliver() throws {
    let round = try round()
    let targets = try (1...16).map { try #require(KeyDigest(octets: [UInt8](repeating: UInt8($0), count: 32))) }
    let halves = try targets.map { signer in
      SignedHalf(
        statement: try Statement(
          origin: round.pair.origin, destination: round.pair.destination, signer: round.pair.origin, algorithm: .ps256,
          notBefore: Statement.latestTime - 86_400, expires: Statement.latestTime, signerKey: signer,
          targetKeys: targets),
        signature: [UInt8](repeating: 255, count: 1024))
    }
    let request = Warifu_Partner_V1_DeliverRequest.with {
      $0.relationship = .init(round)
      $0.statements = halves.map { .init($0) }
    }
    try self.fits(request)
    try self.fits(Warifu_Partner_V1_CountersignReply.with { $0.statements.statements = request.statements })
    #expect(try request.halves(round.pair) == halves)
  }

  @Test("16 RSA keys of 8192 bits fit")
  func open() throws {
    // The modulus is 1025 octets of these; a public exponent has at most 8 here, and 40 octets are what stands around.
    let key = [UInt8](repeating: 255, count: 1025 + 8 + 40)
    let round = try round()
    try self.fits(
      Warifu_Partner_V1_OpenRequest.with {
        $0.relationship = .init(round)
        $0.keys = Array(repeating: Data(key), count: 16)
      })
  }
}
