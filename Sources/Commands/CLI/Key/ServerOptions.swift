import ArgumentParser
import DNS
import Declarations
import TLSProbe
import HopVerifier

/// Where a host's web servers are looked at.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where a web server of the host is; may be given several times. (default: the host's addresses, port 443)",
      valueName: "address[:port]"))
  var at: [String] = []

  @Option(help: ArgumentHelp("A file of PEM certificates to trust besides the system's roots.", valueName: "file"))
  var ca: String?

  private static let limits = ProbeLimits(connect: .seconds(3), handshake: .seconds(3))

  /// Makes a TLS handshake with each.
  func look(at host: HostName, _ resolver: ResolverOptions) async throws -> [ShownKey] {
    let places = try await self.places(of: host, resolver)
    let probe = try TLSProbe.trusting(self.ca, limits: Self.limits)
    return await withTaskGroup(of: (Int, ShownKey).self) { group in
      for (index, place) in places.enumerated() {
        group.addTask {
          switch place {
          case .server(let address, let port):
            (index, await ShownKey.look(probe, host.description, at: address, port: port))
          case .unknown(let reason): (index, ShownKey(server: host.description, key: nil, problem: reason))
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private enum Place {
    case server(String, Int)
    case unknown(String)
  }

  private func places(of host: HostName, _ resolver: ResolverOptions) async throws -> [Place] {
    guard self.at.isEmpty else {
      return try self.at.map { text in
        do throws(ServerAddressError) {
          let server = try ServerAddress(text, defaultPort: 443)
          return .server(server.host, Int(server.port))
        } catch {
          throw Complaint.usage("--at", "--at: '\(text)' is no address: \(error.reason)", next: "Write 192.0.2.1:443.")
        }
      }
    }
    let names = try await NamesPath.open(resolver).names
    switch await names.addresses(of: host.description, deadline: resolver.deadline.duration) {
    case .found(let addresses, _): return addresses.map { .server($0, 443) }
    case .absent: return [.unknown("it has no address.")]
    case .bogus(let reason): return [.unknown("its address is bogus: \(reason).")]
    case .unreachable(let reason): return [.unknown("its address could not be looked up: \(reason).")]
    }
  }
}
