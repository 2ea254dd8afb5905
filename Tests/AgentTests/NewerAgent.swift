import Foundation
import GRPCCore
import Logging
import PartnerLink
import Rpc
import SwiftProtobuf
import Synchronization
import TLSKeys

/// Stands between two agents as each other's partner, and makes of each message what an agent of a later version might send:
/// the same, with fields that nobody knows yet at every level.
final class NewerAgent: Sendable {
  let server: PartnerServer
  private let service: NewerService
  private let client: PartnerClient

  /// - Parameters:
  ///   - ahead: the identity folder of the agent behind it, which it shows to its callers.
  ///   - caller: that of the agent that calls, which it shows to the one behind it.
  ///   - address: of the agent behind it.
  ///   - lacking: the names of calls that it does not have, as an older agent.
  init(
    showing ahead: String, to caller: String, at port: UInt16, before address: PartnerAddress, lacking: Set<String> = []
  ) throws {
    let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    let shown = try AgentIdentity.load(from: ahead, now: now())
    let callers = try AgentIdentity.load(from: caller, now: now())
    self.client = try PartnerClient(callers, to: PinnedPartner(name: "behind", pin: shown.pin), at: address, now: now)
    self.service = NewerService(client: self.client, lacking: lacking)
    self.server = try PartnerServer(
      shown, at: PartnerAddress(host: "127.0.0.1", port: Int(port)),
      roster: PartnerRoster([PinnedPartner(name: "caller", pin: callers.pin)]), services: [self.service],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: now)
  }

  /// The calls that came through.
  var calls: Set<String> { self.service.calls.withLock { $0 } }

  func with(_ body: () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await self.server.run() }
      group.addTask { try await self.client.run() }
      _ = try await self.server.listeningPort
      defer {
        self.client.close()
        self.server.close()
      }
      try await body()
    }
  }
}

final class NewerService: Warifu_Partner_V1_PartnerService.SimpleServiceProtocol {
  private let client: PartnerClient
  private let lacking: Set<String>
  let calls = Mutex<Set<String>>([])

  init(client: PartnerClient, lacking: Set<String>) {
    self.client = client
    self.lacking = lacking
  }

  private func pass<Reply: Sendable>(
    _ name: String,
    _ call: (Warifu_Partner_V1_PartnerService.Client<PartnerClient.Transport>) async throws -> Reply
  ) async throws -> Reply {
    // What gRPC answers for a call that an agent does not have.
    if self.lacking.contains(name) { throw RPCError(code: .unimplemented, message: "unknown method") }
    _ = self.calls.withLock { $0.insert(name) }
    return try await self.client.call { try await call(.init(wrapping: $0)) }
  }

  /// The same request with a field that no version has, in itself and in its relationship.
  private static func newer<Request: SwiftProtobuf.Message>(
    _ request: Request, _ relationship: WritableKeyPath<Request, Warifu_Partner_V1_Relationship>
  ) throws -> Request {
    var newer = try request.withUnknownField
    newer[keyPath: relationship] = try newer[keyPath: relationship].withUnknownField
    return newer
  }

  func hello(
    request: Warifu_Partner_V1_HelloRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_HelloReply {
    try await self.pass("hello") { try await $0.hello(request.withUnknownField) }.withUnknownField
  }

  func open(request: Warifu_Partner_V1_OpenRequest, context: ServerContext) async throws -> Warifu_Partner_V1_OpenReply
  {
    let sent = try Self.newer(request, \.relationship)
    var reply = try await self.pass("open") { try await $0.open(sent) }.withUnknownField
    if case .opened(let opened)? = reply.outcome { reply.opened = try opened.withUnknownField }
    return reply
  }

  func countersign(
    request: Warifu_Partner_V1_CountersignRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_CountersignReply {
    let sent = try Self.newer(request, \.relationship)
    var reply = try await self.pass("countersign") { try await $0.countersign(sent) }.withUnknownField
    if case .statements(var statements)? = reply.outcome {
      statements.statements = try statements.statements.map { try $0.withUnknownField }
      reply.statements = try statements.withUnknownField
    }
    return reply
  }

  func deliver(
    request: Warifu_Partner_V1_DeliverRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_DeliverReply {
    var newer = try Self.newer(request, \.relationship)
    newer.statements = try newer.statements.map { try $0.withUnknownField }
    let sent = newer
    var reply = try await self.pass("deliver") { try await $0.deliver(sent) }.withUnknownField
    if case .accepted(let accepted)? = reply.outcome { reply.accepted = try accepted.withUnknownField }
    return reply
  }

  func published(
    request: Warifu_Partner_V1_PublishedRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_PublishedReply {
    let sent = try Self.newer(request, \.relationship)
    var reply = try await self.pass("published") { try await $0.published(sent) }.withUnknownField
    if case .sight(let sight)? = reply.outcome { reply.sight = try sight.withUnknownField }
    return reply
  }

  func withdraw(
    request: Warifu_Partner_V1_WithdrawRequest, context: ServerContext
  ) async throws -> Warifu_Partner_V1_WithdrawReply {
    let sent = try Self.newer(request, \.relationship)
    var reply = try await self.pass("withdraw") { try await $0.withdraw(sent) }.withUnknownField
    if case .withdrawn(let withdrawn)? = reply.outcome { reply.withdrawn = try withdrawn.withUnknownField }
    return reply
  }
}

extension SwiftProtobuf.Message {
  /// The same message with field 2000, a number, which no version has.
  var withUnknownField: Self {
    get throws {
      let octets: [UInt8] = try self.serializedBytes()
      return try Self(serializedBytes: octets + [0x80, 0x7D, 0x01])
    }
  }
}
