package import AgentControl
import Foundation
package import Loopback
import PartnerLink
import TLSKeys

/// One organization of a world: its agent and its signing agent, as processes of their own.
package final class Organization: Sendable {
  /// As its files call it.
  package let name: String
  package let hosts: [LabHost]
  /// The pin of its agent.
  package let pin: String
  /// Where its agent listens for partners.
  package let port: UInt16
  package let agent: ChildProcess
  package let signer: ChildProcess

  private let files: OrganizationFiles

  /// Writes its files, and starts both processes.
  static func start(
    _ plan: OrganizationPlan, identity: AgentIdentity, sites: [LabHost: Site], names: OrganizationFiles.Names,
    programs: BuiltPrograms, folder: TemporaryFolder
  ) async throws -> Organization {
    let files = OrganizationFiles(plan: plan, folder: folder)
    try files.write(names)
    for host in plan.hosts {
      if let site = sites[host] { try files.install(site) }
    }
    let environment = BuiltPrograms.environment
    let signer = try ChildProcess(
      programs.signer, ["--config", files.signerFile], environment: environment, outputPath: files.signerOutput)
    try await signer.waitUntilReady { access(files.signerSocket, F_OK) == 0 }
    let agent = try ChildProcess(
      programs.warifud, ["--config", files.agentFile], environment: environment, outputPath: files.agentOutput)
    let organization = Organization(plan, identity: identity, files: files, agent: agent, signer: signer)
    try await agent.waitUntilReady { await organization.answers() }
    return organization
  }

  private init(
    _ plan: OrganizationPlan, identity: AgentIdentity, files: OrganizationFiles, agent: ChildProcess,
    signer: ChildProcess
  ) {
    self.name = plan.name
    self.hosts = plan.hosts
    self.pin = identity.pin.base64URL
    self.port = plan.port
    self.files = files
    self.agent = agent
    self.signer = signer
  }

  /// The path of its agent's control socket.
  package var controlSocket: String { self.files.controlSocket }
  /// The path of its signing agent's socket.
  package var signerSocket: String { self.files.signerSocket }

  /// Asks its agent.
  package func control<Result: Sendable>(
    _ body: @Sendable (ControlClient) async throws -> Result
  ) async throws -> Result {
    try await ControlClient.connected(to: self.controlSocket, body)
  }

  /// Waits until its partner's agent answers it. An agent that started before its partner tries again by itself, and
  /// until then says that the partner cannot be reached.
  func waitForPartner(_ name: String) async throws {
    try await self.agent.waitUntilReady {
      (try? await self.control { try await $0.testPartner(name: name) }) != nil
    }
  }

  /// The lines of its signing agent's log of signatures and refusals, oldest first.
  package func signerLog() -> [String] {
    let data = FileManager.default.contents(atPath: self.files.signerLog) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Gives its signing agent a host's key and certificate, in the place of those it had.
  package func install(_ site: Site) throws { try self.files.install(site) }

  package func stop() async {
    await self.agent.stop()
    await self.signer.stop()
  }

  private func answers() async -> Bool {
    guard access(self.controlSocket, F_OK) == 0 else { return false }
    return (try? await self.control { try await $0.status() }) != nil
  }
}
