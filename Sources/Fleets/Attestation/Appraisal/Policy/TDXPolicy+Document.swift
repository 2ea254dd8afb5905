extension TDXPolicy {
  /// Where a document says which statuses are allowed and not which give a warning, all others are refused.
  init(_ section: DocumentNode) throws(DocumentError) {
    self.init()
    let allowed = try Self.statuses(section, "statuses")
    let warned = try Self.statuses(section, "warnedStatuses")
    self.allowedStatuses = allowed ?? self.allowedStatuses
    self.warnedStatuses = (warned ?? (allowed == nil ? self.warnedStatuses : [])).subtracting(self.allowedStatuses)
    self.allowedAdvisories = try section.texts("advisories").map { Set($0.map { $0.text }) }
    self.demands = try MeasurementDemands(section)
  }

  private static func statuses(_ section: DocumentNode, _ key: String) throws(DocumentError) -> Set<TCBStatus>? {
    guard let texts = try section.texts(key) else { return nil }
    var statuses: Set<TCBStatus> = []
    for (path, text) in texts {
      guard let status = TCBStatus(rawValue: text), status != .revoked else {
        let known = TCBStatus.allCases.filter { $0 != .revoked }.map(\.rawValue).joined(separator: ", ")
        throw DocumentError(path, "is `\(text.prefix(64))`, which cannot be allowed", next: "One of: \(known).")
      }
      statuses.insert(status)
    }
    return statuses
  }
}
