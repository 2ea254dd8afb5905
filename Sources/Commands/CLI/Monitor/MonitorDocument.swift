import Declarations
import Monitoring

/// The document of `warifu monitor --json`.
struct MonitorDocument: Encodable, Sendable {
  let schema = 1
  let time: String
  let relationships: [Entry]
  let agentCertificates: [ExpiryEntry]
  let exitCode: Int32

  struct Entry: Encodable, Sendable {
    let origin: String
    let destination: String
    let lookedAt: String
    /// Nil where the look could not be made.
    let verdict: String?
    let reason: String?
    let stopped: Bool
    let servers: [Server]
    /// The soonest first.
    let expiries: [ExpiryEntry]
    /// Since when the verdict has been the same, as far as this run saw.
    let since: String
  }

  struct Server: Encodable, Sendable {
    let server: String
    let state: String
    let reason: String?
    let signatureExpires: String?
  }

  struct ExpiryEntry: Encodable, Sendable {
    let what: String
    let subject: String
    let server: String?
    let expires: String

    init(_ expiry: Expiry) {
      self.what = expiry.what.rawValue
      self.subject = expiry.subject
      self.server = expiry.server
      self.expires = Moment.text(expiry.at)
    }
  }

  init(_ result: MonitorResult, since: [WatchedPair: Int64]) {
    self.time = Moment.text(result.now)
    self.exitCode = result.exitCode
    self.agentCertificates = result.agents.map(ExpiryEntry.init)
    self.relationships = result.observations.map { seen in
      Entry(
        origin: seen.pair.origin.description, destination: seen.pair.destination.description,
        lookedAt: Moment.text(seen.at), verdict: seen.verdict?.rawValue, reason: seen.reason, stopped: seen.stopped,
        servers: seen.servers.map {
          Server(
            server: $0.server, state: $0.state.rawValue, reason: $0.reason,
            signatureExpires: Moment.text($0.signatureExpires))
        }, expiries: seen.expiries.map(ExpiryEntry.init), since: Moment.text(since[seen.pair] ?? seen.at))
    }
  }
}
