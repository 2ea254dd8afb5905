package import TLSKeys

/// Who asks the signing agent: a user of this machine, or the pinned agent on another one.
package enum SignerCaller: Hashable, Sendable, CustomStringConvertible {
  case user(UInt32)
  case pin(KeyDigest)

  package var description: String {
    switch self {
    case .user(let number): "uid \(number)"
    case .pin(let pin): "pin \(pin)"
    }
  }
}
