package import Declarations
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
package import PartnerLink
import Rpc
import TLSKeys

/// Asks a signing agent, at its Unix socket or over pinned TLS. ``run()`` must be running meanwhile.
package final class SigningClient: Sendable {
  private enum Way: Sendable {
    case local(GRPCClient<HTTP2ClientTransport.Posix>, path: String)
    case remote(PartnerClient)
  }

  private let way: Way
  private let deadline: Duration

  /// Over a Unix socket on this machine.
  package init(socket path: String, deadline: Duration = .seconds(5)) throws(SigningClientError) {
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.backoff = .init(initial: .milliseconds(200), max: .seconds(5), multiplier: 1.6, jitter: 0.2)
    do {
      let transport = try HTTP2ClientTransport.Posix(
        target: .unixDomainSocket(path: path, authority: "localhost"), transportSecurity: .plaintext, config: config)
      self.way = .local(GRPCClient(transport: transport), path: path)
    } catch {
      throw .unreachable(signer: path, reason: "\(error)")
    }
    self.deadline = deadline
  }

  /// Over pinned TLS.
  package init(over link: PartnerClient, deadline: Duration = .seconds(5)) {
    self.way = .remote(link)
    self.deadline = deadline
  }

  /// Keeps the connection until the task is cancelled or ``close()`` is called.
  package func run() async throws {
    switch self.way {
    case .local(let client, _): try await client.runConnections()
    case .remote(let link): try await link.run()
    }
  }

  package func close() {
    switch self.way {
    case .local(let client, _): client.beginGracefulShutdown()
    case .remote(let link): link.close()
    }
  }

  /// The TLS keys the signing agent holds for a host.
  package func keys(of host: HostName) async throws(SigningClientError) -> [SignerKey] {
    var request = Warifu_Signing_V1_ListKeysRequest()
    request.host = host.description
    let message = request
    return try await self.ask { stub, options in try await stub.listKeys(message, options: options) }
      .held(by: self.name)
  }

  /// The signature of the statement's signer key. It is not verified here.
  package func sign(_ statement: Statement) async throws(SigningClientError) -> [UInt8] {
    let reply = try await self.sign(
      SigningRequest(
        origin: statement.origin.description, destination: statement.destination.description,
        signer: statement.signer.description, target: statement.target.description, notBefore: statement.notBefore,
        expires: statement.expires, targetKeys: statement.targetKeys.map(\.octets), key: statement.signerKey.octets))
    guard reply.algorithm == statement.algorithm.rawValue else {
      throw .badAnswer(signer: self.name, reason: "it signed with \(reply.algorithm), not \(statement.algorithm)")
    }
    return reply.signature
  }

  /// Asks for a signature by fields that need not make a statement.
  func sign(
    _ asked: SigningRequest
  ) async throws(SigningClientError) -> (algorithm: String, signature: [UInt8]) {
    var request = Warifu_Signing_V1_SignRequest()
    request.origin = asked.origin
    request.destination = asked.destination
    request.signer = asked.signer
    request.target = asked.target
    request.notBefore = asked.notBefore
    request.expires = asked.expires
    request.targetKeys = asked.targetKeys.map { Data($0) }
    request.key = Data(asked.key)
    let message = request
    return try await self.ask { stub, options in try await stub.sign(message, options: options) }
      .given(by: self.name)
  }

  private var name: String {
    switch self.way {
    case .local(_, let path): path
    case .remote(let link): link.address.description
    }
  }

  private typealias Stub = Warifu_Signing_V1_SigningService.Client<HTTP2ClientTransport.Posix>

  private func ask<Reply: Sendable>(
    _ body: @Sendable (Stub, CallOptions) async throws -> Reply
  ) async throws(SigningClientError) -> Reply {
    var options = CallOptions.defaults
    options.timeout = self.deadline
    switch self.way {
    case .local(let client, let path):
      do {
        return try await body(Stub(wrapping: client), options)
      } catch let error as RPCError where error.code == .deadlineExceeded {
        throw .deadline(signer: path)
      } catch let error as RPCError {
        throw .unreachable(signer: path, reason: Self.rootCause(error))
      } catch {
        throw .unreachable(signer: path, reason: "\(error)")
      }
    case .remote(let link):
      do {
        return try await link.call { [options] client in try await body(Stub(wrapping: client), options) }
      } catch {
        throw .link(error)
      }
    }
  }

  private static func rootCause(_ error: RPCError) -> String {
    var cause: any Error = error
    while let next = (cause as? RPCError)?.cause { cause = next }
    return (cause as? RPCError)?.message ?? "\(cause)"
  }
}
