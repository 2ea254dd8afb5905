/// What is demanded of TDX quotes.
public struct TDXPolicy: Sendable, Hashable {
  /// Judgements of Intel that are as good as the best.
  public var allowedStatuses: Set<TCBStatus> = [.upToDate]
  /// Those that give a warning. All others are refused, and so is a platform of no known level.
  public var warnedStatuses: Set<TCBStatus> = Set(TCBStatus.allCases).subtracting([.upToDate, .revoked])
  /// Advisories that the owner has looked into; nil where advisories are not looked at.
  public var allowedAdvisories: Set<String>?
  /// Owners are named by `mrowner`; `mrownerconfig` and `mrconfigid` may be demanded as well.
  public var demands = MeasurementDemands()

  public init() {}
}
