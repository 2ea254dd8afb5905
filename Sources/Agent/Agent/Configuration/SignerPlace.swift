package import PartnerLink
package import TLSKeys

/// Where a signing agent is reached.
package enum SignerPlace: Hashable, Sendable, CustomStringConvertible {
  /// Its Unix socket, on this machine.
  case socket(String)
  /// Over TLS 1.3, pinned at both ends.
  case remote(PartnerAddress, pin: KeyDigest)

  package var description: String {
    switch self {
    case .socket(let path): path
    case .remote(let address, _): address.description
    }
  }
}
