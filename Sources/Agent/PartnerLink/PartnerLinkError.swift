package import TLSKeys

/// Why a partner could not be asked, or could not be listened for.
package enum PartnerLinkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No connection: `peer` is the partner's name and address.
  case unreachable(peer: String, reason: String)
  /// The peer is not the pinned one, or its certificate's dates do not hold.
  case refusedCertificate(peer: String, seen: KeyDigest?, expected: [KeyDigest], reason: String)
  /// The peer does not know this agent's certificate.
  case refusedByPeer(peer: String, ownPin: KeyDigest)
  case tlsTooOld(peer: String)
  case protocolMismatch(peer: String, reason: String)
  case deadline(peer: String, seconds: Double)
  /// The call arrived and failed: an RPC status, as a word.
  case callFailed(peer: String, code: String, reason: String)
  /// The peer's agent does not have the call.
  case unknownCall(peer: String)
  /// The call arrived and was ended without an answer.
  case callCutOff(peer: String)
  case identityUnusable(String)
  case cannotListen(address: String, reason: String)
  /// The listening port answered a peer that had shown no certificate.
  case failsOpen(address: String, reason: String)

  package var description: String {
    switch self {
    case .unreachable(let peer, let reason):
      "\(peer) cannot be reached: \(reason). Check its address, and that its agent runs."
    case .refusedCertificate(let peer, let seen, let expected, let reason):
      """
      \(peer) \(reason); seen \(seen?.description ?? "no key"), pinned \(expected.map(\.description).joined(separator: " or ")). \
      Ask the partner, by another way than this link, whether its identity has changed.
      """
    case .refusedByPeer(let peer, let ownPin):
      "\(peer) refused this agent's identity. Ask the partner whether it has pinned \(ownPin)."
    case .tlsTooOld(let peer):
      "\(peer) does not speak TLS 1.3. Whatever answers there is no agent; check the address."
    case .protocolMismatch(let peer, let reason):
      "\(peer) speaks another protocol: \(reason). Check the port."
    case .deadline(let peer, let seconds):
      "\(peer) did not answer within \(seconds) s. Try again, and ask the partner if it stays so."
    case .callFailed(let peer, let code, let reason):
      "\(peer) answered \(code): \(reason)"
    case .unknownCall(let peer):
      "\(peer) runs an older agent, which does not know this call. Ask the partner to update it."
    case .callCutOff(let peer):
      "\(peer) ended the call without an answer: too large, too long or too many at once. Its log says which."
    case .identityUnusable(let reason):
      "TLS cannot use this agent's identity: \(reason). Run: warifu identity show"
    case .cannotListen(let address, let reason):
      "cannot listen at \(address): \(reason). Choose another address in the configuration, or free this one."
    case .failsOpen(let address, let reason):
      "\(address) answers without TLS (\(reason)), so nothing is served. This is a fault of this build: report it."
    }
  }
}
