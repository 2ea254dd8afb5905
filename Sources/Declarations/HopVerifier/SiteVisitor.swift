import DNS
import Declarations
import TLSKeys
package import TLSProbe

/// Connects to the hosts of URLs; their addresses come from the same validating resolver as everything else.
package struct SiteVisitor: Sendable {
  private let names: any NameLookup
  private let probe: TLSProbe
  private let deadline: Duration

  /// - Parameter deadline: for one lookup of an address.
  package init(names: any NameLookup, probe: TLSProbe, deadline: Duration) {
    self.names = names
    self.probe = probe
    self.deadline = deadline
  }

  /// Connects, with TLS where the URL says so. No HTTP is sent.
  ///
  /// - Parameter known: the host's addresses where somebody knows them already; looked up otherwise.
  package func visit(_ url: HTTPURL, at known: [String] = []) async -> SiteVisit {
    let addresses: [String]
    do throws(ChainFailure) {
      addresses = known.isEmpty ? try await self.addresses(of: url) : known
    } catch {
      return SiteVisit(end: .noKey(reason: error.message), connection: nil, failure: error)
    }
    var last: ChainFailure?
    for address in addresses {
      do throws(ProbeError) {
        return try await self.connect(url, address)
      } catch {
        last = ChainFailure(
          .connection, subject: url.host, message: "\(error)",
          next: "Look at the server, its certificate and the way to it.")
        guard error.isFailureToConnect else { break }
      }
    }
    return SiteVisit(end: .noKey(reason: last?.message ?? "\(url.host) has no address"), connection: nil, failure: last)
  }

  private func connect(_ url: HTTPURL, _ address: String) async throws(ProbeError) -> SiteVisit {
    guard url.scheme == .https else {
      let connection = try await self.probe.connectPlain(host: url.host, address: address, port: url.port)
      return SiteVisit(
        end: .noKey(reason: "\(url.host) was reached over http, not https"), connection: connection, failure: nil)
    }
    let connection = try await self.probe.connect(host: url.host, address: address, port: url.port)
    switch connection.leaf.publicKey {
    case .success(let key): return SiteVisit(end: .keys([key]), connection: connection, failure: nil)
    case .failure(let error):
      return SiteVisit(
        end: .noKey(reason: "the key of \(url.host) cannot be used: \(error)"), connection: connection, failure: nil)
    }
  }

  private func addresses(of url: HTTPURL) async throws(ChainFailure) -> [String] {
    if url.isIPLiteral { return [url.host] }
    switch await self.names.addresses(of: url.host, deadline: self.deadline) {
    case .found(let addresses, _): return addresses
    case .absent:
      throw ChainFailure(
        .nameNotFound, subject: url.host, message: "\(url.host) has no address", next: "Check the name.")
    case .bogus(let reason):
      throw ChainFailure(
        .nameBogus, subject: url.host, message: "the address of \(url.host) fails DNSSEC validation: \(reason)",
        next: "Its operator must mend the zone; until then no answer about it can be trusted.")
    case .unreachable(let reason):
      throw ChainFailure(
        .nameUnreachable, subject: url.host, message: "the address of \(url.host) could not be had: \(reason)",
        next: "Check the resolver, or name another with --resolver.")
    }
  }
}

extension ProbeError {
  /// Whether another address of the same host may still do.
  fileprivate var isFailureToConnect: Bool {
    switch self {
    case .unreachable, .timeout(_, step: .connect): true
    default: false
    }
  }
}
