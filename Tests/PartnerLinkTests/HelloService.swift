import GRPCCore
import GRPCProtobuf
import PartnerLink
import Rpc

/// Answers Hello with the caller's name as the roster knows it, and has no other call.
struct HelloService: RegistrableRPCService {
  let roster: PartnerRoster

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    router.registerHandler(
      forMethod: Warifu_Partner_V1_PartnerService.Method.Hello.descriptor,
      deserializer: ProtobufDeserializer<Warifu_Partner_V1_HelloRequest>(),
      serializer: ProtobufSerializer<Warifu_Partner_V1_HelloReply>()
    ) { request, context in
      for try await message in request.messages where message.agent == "wait" {
        try? await context.cancellation.cancelled
      }
      var reply = Warifu_Partner_V1_HelloReply()
      // Not refused here: that is for the server to do before.
      reply.agent = (try? self.roster.caller(context).name) ?? "nobody"
      return StreamingServerResponse(single: ServerResponse(message: reply))
    }
  }
}
