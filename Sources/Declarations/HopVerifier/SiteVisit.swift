import Declarations
import TLSProbe

/// How a host was reached, and the connection to go on with.
struct SiteVisit: Sendable {
  /// The keys it showed, or why there are none.
  let end: HopEnd
  /// Not yet asked anything; nil where none came about.
  let connection: (any ProbeConnection)?
  /// What went wrong, for a host that is no hop's destination.
  let failure: ChainFailure?
}
