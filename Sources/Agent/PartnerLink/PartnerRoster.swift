package import GRPCCore
import GRPCNIOTransportHTTP2Posix
import SwiftASN1
import Synchronization
package import TLSKeys
import X509

/// The partners that may call, exchangeable while the server runs. A partner that is taken out is refused from its next
/// call on, also over a connection it has still open.
package final class PartnerRoster: Sendable {
  private let byPin: Mutex<[KeyDigest: PinnedPartner]>

  /// - Precondition of sense: no two partners share a pin; the later one would stand for both.
  package init(_ partners: [PinnedPartner] = []) {
    self.byPin = Mutex(Self.indexed(partners))
  }

  package func replace(with partners: [PinnedPartner]) {
    let indexed = Self.indexed(partners)
    self.byPin.withLock { $0 = indexed }
  }

  package func partner(withPin pin: KeyDigest) -> PinnedPartner? {
    self.byPin.withLock { $0[pin] }
  }

  /// The partner whose call `context` belongs to: for services that ``PartnerServer`` runs.
  ///
  /// Throws `unauthenticated` where the transport shows no certificate, or one of nobody here.
  package func caller(_ context: ServerContext) throws(RPCError) -> PinnedPartner {
    guard let pin = Self.pin(of: context), let partner = self.partner(withPin: pin) else {
      throw RPCError(code: .unauthenticated, message: "the caller is no partner of this agent")
    }
    return partner
  }

  /// The SHA-256 of the key that the caller showed; nil where the transport shows no certificate.
  package static func pin(of context: ServerContext) -> KeyDigest? {
    guard let posix = context.transportSpecific as? HTTP2ServerTransport.Posix.Context,
      let certificate = posix.peerCertificate
    else { return nil }
    var serializer = DER.Serializer()
    guard (try? serializer.serialize(certificate)) != nil else { return nil }
    return (try? LeafCertificate(der: serializer.serializedBytes))?.digest
  }

  private static func indexed(_ partners: [PinnedPartner]) -> [KeyDigest: PinnedPartner] {
    var index: [KeyDigest: PinnedPartner] = [:]
    for partner in partners {
      for pin in partner.pins { index[pin] = partner }
    }
    return index
  }
}
