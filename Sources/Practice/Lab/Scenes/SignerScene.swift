import Declarations
import Foundation
import SigningService
import TLSKeys

/// The payment provider's signing agent is asked, by its own user, for what its file does not name.
enum SignerScene {
  static func play(in world: World) async throws -> SceneSight {
    let payment = try world.site(.payment).key().publicKey
    let logged = world.payment.signerLog().count
    // A host whose key it does not have, and a partner that it knows nothing of.
    let foreignHost = try Self.statement(signer: .stray, target: .payment, key: payment, target: payment)
    let foreignPartner = try Self.statement(signer: .payment, target: .stray, key: payment, target: payment)
    let codes = try await Self.ask(world.payment.signerSocket, [foreignHost, foreignPartner])
    guard codes == ["hostNotNamed", "targetNotNamed"] else { return SceneSight(codes.joined(separator: ", ")) }

    let lines = world.payment.signerLog().dropFirst(logged)
    guard lines.count == 2, zip(lines, codes).allSatisfy({ $0.contains("\"refused\"") && $0.contains($1) }) else {
      return SceneSight("refused; but the log does not say so", detail: lines.joined(separator: " "))
    }
    return SceneSight("refused", detail: "\(codes.joined(separator: " and ")), both in the signing agent's log")
  }

  /// The code of the refusal of each statement; `signed` for one that was signed.
  private static func ask(_ socket: String, _ statements: [Statement]) async throws -> [String] {
    let client = try SigningClient(socket: socket)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await client.run() }
      defer { client.close() }
      var codes: [String] = []
      for statement in statements {
        do throws(SigningClientError) {
          _ = try await client.sign(statement)
          codes.append("signed")
        } catch .refused(let refusal) {
          codes.append(refusal.code)
        }
      }
      return codes
    }
  }

  private static func statement(
    signer: LabHost, target: LabHost, key: PublicKey, target targetKey: PublicKey
  ) throws -> Statement {
    let now = Int64(Date().timeIntervalSince1970)
    return try Statement(
      origin: HostName(LabHost.stray.name), destination: HostName(LabHost.payment.name), signer: HostName(signer.name),
      algorithm: key.algorithm, notBefore: now - 600, expires: now + 86_400, signerKey: key.digest,
      targetKeys: [targetKey.digest])
  }
}
