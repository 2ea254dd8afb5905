import Declarations
import TLSKeys

/// Composes the two halves of a relationship from both owners' keys, with whatever dates a scene needs.
struct DeclarationForge {
  let now: Int64

  /// The TXT texts of the origin's half and of the destination's.
  ///
  /// - Parameter ended: how many seconds ago they ended; nil for halves that hold for 14 days from now.
  func halves(
    of origin: Site, and destination: Site, ended: Int64? = nil
  ) throws -> (origin: String, destination: String) {
    let expires = ended.map { self.now - $0 } ?? self.now + SigningLimits.validity
    return (
      try self.half(signer: origin, target: destination, origin, destination, expires),
      try self.half(signer: destination, target: origin, origin, destination, expires)
    )
  }

  private func half(
    signer: Site, target: Site, _ origin: Site, _ destination: Site, _ expires: Int64
  ) throws -> String {
    let key = try signer.key()
    let statement = try Statement(
      origin: HostName(origin.host.name), destination: HostName(destination.host.name),
      signer: HostName(signer.host.name), algorithm: key.publicKey.algorithm,
      notBefore: expires - SigningLimits.validity, expires: expires, signerKey: key.publicKey.digest,
      targetKeys: [try target.key().publicKey.digest])
    return DeclarationRecord(statement, signature: try key.sign(statement.signedOctets)).text
  }

  private enum SigningLimits {
    /// 14 days.
    static let validity: Int64 = 14 * 86_400
  }
}
