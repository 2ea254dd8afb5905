public import DNSWire
import Synchronization

/// Asks one server for a whole zone (AXFR, RFC 5936), over TCP and signed with TSIG.
public enum ZoneTransferQuery {
  /// Those records of `zone` that are to be kept, as `server` has them now.
  /// - Parameters:
  ///   - timeout: for everything.
  ///   - now: Unix seconds.
  ///   - isKept: which records are wanted; called on an event loop, so it must be quick.
  /// - Throws: `ZoneTransferFailure`; half a zone is never returned.
  public static func records(
    of zone: DomainName, at server: ServerAddress, with key: TSIGKey, timeout: Duration = .seconds(60),
    limits: ZoneTransfer.Limits = ZoneTransfer.Limits(), now: @escaping @Sendable () -> UInt64,
    keeping isKept: @escaping @Sendable (ResourceRecord) -> Bool
  ) async throws(ZoneTransferFailure) -> [ResourceRecord] {
    let request: SignedMessage
    do {
      let message = DNSMessage.query(id: .random(in: .min ... .max), Question(zone, .axfr))
      request = try TSIG.sign(message, with: key, now: now())
    } catch {
      throw .unsendable(error)
    }
    let progress = Progress(ZoneTransfer(of: zone, answering: request, with: key, limits: limits, keeping: isKept))
    let exchange = Exchange(server: server, request: request.wire) { progress.take($0, now: now()) }
    do {
      return try await exchange.overTCP(timeout: timeout)
    } catch {
      switch error {
      case .notSent(let reason): throw .unreachable(server, reason: reason)
      case .unanswered: throw .broken(server, reason: "the zone did not end within \(timeout)")
      case .broken(let reason): throw .broken(server, reason: reason)
      case .refused(let error): throw .refused(server, error)
      case .cancelled: throw .cancelled
      }
    }
  }

  /// What has come so far.
  private final class Progress: Sendable {
    private let transfer: Mutex<ZoneTransfer>

    init(_ transfer: ZoneTransfer) {
      self.transfer = Mutex(transfer)
    }

    /// nil while there is more to come.
    func take(_ octets: [UInt8], now: UInt64) -> Result<[ResourceRecord], ZoneTransferError>? {
      transfer.withLock { transfer in
        do throws(ZoneTransferError) {
          return try transfer.take(octets, now: now).map { .success($0) }
        } catch {
          return .failure(error)
        }
      }
    }
  }
}
