package import Declarations
import PartnerLink
package import SigningService

/// A signing agent at the other end of its socket.
package struct LinkedSigner: HostSigner {
  private let client: SigningClient

  package init(_ client: SigningClient) {
    self.client = client
  }

  package func keys(of host: HostName) async throws(StepFailure) -> [HostKey] {
    do {
      return try await self.client.keys(of: host).map {
        HostKey(key: $0.key, certificateExpires: $0.certificateExpires)
      }
    } catch {
      throw StepFailure(error, host)
    }
  }

  package func sign(_ statement: Statement) async throws(StepFailure) -> [UInt8] {
    do {
      return try await self.client.sign(statement)
    } catch {
      throw StepFailure(error, statement.signer)
    }
  }
}

extension StepFailure {
  init(_ error: SigningClientError, _ host: HostName) {
    switch error {
    case .refused(let refusal):
      let code = "signer" + refusal.code.prefix(1).uppercased() + refusal.code.dropFirst()
      self.init(
        refusal.isPassing ? .unavailable : .refused, code: code,
        message: "the signing agent of \(host) refused: \(refusal.message)", next: refusal.next)
    case .badAnswer: self = .refused("signerBadAnswer", "\(error)")
    case .link(.refusedCertificate), .link(.refusedByPeer): self = .refused("signerNotPinned", "\(error)")
    case .unreachable, .deadline, .link: self = .unavailable("signerUnreachable", "\(error)")
    }
  }
}
