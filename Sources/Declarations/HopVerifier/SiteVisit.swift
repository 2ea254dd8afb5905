package import Declarations
package import TLSProbe

/// How a host was reached, and the connection to go on with.
package struct SiteVisit: Sendable {
  /// The keys it showed, or why there are none.
  package let end: HopEnd
  /// Not yet asked anything; nil where none came about.
  package let connection: (any ProbeConnection)?
  /// What went wrong, for a host that is no hop's destination.
  package let failure: ChainFailure?
}
