import Declarations

/// The page that Prometheus reads. Pure.
package struct MetricsPage {
  private let facts: AgentFacts
  private let board: MonitorBoard.Contents

  package init(_ facts: AgentFacts, _ board: MonitorBoard.Contents) {
    self.facts = facts
    self.board = board
  }

  package var text: String {
    var page = MetricsText()
    self.agent(&page)
    self.parties(&page)
    let pairs = self.board.pairs.sorted { $0.key < $1.key }
    self.relationships(pairs, &page)
    self.servers(pairs, &page)
    self.hops(&page)
    self.hosts(&page)
    self.counters(&page)
    return page.text
  }

  private func agent(_ page: inout MetricsText) {
    page.metric("warifu_build_info", .gauge, "The version that runs; always 1.")
    page.sample("warifu_build_info", ["version": self.facts.version], 1)
    page.metric("warifu_agent_start_timestamp_seconds", .gauge, "When the agent began, Unix time.")
    page.sample("warifu_agent_start_timestamp_seconds", self.facts.startedAt)
    page.metric("warifu_monitor_interval_seconds", .gauge, "How often each relationship is looked at.")
    page.sample("warifu_monitor_interval_seconds", self.facts.interval)
    if let at = self.board.lastPass {
      page.metric("warifu_monitor_last_pass_timestamp_seconds", .gauge, "When the last whole pass ended, Unix time.")
      page.sample("warifu_monitor_last_pass_timestamp_seconds", at)
    }
    page.metric("warifu_monitor_left_out", .gauge, "Hops not kept because there are too many.")
    page.sample("warifu_monitor_left_out", Int64(self.board.leftOut))
    guard let states = self.facts.relationships else { return }
    page.metric("warifu_relationships", .gauge, "Relationships by state.")
    for (state, count) in states.sorted(by: { $0.key < $1.key }) {
      page.sample("warifu_relationships", ["state": state], Int64(count))
    }
  }

  private func parties(_ page: inout MetricsText) {
    page.metric(
      "warifu_agent_certificate_expiry_timestamp_seconds", .gauge,
      "When an agent's certificate ends, Unix time: party is own or the partner's name.")
    for certificate in self.facts.certificates {
      page.sample(
        "warifu_agent_certificate_expiry_timestamp_seconds", ["party": certificate.party, "pin": certificate.pin],
        certificate.expires)
    }
    self.contacts(self.board.signers, "signer", "The signing agent", &page)
    self.contacts(self.board.partners, "partner", "The partner's agent", &page)
  }

  private func contacts(
    _ contacts: [String: MonitorBoard.Contact], _ word: String, _ who: String, _ page: inout MetricsText
  ) {
    let contacts = contacts.sorted { $0.key < $1.key }
    page.metric("warifu_\(word)_reachable", .gauge, "\(who) answered when it was last tried: 1, else 0.")
    for (name, contact) in contacts { page.labelled("warifu_\(word)_reachable", word, name, contact.isReached ? 1 : 0) }
    page.metric("warifu_\(word)_last_success_timestamp_seconds", .gauge, "\(who) last answered, Unix time.")
    for (name, contact) in contacts {
      guard let at = contact.lastSuccess else { continue }
      page.labelled("warifu_\(word)_last_success_timestamp_seconds", word, name, at)
    }
  }

  private typealias Pairs = [(key: WatchedPair, value: WatchedStanding)]

  private func relationships(_ pairs: Pairs, _ page: inout MetricsText) {
    page.metric(
      "warifu_relationship_last_look_timestamp_seconds", .gauge, "When the relationship was last looked at, Unix time.")
    page.each(pairs, "warifu_relationship_last_look_timestamp_seconds") { $0.latest.at }
    page.metric(
      "warifu_relationship_last_verified_timestamp_seconds", .gauge,
      "When it last verified from outside, Unix time; 0: not yet.")
    page.each(pairs, "warifu_relationship_last_verified_timestamp_seconds") { $0.lastVerified ?? 0 }
    page.metric(
      "warifu_relationship_verdict", .gauge,
      "The last look's verdict, in the label; unknown where the look could not be made. Always 1.")
    for (pair, standing) in pairs {
      page.sample(
        "warifu_relationship_verdict",
        [
          "origin": pair.origin.description, "destination": pair.destination.description,
          "verdict": standing.latest.verdict?.rawValue ?? "unknown",
        ], 1)
    }
    page.metric(
      "warifu_relationship_stopped", .gauge, "Whether clients stop there, by the policies they see: 1, else 0.")
    page.each(pairs, "warifu_relationship_stopped") { $0.seen.map { $0.stopped ? 1 : 0 } }
    page.metric(
      "warifu_declaration_expiry_timestamp_seconds", .gauge, "When the first of both published halves ends, Unix time.")
    page.each(pairs, "warifu_declaration_expiry_timestamp_seconds") { $0.seen?.declarationExpires }
  }

  private func servers(_ pairs: Pairs, _ page: inout MetricsText) {
    page.metric(
      "warifu_server_signature_expiry_timestamp_seconds", .gauge,
      "When the DNSSEC signature over the relationship's records on this server ends, Unix time.")
    self.eachServer(pairs, "warifu_server_signature_expiry_timestamp_seconds", &page) { $0.latest.signatureExpires }
    page.metric(
      "warifu_server_last_right_timestamp_seconds", .gauge,
      "When this server last had the relationship's right records, Unix time; 0: not yet.")
    self.eachServer(pairs, "warifu_server_last_right_timestamp_seconds", &page) { $0.lastRight ?? 0 }
  }

  private func eachServer(
    _ pairs: Pairs, _ name: String, _ page: inout MetricsText, _ value: (WatchedStanding.Server) -> Int64?
  ) {
    for (pair, standing) in pairs {
      for (address, server) in standing.servers.sorted(by: { $0.key < $1.key }) {
        guard let value = value(server) else { continue }
        page.sample(
          name,
          ["origin": pair.origin.description, "destination": pair.destination.description, "server": address], value)
      }
    }
  }

  private func hops(_ page: inout MetricsText) {
    var hops: [[String]: ObservedHop] = [:]
    for hop in self.board.hops.values.joined() { hops[[hop.origin, hop.destination]] = hop }
    let sorted = hops.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    page.metric("warifu_hop_last_look_timestamp_seconds", .gauge, "When a hop of urls was last looked at, Unix time.")
    for hop in sorted {
      page.sample(
        "warifu_hop_last_look_timestamp_seconds", ["origin": hop.origin, "destination": hop.destination], hop.at)
    }
    page.metric("warifu_hop_verdict", .gauge, "The last verdict of a hop of urls, in the label. Always 1.")
    for hop in sorted {
      page.sample(
        "warifu_hop_verdict",
        ["origin": hop.origin, "destination": hop.destination, "verdict": hop.verdict.rawValue], 1)
    }
  }

  private func hosts(_ page: inout MetricsText) {
    page.metric(
      "warifu_host_certificate_expiry_timestamp_seconds", .gauge,
      "When the TLS certificate that the host showed ends, Unix time.")
    for (host, sight) in self.board.hosts.sorted(by: { $0.key < $1.key }) {
      guard let end = sight.certificateExpires else { continue }
      page.sample("warifu_host_certificate_expiry_timestamp_seconds", ["host": host.description], end)
    }
  }

  private func counters(_ page: inout MetricsText) {
    page.metric("warifu_look_failures_total", .counter, "Looks that did not verify, by verdict.")
    page.counts(self.board.failures, "warifu_look_failures_total", "reason")
    page.metric("warifu_renewals_total", .counter, "Renewals that were established.")
    page.sample("warifu_renewals_total", Int64(self.board.renewals))
    page.metric("warifu_renewal_failures_total", .counter, "Renewals that came to nothing, by code.")
    page.counts(self.board.renewalFailures, "warifu_renewal_failures_total", "code")
    page.metric("warifu_events_total", .counter, "Events that were told, by kind.")
    page.counts(self.board.events, "warifu_events_total", "event")
    page.metric("warifu_webhook_events_total", .counter, "What became of the events at the webhook.")
    page.counts(self.board.deliveries, "warifu_webhook_events_total", "outcome")
  }
}

extension MetricsText {
  fileprivate mutating func each(
    _ pairs: [(key: WatchedPair, value: WatchedStanding)], _ name: String, _ value: (WatchedStanding) -> Int64?
  ) {
    for (pair, standing) in pairs {
      guard let value = value(standing) else { continue }
      self.sample(name, ["origin": pair.origin.description, "destination": pair.destination.description], value)
    }
  }

  fileprivate mutating func counts(_ counts: [String: Int], _ name: String, _ label: String) {
    for (word, count) in counts.sorted(by: { $0.key < $1.key }) { self.labelled(name, label, word, Int64(count)) }
  }

  fileprivate mutating func labelled(_ name: String, _ label: String, _ value: String, _ number: Int64) {
    self.sample(name, KeyValuePairs(dictionaryLiteral: (label, value)), number)
  }
}
