public import DNSWire

/// Changes a zone on one server by signed updates (RFC 2136, RFC 8945).
public struct DynamicUpdater: Sendable {
  /// How updates are sent.
  public enum Transport: Hashable, Sendable, CaseIterable {
    /// Any size, and the connection shows whether the server is there.
    case tcp
    /// One datagram, never repeated: a second one could apply the update twice.
    case udp
  }

  /// The server: the zone's primary.
  public let server: ServerAddress
  /// The key that the server knows.
  public let key: TSIGKey
  /// For each update as a whole. Servers were seen to stall for a second now and then, so 3 s or more.
  public let timeout: Duration
  /// How updates are sent.
  public let transport: Transport
  /// Unix seconds.
  public let now: @Sendable () -> UInt64

  /// - Parameter now: Unix seconds.
  public init(
    server: ServerAddress, key: TSIGKey, timeout: Duration = .seconds(5), transport: Transport = .tcp,
    now: @escaping @Sendable () -> UInt64
  ) {
    self.server = server
    self.key = key
    self.timeout = timeout
    self.transport = transport
    self.now = now
  }

  /// Sends the update once. Returning means: the server says, signed, that it was applied. PowerDNS says so too where its
  /// policy made it leave changes out, so look at what is served before relying on it.
  /// - Throws: `UpdateError`, which tells *not applied* from *perhaps applied*.
  public func send(_ update: UpdateMessage) async throws(UpdateError) {
    let reply = try await ask(update)
    switch reply.responseCode {
    case .noError: return
    case .nameError, .nameExists, .rrsetExists, .noSuchRRset: throw .prerequisiteFailed(server, reply.responseCode)
    default: throw .refusedByServer(server, reply.responseCode)
    }
  }

  /// As `send`, but gives the server's signed answer whatever it says.
  public func ask(_ update: UpdateMessage) async throws(UpdateError) -> UpdateReply {
    let time = now()
    let request: SignedMessage
    do {
      request = try TSIG.sign(update.message(id: .random(in: .min ... .max)), with: key, now: time)
    } catch {
      throw .unsendable(error)
    }
    let exchange = Exchange(server: server, request: request.wire) { judge($0, request, sentAt: time) }
    let reply: Result<UpdateReply, TSIGError>
    do {
      switch transport {
      case .tcp: reply = try await exchange.overTCP(timeout: timeout)
      case .udp: reply = try await exchange.overUDP(timeout: timeout)
      }
    } catch {
      throw meaning(of: error, sentAt: time)
    }
    do { return try reply.get() } catch { throw meaning(of: error, sentAt: time) }
  }

  /// An error that the server signed is a reply; anything unproved is refused, and over UDP passed over.
  private func judge(
    _ octets: [UInt8], _ request: SignedMessage, sentAt requestTime: UInt64
  ) -> Result<Result<UpdateReply, TSIGError>, TSIGError> {
    do {
      let message = try TSIG.verify(octets, to: request, with: key, now: now())
      guard message.header.opcode == .update, let time = TSIG.timeSigned(octets) else { return .failure(.notAResponse) }
      return .success(
        .success(
          UpdateReply(responseCode: message.header.responseCode, serverTime: time, requestTime: requestTime)))
    } catch {
      return error.isAuthentic ? .success(.failure(error)) : .failure(error)
    }
  }

  private func meaning(of error: ExchangeError<TSIGError>, sentAt time: UInt64) -> UpdateError {
    switch error {
    case .notSent(let reason): .unreachable(server, reason: reason)
    case .unanswered(nil): .outcomeUnknown(server, reason: "nothing came within \(timeout)")
    case .broken(let reason): .outcomeUnknown(server, reason: reason)
    case .cancelled: .cancelled
    case .refused(let error), .unanswered(let error?): meaning(of: error, sentAt: time)
    }
  }

  private func meaning(of error: TSIGError, sentAt time: UInt64) -> UpdateError {
    switch error {
    case .keyUnknown: .keyUnknown(server, key: key.name)
    case .signatureRefused: .signatureRefused(server, key: key.name)
    case .clockDiffers(let servers): .clockDiffers(server, ours: time, servers: servers)
    default: .responseNotAuthentic(server, error)
    }
  }
}
