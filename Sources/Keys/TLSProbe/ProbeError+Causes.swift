import FoundationEssentials
import NIOCore
import NIOPosix
import NIOSSL
import TLSKeys

extension ProbeError {
  /// What a failure to make a TCP connection means.
  init(connecting endpoint: Endpoint, _ error: any Error) {
    switch error {
    case ChannelError.connectTimeout: self = .timeout(endpoint, step: .connect)
    case let error as IOError: self = .unreachable(endpoint, reason: error.words)
    case let error as NIOSSLExtraError: self = .handshake(endpoint, reason: "\(error)")
    default: self = .unreachable(endpoint, reason: "\(error)")
    }
  }

  /// What a failure during the handshake means.
  init(handshaking endpoint: Endpoint, _ error: any Error) {
    switch error {
    case let error as ProbeError:
      self = error
    case is DeadlinePassed:
      self = .timeout(endpoint, step: .handshake)
    case let error as KeyError:
      self = .certificate(endpoint, fault: .unreadable(error))
    case let failure as HandshakeHandler.Failure:
      self = Self.handshake(endpoint, failure)
    default:
      self = .handshake(endpoint, reason: "it closed the connection")
    }
  }

  private static func handshake(_ endpoint: Endpoint, _ failure: HandshakeHandler.Failure) -> ProbeError {
    switch failure.cause {
    case NIOSSLError.handshakeFailed(let error):
      let reason = TLSFailureReason(error)
      if reason.isCertificate {
        let leaf = failure.shownLeaf.flatMap { try? LeafCertificate(der: $0) }
        return .certificate(endpoint, fault: CertificateFault(refused: leaf, at: Int64(Date().timeIntervalSince1970)))
      }
      return .handshake(endpoint, reason: reason.description)
    case is ChannelError, is IOError, NIOSSLError.uncleanShutdown:
      return .handshake(endpoint, reason: "it closed the connection before the handshake was over")
    case let error:
      return .handshake(endpoint, reason: "\(error)")
    }
  }
}
