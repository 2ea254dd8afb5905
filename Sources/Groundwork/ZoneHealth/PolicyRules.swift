import DNS
import DNSWire
import Declarations
import Findings
import TLSKeys

/// Does a host's policy record name our agent, so that partners sign for it?
enum PolicyRules {
  static func judge(_ host: HostName, _ owner: DomainName, _ found: ResolverPaths.Found, pin: KeyDigest) -> [Finding] {
    let subject = FindingSubject(.host, host.description)
    let way = Evidence("lookup", "\(owner) TXT, by \(found.path)")
    func finding(_ code: ZoneCode, _ text: FindingText, _ evidence: [Evidence] = []) -> [Finding] {
      [Finding(code, subject, text, evidence: [way] + evidence)]
    }
    switch found.answer {
    case .absent(_, _, secure: true): return finding(.policyMissing, PolicyText.missing(host))
    case .absent, .records(_, _, secure: false): return finding(.policyInsecure, PolicyText.insecure)
    case .bogus(let reason):
      return finding(.policyBogus, PolicyText.bogus, [Evidence("validator", reason)])
    case .unreachable(let reason):
      return [.notTested(subject, "the policy record", because: reason, evidence: [way])]
    case .records(let rdata, _, secure: true):
      let texts = rdata.map { (try? TXTData.join($0)) ?? [] }
      let ours = texts.filter { PolicyRecord.read($0) != .notOurs }
      let evidence = ours.map { Evidence("record", String(decoding: $0.prefix(1000), as: UTF8.self)) }
      guard let text = ours.first else { return finding(.policyMissing, PolicyText.missing(host)) }
      guard ours.count == 1 else { return finding(.policySeveral, PolicyText.several(ours.count, host), evidence) }
      switch PolicyRecord.read(text) {
      case .notOurs: return finding(.policyMissing, PolicyText.missing(host))
      case .malformed(let reason):
        return finding(.policyMalformed, PolicyText.malformed(host), evidence + [Evidence("reason", reason)])
      case .record(let record):
        let named = evidence + [Evidence("ourPin", pin.base64URL)]
        if record.agents.contains(pin) { return finding(.policyNamesAgent, PolicyText.good(record), named) }
        return record.agents.isEmpty
          ? finding(.policyNamesNobody, PolicyText.nobody(host), named)
          : finding(.policyNamesOthers, PolicyText.others(record.agents.count, host), named)
      }
    }
  }
}
