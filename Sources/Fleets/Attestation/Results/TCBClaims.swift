/// What evidence says about the versions of what the TEE itself rests on.
public struct TCBClaims: Hashable, Sendable {
  /// For people and JSON: `04000000000018db` (SNP, the octets of reported_tcb in order), `UpToDate` (TDX), `NoLevel` where Intel
  /// lists none so low; empty for Nitro, which has none.
  public let text: String
  /// SNP's version numbers by their names: `bootloader`, `tee`, `snp`, `microcode`, `fmc`; TDX's: `tee_tcb_svn.0` …, `sgx.1` …,
  /// `pcesvn`, `qe.isvsvn`.
  public let components: [String: UInt64]
  /// Intel's judgement; nil for the others, and where Intel lists no level so low, which is worse than any.
  public let status: TCBStatus?
  /// Intel's advisories that concern this level.
  public let advisories: [String]

  public init(text: String, components: [String: UInt64] = [:], status: TCBStatus? = nil, advisories: [String] = []) {
    self.text = text
    self.components = components
    self.status = status
    self.advisories = advisories
  }

  public static let none = TCBClaims(text: "")
}
