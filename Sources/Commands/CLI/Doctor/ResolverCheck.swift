import Agent
import DNS
import Findings

/// Can DNSSEC be validated over the resolvers' paths?
struct ResolverCheck: Sendable {
  /// `path` or `fresh`, as the file calls them.
  let key: String
  let resolver: ResolverConfiguration
  let deadline: Duration

  static func all(_ configuration: AgentConfiguration) -> [Check] {
    let deadline = configuration.limits.lookup
    let usual = ResolverCheck(key: "path", resolver: configuration.resolver, deadline: deadline)
    let fresh = ResolverCheck(key: "fresh", resolver: configuration.fresh, deadline: deadline)
    return (usual.resolver == fresh.resolver ? [usual] : [usual, fresh]).map(\.check)
  }

  private var subject: FindingSubject { FindingSubject(.installation, "resolver \(self.key)") }

  var check: Check {
    Check("the resolver", self.subject, within: self.deadline + .seconds(3)) { await self.findings() }
  }

  private func findings() async -> [Finding] {
    let evidence = [Evidence("resolver", self.words), Evidence("trustAnchor", self.resolver.trustAnchors.source)]
    let state: PathState
    do {
      state = await (try ValidatingResolver(self.resolver)).checkPath(deadline: self.deadline)
    } catch {
      state = .unreachable(reason: "\(error)")
    }
    switch state {
    case .validates:
      return [Finding(DoctorCode.resolverValidates, self.subject, ResolverText.good, evidence: evidence)]
    case .stripsDNSSEC(let reason):
      return [
        Finding(
          DoctorCode.resolverStripsDNSSEC, self.subject, ResolverText.strips,
          evidence: evidence + [Evidence("validator", reason)])
      ]
    case .unreachable(let reason):
      return [
        .notTested(
          self.subject, "the resolver", because: reason,
          next: "Check `\(self.key):` under `resolver:`, and that this machine may ask it.", evidence: evidence)
      ]
    }
  }

  private var words: String {
    switch self.resolver.path {
    case .system: "the servers of \(self.resolver.systemFile)"
    case .recursive: "recursion from the root"
    case .forward(let servers): servers.map(\.description).joined(separator: ", ")
    }
  }
}
