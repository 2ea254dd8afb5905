import Declarations

private let origin = try? HostName("ec-1.com")
private let destination = try? HostName("pay-1.net")

/// Any octets as a TXT record: a declaration or policy that is read is read the same from its own text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDeclarations(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let origin, let destination,
    case .record(let record) = DeclarationRecord.read(octets, origin: origin, destination: destination)
  {
    let again = DeclarationRecord.read(Array(record.text.utf8), origin: origin, destination: destination)
    precondition(again == .record(record), "a declaration changed on its way through its text")
  }
  if case .record(let policy) = PolicyRecord.read(octets) {
    precondition(PolicyRecord.read(Array(policy.text.utf8)) == .record(policy), "a policy changed")
  }
  let text = String(decoding: octets, as: UTF8.self)
  if let host = try? HostName(text) {
    precondition((try? HostName(host.description)) == host, "a host name changed on its way through its text")
  }
  if let host = try? HostName.fromPerson(text) {
    precondition((try? HostName(host.description)) == host, "a person's host name is not one that records can hold")
  }
  return 0
}
