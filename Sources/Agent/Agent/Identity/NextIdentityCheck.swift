package import PartnerLink
package import Relationships

/// Whether the partners would know an identity that is not shown yet.
package struct NextIdentityCheck: Sendable {
  private static let patience: Duration = .seconds(5)

  private let configuration: AgentConfiguration
  private let identity: AgentIdentity
  private let now: @Sendable () -> Int64

  /// - Parameter now: Unix seconds.
  package init(_ configuration: AgentConfiguration, _ identity: AgentIdentity, now: @escaping @Sendable () -> Int64) {
    self.configuration = configuration
    self.identity = identity
    self.now = now
  }

  /// Greets every partner with it.
  ///
  /// - Returns: by the partner's name, why it did not answer; nil where it did.
  package func partners() async -> [(name: String, failure: StepFailure?)] {
    await withTaskGroup(of: (String, StepFailure?).self) { group in
      for partner in self.configuration.partners {
        group.addTask { (partner.name, await self.failure(partner)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.name < $1.name }
    }
  }

  private func failure(_ partner: AgentConfiguration.Partner) async -> StepFailure? {
    guard let pinned = PinnedPartner(name: partner.name, pins: partner.certificates.map(\.pin)) else { return nil }
    var limits = PartnerLimits()
    limits.handshake = Self.patience
    limits.call = Self.patience
    let link: PartnerClient
    do {
      link = try PartnerClient(self.identity, to: pinned, at: partner.address, limits: limits, now: self.now)
    } catch {
      return .refused("identity", "\(error)")
    }
    let running = Task { try? await link.run() }
    defer {
      link.close()
      running.cancel()
    }
    do throws(StepFailure) {
      _ = try await LinkedPartner(link, ownName: self.configuration.organization).hello()
      return nil
    } catch {
      return error
    }
  }
}
