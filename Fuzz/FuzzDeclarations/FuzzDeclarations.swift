import Declarations
import TLSKeys

private let origin = try? HostName("ec-1.com")
private let destination = try? HostName("pay-1.net")
/// Within the validity of the test vectors' records.
private let now: Int64 = 1_790_500_000

/// Any octets as TXT records, one in each line, and as a host name.
///
/// What is read is read the same from its own text; and garbage spoils no valid pair.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDeclarations(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  let texts = octets.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  if let origin, let destination {
    for text in texts {
      checkRecords(text, origin, destination)
    }
    checkVerdict(texts, origin, destination)
  }
  checkHostName(String(decoding: octets, as: UTF8.self))
  return 0
}

private func checkRecords(_ text: [UInt8], _ origin: HostName, _ destination: HostName) {
  if case .record(let record) = DeclarationRecord.read(text, origin: origin, destination: destination) {
    let again = DeclarationRecord.read(Array(record.text.utf8), origin: origin, destination: destination)
    precondition(again == .record(record), "a declaration changed on its way through its text")
  }
  if case .record(let policy) = PolicyRecord.read(text) {
    precondition(PolicyRecord.read(Array(policy.text.utf8)) == .record(policy), "a policy changed")
  }
}

private func checkVerdict(_ texts: [[UInt8]], _ origin: HostName, _ destination: HostName) {
  guard let originKey = SeenKeys.origin, let destinationKey = SeenKeys.destination else {
    preconditionFailure("the keys of the test vectors cannot be read")
  }
  func verdict(_ texts: [[UInt8]]) -> Verdict {
    let policy = DNSAnswer.secure(texts.suffix(1), ttl: 300)
    let evidence = HopEvidence(
      pair: (origin, destination), kinds: [.redirect], origin: .keys([originKey]), destination: .keys([destinationKey]),
      declaration: .answer(.secure(texts, ttl: 300)), originPolicies: [PolicySighting(host: origin, answer: policy)],
      destinationPolicy: PolicySighting(host: destination, answer: policy))
    return HopJudgement(evidence, now: now).verdict
  }
  if texts.count < DeclarationSet.maximumRecords, verdict(texts) == .verified {
    precondition(verdict(texts + [Array("v=M2DMRT1; s=".utf8)]) == .verified, "garbage spoiled a valid pair")
  }
}

private func checkHostName(_ text: String) {
  if let host = try? HostName(text) {
    precondition((try? HostName(host.description)) == host, "a host name changed on its way through its text")
  }
  if let host = try? HostName.fromPerson(text) {
    precondition((try? HostName(host.description)) == host, "a person's host name is not one that records can hold")
  }
}
