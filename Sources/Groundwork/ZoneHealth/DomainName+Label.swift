import DNSWire

extension DomainName {
  /// The name one label below this one; this one itself where that would be too long.
  func with(label: String) -> DomainName {
    (try? DomainName(labels: [Array(label.utf8)] + self.labels)) ?? self
  }
}
