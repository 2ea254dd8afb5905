package import TLSKeys

/// What is wrong with a peer or its connection, told apart by what a person would do about it.
package enum LinkTrouble: Hashable, Sendable, CustomStringConvertible {
  /// The peer showed a certificate of a key that is not pinned.
  case unknownPin(KeyDigest)
  /// The key is pinned, but the certificate's dates do not hold now.
  case notCurrent(KeyDigest, notBefore: Int64, notAfter: Int64)
  /// The peer showed no certificate, or one that cannot be read.
  case noCertificate
  /// The peer wants nothing newer than TLS 1.2.
  case tlsTooOld
  /// The peer speaks something else: no TLS at all, or not HTTP/2 inside.
  case otherProtocol(String)
  /// The peer refused our certificate.
  case refusedByPeer
  /// The handshake did not end in time.
  case tooSlow
  /// It had not shown who it is when newer connections needed its place.
  case tooManyStrangers(limit: Int)
  case tooManyStrangersOfAddress(limit: Int)
  case tooManyConnectionsOfPin(KeyDigest, limit: Int)
  /// The peer began more calls at once than it may.
  case tooManyCalls(limit: Int)
  case messageUnreadable(limit: Int)
  /// A call was begun and never finished.
  case callTooLong
  case broken(String)

  /// A word for programs and logs.
  package var code: String {
    switch self {
    case .unknownPin: "unknownPin"
    case .notCurrent: "certificateNotCurrent"
    case .noCertificate: "noCertificate"
    case .tlsTooOld: "tlsTooOld"
    case .otherProtocol: "protocolMismatch"
    case .refusedByPeer: "refusedByPeer"
    case .tooSlow: "handshakeTooSlow"
    case .tooManyStrangers, .tooManyStrangersOfAddress: "tooManyStrangers"
    case .tooManyConnectionsOfPin: "tooManyConnectionsOfPin"
    case .tooManyCalls: "tooManyCalls"
    case .messageUnreadable: "messageUnreadable"
    case .callTooLong: "callTooLong"
    case .broken: "broken"
    }
  }

  package var description: String {
    switch self {
    case .unknownPin(let pin):
      "showed the key \(pin), which is not pinned"
    case .notCurrent(let pin, let notBefore, let notAfter):
      "showed a certificate of key \(pin) that is valid only from \(TimeText.utc(notBefore)) to \(TimeText.utc(notAfter))"
    case .noCertificate: "showed no certificate that can be read"
    case .tlsTooOld: "does not speak TLS 1.3"
    case .otherProtocol(let what): "does not speak HTTP/2 over TLS: \(what)"
    case .refusedByPeer: "refused this agent's certificate"
    case .tooSlow: "did not finish the TLS handshake in time"
    case .tooManyStrangers(let limit):
      "was the oldest of more than \(limit) connections that had not shown who they are"
    case .tooManyStrangersOfAddress(let limit):
      "was the oldest of more than \(limit) connections from its address that had not shown who they are"
    case .tooManyConnectionsOfPin(let pin, let limit): "has \(limit) connections open with the key \(pin) already"
    case .tooManyCalls(let limit): "began more than \(limit) calls at once"
    case .messageUnreadable(let limit): "sent a message that has more than \(limit) octets or cannot be read"
    case .callTooLong: "left a call unfinished for too long"
    case .broken(let reason): "broke the connection: \(reason)"
    }
  }

  /// Whether it concerns somebody who got far enough to show a key: worth more than a line for the curious.
  var showedAKey: Bool {
    switch self {
    case .unknownPin, .notCurrent, .tooManyConnectionsOfPin, .tooManyCalls, .messageUnreadable, .callTooLong: true
    case .noCertificate, .tlsTooOld, .otherProtocol, .refusedByPeer, .tooSlow, .tooManyStrangers,
      .tooManyStrangersOfAddress, .broken:
      false
    }
  }
}
