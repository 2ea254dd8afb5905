import Agent
import AgentControl
import ArgumentParser
import Declarations
import PartnerLink
import Relationships
import TLSKeys

struct IdentityRotateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Replace the agent's identity: make the next one, and once everybody knows it, take it.",
    discussion: """
      The next identity is made beside the current one, in next/. Partners name its certificate as a second one, and \
      your hosts' policy records name both pins; then --finish takes it, after it has asked every partner and looked at \
      every policy. Nobody is cut off meanwhile. The old one is kept, in previous/.

        warifu identity rotate
        warifu identity rotate --finish && systemctl reload warifud

      Exit code: 0 done; 1 somebody does not know the next identity yet; 2 there is none, or there is one already; 5 \
      somebody could not be asked.
      """)

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var certificate: CertificateOptions
  @Flag(help: "Take the next identity for the current one.") var finish = false
  @Flag(help: "With --finish: ask nobody whether it is known.") var force = false
  @OptionGroup var agent: AgentOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard self.finish || !self.force else { throw ValidationError("--force goes with --finish.") }
  }

  func report() async throws -> Report {
    let folder = try self.identity.path()
    let rotation = IdentityRotation(folder: folder)
    return self.finish ? try await self.end(rotation) : try self.begin(rotation)
  }

  private func begin(_ rotation: IdentityRotation) throws -> Report {
    // There must be one to be replaced.
    _ = try AgentIdentity.load(from: rotation.folder, now: Moment.now)
    let next = try rotation.begin(
      name: try self.certificate.checkedName(), days: self.certificate.days, now: Moment.now)
    let document = IdentityDocument(next, folder: "\(rotation.folder)/next")
    return Report(
      document,
      lines: ["\(symbol: .good) The next identity was made. The agent goes on with the current one."] + document.lines
        + [
          "1. Send \(document.certificate) to each partner, and tell the pin by another way. Each names it beside the one there is, under partners: certificates:. So do signing agents on other machines, under listen: agents:.",
          "2. For each of your hosts: warifu policy set HOST. It then names both pins.",
          "3. warifu identity rotate --finish, and: systemctl reload warifud",
          "4. For each of your hosts, again: warifu policy set HOST. Partners may then take the old certificate out.",
        ])
  }

  private func end(_ rotation: IdentityRotation) async throws -> Report {
    guard let next = try rotation.next(now: Moment.now) else {
      throw Complaint(
        .usage, code: "noNextIdentity", subject: rotation.folder,
        message: "there is no next identity in \(rotation.folder)",
        next: "Make it first: warifu identity rotate")
    }
    if !self.force {
      try await self.demandPolicies(next.pin)
      try await self.demandPartners(next)
    }
    let document = IdentityDocument(try rotation.finish(now: Moment.now), folder: rotation.folder)
    return Report(
      document,
      lines: ["\(symbol: .good) The next identity is the current one."] + document.lines + [
        "Have the agent show it: systemctl reload warifud",
        "Then, for each of your hosts: warifu policy set HOST. Partners may take the old certificate out afterwards.",
      ])
  }

  private func demandPolicies(_ pin: KeyDigest) async throws {
    let unnamed = try await self.agent.connected { agent in
      var unnamed: [String] = []
      for host in try await agent.status().hosts {
        let policy = try await agent.policy(host: host)
        let isNamed = policy.records.contains { text in
          guard case .record(let record) = PolicyRecord.read(Array(text.utf8)) else { return false }
          return record.agents.contains(pin)
        }
        if !isNamed { unnamed.append(host) }
      }
      return unnamed
    }
    guard let first = unnamed.first else { return }
    throw Complaint(
      .failed, code: "agentNotNamed", subject: first,
      message: "the next identity is not named by the policy record of \(unnamed.joined(separator: ", "))",
      next: "Run: warifu policy set \(first)")
  }

  private func demandPartners(_ next: AgentIdentity) async throws {
    let file = try FileDefaults.load().file
    guard !file.isEmpty else {
      throw Complaint(
        .usage, code: "configuration", subject: "warifud.yaml",
        message: "there is no warifud.yaml that names the partners to be asked",
        next: "Name it with WARIFU_CONFIG, or add --force to ask nobody.")
    }
    let configuration = try AgentConfiguration.load(file, now: Moment.now)
    let all = await NextIdentityCheck(configuration, next, now: { Moment.now }).partners()
    for (name, failure) in all {
      guard let failure else { continue }
      throw Complaint(
        failure.kind == .unavailable ? .unknown : .failed, code: failure.code, subject: name,
        message: "\(name) cannot be reached with the next identity: \(failure.message)",
        next: "When the partner names its certificate, try again; --force asks nobody.")
    }
  }
}
