import Foundation
import Rpc
import TLSKeys

// Plain values from the messages between an agent and its signing agent.

extension SigningRequest {
  init(_ message: Warifu_Signing_V1_SignRequest) {
    self.init(
      origin: message.origin, destination: message.destination, signer: message.signer, target: message.target,
      notBefore: message.notBefore, expires: message.expires, targetKeys: message.targetKeys.map { Array($0) },
      key: Array(message.key))
  }
}

extension SigningRefusal {
  init(_ message: Warifu_Signing_V1_Refusal) {
    self.init(code: message.code, message: message.message, next: message.next)
  }
}

extension Warifu_Signing_V1_ListKeysReply {
  func held(by signer: String) throws(SigningClientError) -> [SignerKey] {
    switch self.outcome {
    case .keys(let keys):
      var known: [SignerKey] = []
      for key in keys.keys {
        do {
          known.append(
            SignerKey(
              key: try PublicKey(spkiDER: Array(key.spki)),
              certificateExpires: key.certificateExpires == 0 ? nil : key.certificateExpires))
        } catch {
          throw .badAnswer(signer: signer, reason: "\(error)")
        }
      }
      return known
    case .refusal(let refusal): throw .refused(SigningRefusal(refusal))
    case nil: throw .badAnswer(signer: signer, reason: "it is empty")
    }
  }
}

extension Warifu_Signing_V1_SignReply {
  func given(by signer: String) throws(SigningClientError) -> (algorithm: String, signature: [UInt8]) {
    switch self.outcome {
    case .signature(let signature): return (signature.algorithm, Array(signature.signature))
    case .refusal(let refusal): throw .refused(SigningRefusal(refusal))
    case nil: throw .badAnswer(signer: signer, reason: "it is empty")
    }
  }
}
