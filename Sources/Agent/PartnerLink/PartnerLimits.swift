/// What a peer may use of an agent. The defaults are far above what the exchange of declarations needs.
package struct PartnerLimits: Hashable, Sendable {
  /// Connections at once that have not shown yet whose they are. What partners have does not count here.
  package var strangers = 128
  /// The same from one address; an IPv6 address stands for its /64.
  package var strangersPerAddress = 16
  /// Connections at once of one pinned key.
  package var connectionsPerPin = 4
  /// Calls at once of one pinned key, over all its connections.
  package var callsPerPin = 16
  /// Octets of one message, either way: about twice what 16 statements over 16 keys take, signed by RSA keys of 8192 bits.
  package var messageOctets = 64 * 1024
  /// From the TCP connection to the end of the TLS handshake.
  package var handshake: Duration = .seconds(10)
  /// A connection without calls.
  package var idle: Duration = .seconds(300)
  /// The life of a connection, then it is closed when its calls have ended.
  package var age: Duration = .seconds(3600)
  /// One call, from its headers to the end of its reply.
  package var call: Duration = .seconds(30)

  package init() {}
}
