import Foundation
import GRPCCore
import GRPCProtobuf
import Logging
import Loopback
import PartnerLink
import Rpc
import SwiftProtobuf

/// What one call between two agents takes on a link that stands already: gRPC and HTTP/2 over pinned TLS 1.3 on loopback.
enum LinkCost {
  static let trials = 500

  /// - Returns: the median, milliseconds.
  static func measure() async throws -> Double {
    let folder = try TemporaryFolder()
    defer { folder.close() }
    let now = Int64(Date().timeIntervalSince1970)
    let shop = try AgentIdentity.create(in: folder.file("shop"), name: "shop", now: now)
    let pay = try AgentIdentity.create(in: folder.file("pay"), name: "pay", now: now)
    let server = try PartnerServer(
      pay, at: PartnerAddress(host: "127.0.0.1", port: 0),
      roster: PartnerRoster([PinnedPartner(name: "shop", pin: shop.pin)]),
      services: [Greeter()], logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }, now: { now })
    let times = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      defer { server.close() }
      let port = try await server.listeningPort
      // It serves nobody before it has looked at itself.
      while !server.isServing { try await Task.sleep(for: .milliseconds(5)) }
      return try await Self.times(shop, pay, port, now)
    }
    return times.sorted()[times.count / 2]
  }

  private static func times(
    _ shop: AgentIdentity, _ pay: AgentIdentity, _ port: Int, _ now: Int64
  ) async throws -> [Double] {
    try await PartnerClient.with(
      shop, to: PinnedPartner(name: "pay", pin: pay.pin), at: PartnerAddress(host: "127.0.0.1", port: port),
      now: { now }
    ) { try await Self.calls($0) }
  }

  private static func calls(_ client: GRPCClient<PartnerClient.Transport>) async throws -> [Double] {
    let service = Warifu_Partner_V1_PartnerService.Client(wrapping: client)
    let request = Warifu_Partner_V1_HelloRequest.with { $0.agent = String(repeating: "a", count: 300) }
    var times: [Double] = []
    for _ in 0..<Self.trials {
      let start = ContinuousClock.now
      _ = try await service.hello(request)
      times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    return times
  }

  private struct Greeter: RegistrableRPCService {
    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
      router.registerHandler(
        forMethod: Warifu_Partner_V1_PartnerService.Method.Hello.descriptor,
        deserializer: ProtobufDeserializer<Warifu_Partner_V1_HelloRequest>(),
        serializer: ProtobufSerializer<Warifu_Partner_V1_HelloReply>()
      ) { request, _ in
        for try await _ in request.messages {}
        return StreamingServerResponse(
          single: ServerResponse(message: Warifu_Partner_V1_HelloReply.with { $0.agent = "pay" }))
      }
    }
  }
}
