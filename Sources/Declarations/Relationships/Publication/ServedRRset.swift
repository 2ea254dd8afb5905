/// The TXT records a server has at one name.
package struct ServedRRset: Hashable, Sendable {
  /// RDATA as on the wire, which is what an update's prerequisite compares.
  package let rdata: [[UInt8]]
  /// Each record's strings joined without separator; nil for one that cannot be read.
  package let texts: [[UInt8]?]

  package init(rdata: [[UInt8]], texts: [[UInt8]?]) {
    self.rdata = rdata
    self.texts = texts
  }

  /// Whether it holds exactly these texts, in any order.
  func holds(_ records: [[UInt8]]) -> Bool {
    self.texts.count == records.count && Set(self.texts) == Set(records.map { Optional($0) })
  }
}
