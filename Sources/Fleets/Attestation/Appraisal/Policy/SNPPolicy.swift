/// What is demanded of SEV-SNP reports.
public struct SNPPolicy: Sendable, Hashable {
  /// The least version of each component, by the product of the processor: `Milan`, `Genoa`, `Turin`; nil where
  /// versions are not looked at. Versions of different products do not compare, so a product without an entry is
  /// refused.
  public var minimumTCB: [String: [String: UInt64]]?
  /// The highest number of a privilege level that may have asked for the report, 0 to 3: 0 is the most privileged; nil
  /// for any.
  public var highestVMPL: Int64?
  /// The clouds whose keys (VLEK) may sign; nil where this is not looked at. A report signed by a processor's own key
  /// (VCEK) names no cloud, so with a list it is refused.
  public var cspIDs: Set<String>?
  /// Owners are named by `id_key_digest` and `author_key_digest`.
  public var demands = MeasurementDemands()

  public init() {}

  /// Components of a TCB version, by the names that ``TCBClaims`` uses.
  public static let components = ["fmc", "bootloader", "tee", "snp", "microcode"]
  public static let products = ["Milan", "Genoa", "Turin"]
}
