/// How Intel judges a TCB level, from best to worst.
public enum TCBStatus: String, Sendable, Hashable, CaseIterable, Comparable {
  case upToDate = "UpToDate"
  case swHardeningNeeded = "SWHardeningNeeded"
  case configurationNeeded = "ConfigurationNeeded"
  case configurationAndSWHardeningNeeded = "ConfigurationAndSWHardeningNeeded"
  case outOfDate = "OutOfDate"
  case outOfDateConfigurationNeeded = "OutOfDateConfigurationNeeded"
  case revoked = "Revoked"

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

  public static func < (better: Self, worse: Self) -> Bool { better.rank < worse.rank }
}
