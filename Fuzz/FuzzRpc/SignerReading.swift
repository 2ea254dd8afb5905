import Declarations
import Foundation
import Rpc
import Settings
import SwiftProtobuf
import TLSKeys

@testable import Relationships
@testable import SigningService

/// What a signing agent does with a request short of signing, and an agent with its answer.
func readAsSigner(_ message: any SwiftProtobuf.Message) {
  switch message {
  case let message as Warifu_Signing_V1_SignRequest: judge(SigningRequest(message))
  case let message as Warifu_Signing_V1_ListKeysRequest: _ = try? HostName(message.host)
  case let message as Warifu_Signing_V1_SignReply: _ = try? message.given(by: "signer")
  case let message as Warifu_Signing_V1_ListKeysReply:
    for key in (try? message.held(by: "signer")) ?? [] { checkCertificateEnd(key.certificateExpires) }
  default: break
  }
}

/// What an agent makes of the end of a certificate that its signing agent names.
func checkCertificateEnd(_ end: Int64?) {
  guard let times = try? StatementTimes(now: now, certificateExpires: end, maximumSpan: nil) else { return }
  precondition(times.expires > now && times.expires - times.notBefore <= StatementTimes.maximumSpan)
}

private func judge(_ request: SigningRequest) {
  do throws(SigningRefusal) {
    let fields = try SigningFields(request)
    // A signing agent that has just this host, so that the times are judged too.
    let host = SignerHost(
      name: fields.signer, place: SettingsPlace(file: "signer.yaml", line: 1, key: "hosts"), keyPaths: [],
      with: [fields.target])
    let policy = SigningPolicy(hosts: [host], limits: SignerLimits())
    _ = try policy.judge(fields, now: now)
    try policy.judge(fields, certificateExpires: fields.notBefore)
  } catch {
    let line = SigningLogLine(request, caller: .user(0), now: now, algorithm: nil, refusal: error)
    precondition((try? JSONEncoder().encode(line)) != nil, "a refusal cannot be written into the log")
  }
}
