@testable import Attestation

/// Any octets as evidence that has to be recognized, as text of evidence, and as an endorsement of any kind: nothing is verified.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvidence(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = Array(UnsafeBufferPointer(start: start, count: count))
  if let read = try? EvidenceText.octets(of: octets) {
    precondition(read.count <= octets.count, "evidence grew out of its text")
    if let evidence = try? Evidence(read) {
      precondition(EvidenceFormat(recognizing: read) == evidence.format, "evidence of another format than recognized")
    }
  }
  let text = Array(Hexadecimal.text(octets).utf8)
  if !octets.isEmpty {
    precondition((try? EvidenceText.octets(of: text)) == octets, "hexadecimal digits stand for something else")
  }
  if let endorsements = try? Endorsements([octets]) {
    let certificates = endorsements.snp.arks.count + endorsements.snp.asks.count + endorsements.snp.veks.count
    precondition(certificates <= SNPEndorsements.maximumCount, "more certificates than may be")
  }
  var bag = CollateralBag()
  if (try? bag.add(octets)) != nil {
    for piece in bag.octets {
      var again = CollateralBag()
      precondition((try? again.add(piece)) != nil && again.octets == [piece], "a piece is not read as it is kept")
    }
  } else {
    precondition(bag.octets.isEmpty, "something of what cannot be read was kept")
  }
  return 0
}
