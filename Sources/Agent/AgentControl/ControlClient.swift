import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Rpc
import SwiftProtobuf

/// The caller's end of the control socket.
///
///     try await ControlClient.connected(to: "/run/warifu/warifud.sock") { agent in
///       for relationship in try await agent.relationships() { … }
///     }
package struct ControlClient: Sendable {
  private typealias Service = Warifu_Control_V1_ControlService.Client<HTTP2ClientTransport.Posix>

  private let service: Service
  private let path: String

  /// Opens the socket, lends the client to `body`, and closes the socket.
  ///
  /// - Throws: ``ControlError`` of kind *unreachable* when no agent answers there, else what `body` throws.
  package static func connected<Result: Sendable>(
    to path: String, _ body: @Sendable (ControlClient) async throws -> Result
  ) async throws -> Result {
    let transport: HTTP2ClientTransport.Posix
    do {
      transport = try HTTP2ClientTransport.Posix(
        target: .unixDomainSocket(path: path, authority: "warifud"), transportSecurity: .plaintext)
    } catch {
      throw Self.unreachable(path, "\(error)")
    }
    return try await withGRPCClient(transport: transport) { client in
      try await body(ControlClient(service: Service(wrapping: client), path: path))
    }
  }

  package func status() async throws(ControlError) -> AgentStatus {
    try await self.call { try await $0.status(.init(), options: Self.quick).status }
  }

  /// Registers a relationship; returns once it is established.
  ///
  /// - Parameter progress: told of each step as it is done.
  package func createRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void = { _ in }
  ) async throws(ControlError) -> RelationshipInfo {
    let request = Warifu_Control_V1_CreateRelationshipRequest.with {
      $0.origin = origin
      $0.destination = destination
    }
    return try await self.outcome { service, read in
      try await service.createRelationship(request, onResponse: read)
    } progress: {
      progress($0)
    }
  }

  /// Renews a relationship now; returns once it is established anew.
  package func renewRelationship(
    origin: String, destination: String, progress: @escaping @Sendable (RelationshipStep) -> Void = { _ in }
  ) async throws(ControlError) -> RelationshipInfo {
    let request = Warifu_Control_V1_RenewRelationshipRequest.with {
      $0.origin = origin
      $0.destination = destination
    }
    return try await self.outcome { service, read in
      try await service.renewRelationship(request, onResponse: read)
    } progress: {
      progress($0)
    }
  }

  private typealias Event = Warifu_Control_V1_CreateRelationshipEvent

  private func outcome(
    _ ask: (Service, @escaping @Sendable (StreamingClientResponse<Event>) async throws -> Event.OneOf_Event?)
      async throws
      -> Event.OneOf_Event?,
    progress: @escaping @Sendable (RelationshipStep) -> Void
  ) async throws(ControlError) -> RelationshipInfo {
    let event = try await self.call { service in
      try await ask(service) { response in
        var last: Event.OneOf_Event?
        for try await message in response.messages {
          last = message.event
          if case .step(let step)? = message.event { progress(step.step) }
        }
        return last
      }
    }
    switch event {
    case .established(let info): return info.info
    case .refusal(let refusal): throw refusal.error
    case .step, nil: throw Self.unreachable(self.path, "it broke off before the end")
    }
  }

  package func relationships() async throws(ControlError) -> [RelationshipInfo] {
    try await self.call { service in
      try await service.listRelationships(.init()) { response in
        var all: [RelationshipInfo] = []
        for try await part in response.messages { all += part.relationships.map(\.info) }
        return all
      }
    }
  }

  /// Looks for records that no relationship owns, and removes them where asked to.
  package func prune(
    zones: [String], pairs: [(origin: String, destination: String)], removes: Bool
  ) async throws(ControlError) -> PruneResult {
    let request = Warifu_Control_V1_PruneRelationshipsRequest.with {
      $0.zones = zones
      $0.pairs = pairs.map { pair in
        .with {
          $0.origin = pair.origin
          $0.destination = pair.destination
        }
      }
      $0.remove = removes
    }
    let replies = try await self.call { service in
      try await service.pruneRelationships(request) { response in
        var replies: [Warifu_Control_V1_PruneRelationshipsReply] = []
        for try await reply in response.messages { replies.append(reply) }
        return replies
      }
    }
    var result = PruneResult()
    for reply in replies { try result.take(reply) }
    return result
  }

  package func keys(host: String) async throws(ControlError) -> [HostKeyInfo] {
    let request = Warifu_Control_V1_ListKeysRequest.with { $0.host = host }
    return try self.keys(try await self.call { try await $0.listKeys(request).outcome })
  }

  /// - Parameter key: SHA-256 of the public key, base64url, here and below.
  package func stageKey(host: String, key: String) async throws(ControlError) -> [HostKeyInfo] {
    let request = Warifu_Control_V1_StageKeyRequest.with {
      $0.host = host
      $0.key = key
    }
    return try self.keys(try await self.call { try await $0.stageKey(request).outcome })
  }

  package func retireKey(host: String, key: String, revoked: Bool) async throws(ControlError) -> KeyRetirement {
    let request = Warifu_Control_V1_RetireKeyRequest.with {
      $0.host = host
      $0.key = key
      $0.revoked = revoked
    }
    let outcome = try await self.call { try await $0.retireKey(request).outcome }
    var retired = KeyRetirement(keys: try self.keys(outcome))
    if case .keys(let keys)? = outcome, keys.hasRevocation { retired.revocation = keys.revocation.value }
    return retired
  }

  private func keys(_ outcome: Warifu_Control_V1_KeysReply.OneOf_Outcome?) throws(ControlError) -> [HostKeyInfo] {
    switch outcome {
    case .keys(let keys): return keys.keys.map(\.info)
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  /// - Parameter key: nil for all keys that the host is to declare.
  package func keyProgress(host: String, key: String?) async throws(ControlError) -> KeyProgress {
    let request = Warifu_Control_V1_KeyProgressRequest.with {
      $0.host = host
      $0.key = key ?? ""
    }
    switch try await self.call({ try await $0.keyProgress(request).outcome }) {
    case .progress(let progress): return progress.value
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  /// Has the agent write a copy of its store.
  package func backup(path: String) async throws(ControlError) -> StoreBackup {
    let request = Warifu_Control_V1_BackupRequest.with { $0.path = path }
    switch try await self.call({ try await $0.backup(request).outcome }) {
    case .backup(let backup):
      return StoreBackup(
        path: backup.path, relationships: Int(backup.relationships), octets: Int(clamping: backup.octets))
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  package func relationship(origin: String, destination: String) async throws(ControlError) -> RelationshipInfo {
    let request = Warifu_Control_V1_ShowRelationshipRequest.with {
      $0.origin = origin
      $0.destination = destination
    }
    switch try await self.call({ try await $0.showRelationship(request, options: Self.quick).outcome }) {
    case .relationship(let info): return info.info
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  package func withdrawRelationship(
    origin: String, destination: String, reason: String
  ) async throws(ControlError) -> Withdrawal {
    let request = Warifu_Control_V1_WithdrawRelationshipRequest.with {
      $0.origin = origin
      $0.destination = destination
      $0.reason = reason
    }
    switch try await self.call({ try await $0.withdrawRelationship(request).outcome }) {
    case .withdrawal(let withdrawal): return withdrawal.withdrawal
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  package func policy(host: String) async throws(ControlError) -> HostPolicy {
    let request = Warifu_Control_V1_ShowPolicyRequest.with { $0.host = host }
    return try self.policy(try await self.call { try await $0.showPolicy(request).outcome })
  }

  /// - Parameter record: a whole policy record; without `m` the agent names itself.
  package func setPolicy(host: String, record: String) async throws(ControlError) -> HostPolicy {
    let request = Warifu_Control_V1_SetPolicyRequest.with {
      $0.host = host
      $0.record = record
    }
    return try self.policy(try await self.call { try await $0.setPolicy(request).outcome })
  }

  package func removePolicy(host: String) async throws(ControlError) -> HostPolicy {
    let request = Warifu_Control_V1_RemovePolicyRequest.with { $0.host = host }
    return try self.policy(try await self.call { try await $0.removePolicy(request).outcome })
  }

  /// - Parameter record: a whole policy record.
  package func tryPolicy(host: String, record: String) async throws(ControlError) -> PolicyForecast {
    let request = Warifu_Control_V1_TryPolicyRequest.with {
      $0.host = host
      $0.record = record
    }
    switch try await self.call({ try await $0.tryPolicy(request, options: Self.quick).outcome }) {
    case .trial(let trial): return trial.forecast
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  package func partners() async throws(ControlError) -> [PartnerInfo] {
    try await self.call { try await $0.listPartners(.init(), options: Self.quick).partners.map(\.info) }
  }

  package func testPartner(name: String) async throws(ControlError) -> PartnerAnswer {
    let request = Warifu_Control_V1_TestPartnerRequest.with { $0.name = name }
    switch try await self.call({ try await $0.testPartner(request).outcome }) {
    case .answer(let answer): return answer.value
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  private static var quick: CallOptions {
    var options = CallOptions.defaults
    options.timeout = .seconds(10)
    return options
  }

  private func policy(_ outcome: Warifu_Control_V1_PolicyReply.OneOf_Outcome?) throws(ControlError) -> HostPolicy {
    switch outcome {
    case .policy(let policy): return policy.value
    case .refusal(let refusal): throw refusal.error
    case nil: throw Self.unreachable(self.path, "its answer is empty")
    }
  }

  private func call<Result: Sendable>(
    _ body: (Service) async throws -> Result
  ) async throws(ControlError) -> Result {
    do {
      return try await body(self.service)
    } catch let error as RPCError where error.code == .unimplemented {
      throw ControlError(
        kind: .unreachable, code: "agentOlder", subject: self.path,
        message: "the agent at \(self.path) is older than this program and does not know what it is asked for",
        next: "Restart warifud after an update: systemctl restart warifud")
    } catch let error as RPCError {
      throw Self.unreachable(self.path, error.message)
    } catch {
      throw Self.unreachable(self.path, "\(error)")
    }
  }

  private static func unreachable(_ path: String, _ reason: String) -> ControlError {
    ControlError(
      kind: .unreachable, code: "agentUnreachable", subject: path,
      message: "the agent at \(path) could not be asked: \(reason)", next: "Is warifud running, and are you its user?")
  }
}
