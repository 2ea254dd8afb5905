import Foundation
import GRPCCore
import Rpc
import TLSKeys

/// The two calls as they arrive.
struct SigningEndpoint: Warifu_Signing_V1_SigningService.SimpleServiceProtocol {
  let current: CurrentSigner
  let caller: @Sendable (ServerContext) throws -> SignerCaller

  func listKeys(
    request: Warifu_Signing_V1_ListKeysRequest, context: ServerContext
  ) async throws -> Warifu_Signing_V1_ListKeysReply {
    let caller = try self.caller(context)
    let agent = self.current.value
    var reply = Warifu_Signing_V1_ListKeysReply()
    do throws(SigningRefusal) {
      var keys = Warifu_Signing_V1_Keys()
      keys.keys = try agent.keys(of: request.host, caller: caller).map { held in
        var key = Warifu_Signing_V1_HostKey()
        key.spki = Data(held.key.spkiDER)
        key.certificateExpires = held.certificateExpires ?? 0
        return key
      }
      keys.maximumValiditySeconds = UInt64(agent.maximumValidity)
      reply.keys = keys
    } catch {
      reply.refusal = error.onTheWire
    }
    return reply
  }

  func sign(
    request: Warifu_Signing_V1_SignRequest, context: ServerContext
  ) async throws -> Warifu_Signing_V1_SignReply {
    let caller = try self.caller(context)
    let asked = SigningRequest(request)
    var reply = Warifu_Signing_V1_SignReply()
    do throws(SigningRefusal) {
      let (algorithm, octets) = try await self.current.value.sign(asked, caller: caller)
      var signature = Warifu_Signing_V1_Signature()
      signature.algorithm = algorithm.rawValue
      signature.signature = Data(octets)
      reply.signature = signature
    } catch {
      reply.refusal = error.onTheWire
    }
    return reply
  }
}

extension SigningRefusal {
  fileprivate var onTheWire: Warifu_Signing_V1_Refusal {
    var message = Warifu_Signing_V1_Refusal()
    message.code = self.code
    message.message = self.message
    message.next = self.next
    return message
  }
}
