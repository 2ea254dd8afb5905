@testable import Attestation

/// Any octets as the certificate table of an SEV-SNP host: entries are within the octets, and together no more than they.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAuxblob(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  guard let table = try? SNPCertificateTable(octets) else { return 0 }
  precondition(table.entries.count <= SNPCertificateTable.maximumEntries, "more entries than are allowed")
  let total = table.entries.map(\.octets.count).reduce(0, +)
  precondition(total <= max(0, octets.count - 24 * (table.entries.count + 1)), "more octets than there are")
  precondition(Set(table.entries.map(\.guid)).count == table.entries.count, "an entry twice")
  for entry in table.entries { precondition(entry.guid.description.utf8.count == 36, "a GUID of another length") }
  _ = try? table.endorsements()
  return 0
}
