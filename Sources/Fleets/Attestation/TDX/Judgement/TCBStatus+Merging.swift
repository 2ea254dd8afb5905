extension TCBStatus {
  /// What is said of the whole when parts of it have these: the worst, where something that must be configured and something that is
  /// out of date are both worse than either alone.
  static func merged(_ parts: [TCBStatus]) -> TCBStatus {
    let worst = parts.max() ?? .upToDate
    let needsConfiguration = parts.contains { $0 == .configurationNeeded || $0 == .configurationAndSWHardeningNeeded }
    return worst == .outOfDate && needsConfiguration ? .outOfDateConfigurationNeeded : worst
  }
}
