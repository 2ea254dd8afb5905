import Declarations
import Monitoring
import TLSKeys

/// Looks as a test wants them.
enum Looks {
  static let now: Int64 = 1_790_000_000
  static let day: Int64 = 86_400

  static func host(_ text: String) throws -> HostName { try HostName(text) }

  static func pair(_ number: Int = 1) throws -> WatchedPair {
    WatchedPair(origin: try HostName("shop-\(number).test"), destination: try HostName("pay.test"))
  }

  static func observation(
    _ pair: WatchedPair, at: Int64 = Self.now, _ verdict: Verdict? = .verified, stopped: Bool = false,
    servers: [ServerSight] = [], ends: Int64? = nil, hosts: [HostSight] = []
  ) -> Observation {
    Observation(
      pair: pair, at: at, verdict: verdict, reason: verdict == .verified ? nil : "because", stopped: stopped,
      servers: servers, declarationExpires: ends, hosts: hosts)
  }

  static func server(_ number: Int, _ state: ServerSight.State, ends: Int64? = nil) -> ServerSight {
    ServerSight(server: "192.0.2.\(number):53", state: state, signatureExpires: ends, signatureMargin: Self.day)
  }

  static func sight(_ host: String, at: Int64 = Self.now, ends: Int64?) throws -> HostSight {
    HostSight(host: try HostName(host), at: at, end: .noKey(reason: "not of interest"), certificateExpires: ends)
  }
}

extension [MonitorEvent] {
  var names: [String] { self.map(\.what.name) }
}
