import Agent
import AgentControl
import Findings
import Foundation
import PartnerLink
import TLSKeys

/// Does warifud run, and as the one that the configuration describes?
struct AgentCheck: Sendable {
  let configuration: AgentConfiguration
  /// Unix seconds.
  let now: Int64

  private var subject: FindingSubject { FindingSubject(.installation, "warifud") }

  var check: Check {
    Check("the running agent", self.subject, within: .seconds(10)) { await self.findings() }
  }

  private func findings() async -> [Finding] {
    let socket = self.configuration.socket
    let place = Evidence("socket", socket)
    if access(socket, R_OK | W_OK) != 0 {
      let reason = String(cString: strerror(errno))
      guard errno == EACCES else {
        return [
          Finding(
            DoctorCode.agentNotRunning, self.subject, AgentText.notRunning,
            evidence: [place, Evidence("answer", reason)])
        ]
      }
      return [
        .notTested(
          self.subject, "the running agent", because: "\(socket): \(reason)", next: "Run this as the agent's user.",
          evidence: [place])
      ]
    }
    let status: AgentStatus
    do {
      status = try await ControlClient.connected(to: socket) { try await $0.status() }
    } catch {
      return [
        Finding(
          DoctorCode.agentNotRunning, self.subject, AgentText.notRunning,
          evidence: [place, Evidence("answer", "\(error)")])
      ]
    }
    let evidence = [
      place, Evidence("version", status.version), .time("started", status.startedAt), Evidence("pin", status.pin),
      Evidence("configuredPin", self.configuration.identity.pin.base64URL),
    ]
    return status.pin == self.configuration.identity.pin.base64URL
      ? [Finding(DoctorCode.agentRunning, self.subject, AgentText.running(status), evidence: evidence)]
      : [Finding(DoctorCode.agentOtherIdentity, self.subject, AgentText.otherIdentity, evidence: evidence)]
  }
}
