import Agent
import Declarations
import Findings
import PartnerLink
import SigningService
import TLSKeys

/// Can the host's signing agent be reached, and does it hold a key that can be used?
struct SignerCheck: Sendable {
  let host: AgentConfiguration.Host
  let place: SignerPlace
  let identity: AgentIdentity
  /// Unix seconds.
  let clock: @Sendable () -> Int64

  private var now: Int64 { self.clock() }

  /// Seconds before the end at which a renewal is late, however short certificates live.
  private static let margin: Int64 = 7 * 86_400

  private var subject: FindingSubject { FindingSubject(.host, self.host.name.description) }

  var check: Check {
    Check("the signing agent", self.subject, within: .seconds(10)) { await self.findings() }
  }

  private func findings() async -> [Finding] {
    let place = Evidence("signer", self.place.description)
    do {
      return self.judge(try await self.keys(), place)
    } catch let error as SigningClientError {
      return [self.finding(of: error, place)]
    } catch {
      return [
        .notTested(
          self.subject, "the signing agent", because: "\(error)", next: "Look into its log.", evidence: [place])
      ]
    }
  }

  private func keys() async throws -> [SignerKey] {
    let client = try self.place.client(self.identity, now: self.clock)
    let running = Task { try await client.run() }
    defer {
      client.close()
      running.cancel()
    }
    return try await client.keys(of: self.host.name)
  }

  private func judge(_ keys: [SignerKey], _ place: Evidence) -> [Finding] {
    let evidence =
      [place]
      + keys.map { key in
        let end = key.certificateExpires.map { ", certificate ends \(RFC3339.text($0))" } ?? ""
        return Evidence("key", "\(key.key.digest.base64URL), \(key.key.algorithm.rawValue)\(end)")
      }
    func finding(_ code: DoctorCode, _ text: FindingText) -> Finding {
      Finding(code, self.subject, text, evidence: evidence)
    }
    guard !keys.isEmpty else { return [finding(.signerWithoutKey, SignerText.withoutKey)] }
    var findings: [Finding] = []
    // Where there are several signing agents, another may hold it.
    if let shown = self.host.certificate?.digest, self.host.signers.count == 1,
      !keys.contains(where: { $0.key.digest == shown })
    {
      findings.append(
        Finding(
          DoctorCode.signerKeyDiffers, self.subject, SignerText.differs,
          evidence: evidence + [Evidence("certificate", shown.base64URL)]))
    }
    let ends = keys.compactMap(\.certificateExpires)
    if let last = ends.max(), ends.count == keys.count, last <= self.now {
      findings.append(finding(.signerKeyEnded, SignerText.ended))
    } else if let first = ends.filter({ $0 > self.now }).min(), first - self.now < Self.margin {
      findings.append(finding(.signerKeyEndsSoon, SignerText.endsSoon(first - self.now)))
    }
    return findings.isEmpty ? [finding(.signerReady, SignerText.ready(keys.count))] : findings
  }

  private func finding(of error: SigningClientError, _ place: Evidence) -> Finding {
    switch error {
    case .refused(let refusal) where refusal.code == SigningRefusal.Code.noUsableKey.rawValue:
      Finding(
        DoctorCode.signerWithoutKey, self.subject, SignerText.withoutKey,
        evidence: [place, Evidence("answer", "\(refusal)")])
    case .refused(let refusal):
      Finding(
        DoctorCode.signerRefuses, self.subject, SignerText.refuses(refusal),
        evidence: [place, Evidence("answer", "\(refusal.code): \(refusal.message)")])
    case .unreachable(_, let reason):
      Finding(
        DoctorCode.signerDown, self.subject, SignerText.down, evidence: [place, Evidence("answer", reason)])
    case .deadline, .badAnswer, .link:
      .notTested(
        self.subject, "the signing agent", because: "\(error)", next: "Look into its log.", evidence: [place])
    }
  }
}
