/// The 64 octets that SEV-SNP and TDX put into a report for whoever asked.
enum ReportData {
  static let count = 64

  /// The binding, followed by zeros.
  static func octets(binding: [UInt8]) throws(AttesterError) -> [UInt8] {
    guard binding.count <= self.count else {
      throw AttesterError(
        .badRequest, "a binding of \(binding.count) octets does not fit into a report, which has room for \(self.count)"
      )
    }
    return binding + [UInt8](repeating: 0, count: self.count - binding.count)
  }
}
