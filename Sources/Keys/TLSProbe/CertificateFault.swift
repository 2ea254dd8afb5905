public import TLSKeys

/// Why a certificate was not accepted for a host.
public enum CertificateFault: Sendable, Hashable, CustomStringConvertible {
  /// It is a proper certificate, but not for this host.
  case otherHost
  /// It has no subjectAltName, and the name in its subject does not count.
  case nameless
  /// It ended at this Unix second.
  case expired(Int64)
  /// It begins at this Unix second.
  case notYetValid(Int64)
  /// It is signed by itself.
  case selfSigned
  /// No chain to a trusted root was found, or something in the chain is not allowed.
  case untrusted
  /// It passed as valid but cannot be read here.
  case unreadable(KeyError)

  /// The likeliest fault of a certificate whose chain was refused at `now`, a Unix second.
  ///
  /// TLS libraries say only that verification failed; this looks for what a person would want to know first.
  init(refused leaf: LeafCertificate?, at now: Int64) {
    self =
      switch leaf {
      case let leaf? where leaf.notAfter < now: .expired(leaf.notAfter)
      case let leaf? where leaf.notBefore > now: .notYetValid(leaf.notBefore)
      case let leaf? where leaf.isSelfIssued: .selfSigned
      default: .untrusted
      }
  }

  /// What keeps a certificate with these names from being the host's; nil where it is.
  ///
  /// - Parameter address: the octets of an IP literal; nil where the host is a name.
  init?(names: SubjectNames, host: String, address: [UInt8]?) {
    guard !names.isEmpty else {
      self = .nameless
      return
    }
    guard address.map({ names.contain(address: $0) }) ?? names.contain(host: host) else {
      self = .otherHost
      return
    }
    return nil
  }

  public var description: String {
    switch self {
    case .otherHost: "it is not valid for this host"
    case .nameless: "it has no subjectAltName, and the name in its subject does not count"
    case .expired(let second): "it expired at \(TimeText.utc(second))"
    case .notYetValid(let second): "it is not valid before \(TimeText.utc(second)); is this machine's clock right?"
    case .selfSigned: "it is self-signed"
    case .untrusted: "no chain from it to a trusted root was found"
    case .unreadable(let error): "\(error)"
    }
  }
}
