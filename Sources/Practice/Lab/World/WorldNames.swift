import Loopback

/// The DNS of a world.
struct WorldNames: Sendable {
  let knot: KnotServer
  let unbound: UnboundServer
  let front: DNSFaultProxy
  let blackHole: DNSFaultProxy
  let updateKeys: [LabHost: UpdateKey]

  static func start(
    _ zones: [KnotZone], _ keys: [LabHost: UpdateKey], in folder: TemporaryFolder
  ) async throws
    -> WorldNames
  {
    let knot = try await KnotServer.start(zones, in: folder)
    let server = (address: knot.address, port: knot.port)
    let silent = LabHost.quiet.policyOwner
    let front = try await DNSFaultProxy.start(before: server, faults: DNSFaults(dropped: [silent]))
    let blackHole = try await DNSFaultProxy.start(before: server, faults: DNSFaults(dropped: ["."]))
    // A forwarder of their own for the silent names: one server that answers some names and not others would soon be
    // taken for dead as a whole.
    let clause = "forward-zone:\n  name: \"\(silent)\"\n  forward-addr: \(blackHole.forwarder)\n"
    let unbound = try await UnboundServer.start(
      forwardingTo: knot.forwarder, trustAnchor: knot.trustAnchorDS, clauses: [clause], in: folder)
    return WorldNames(knot: knot, unbound: unbound, front: front, blackHole: blackHole, updateKeys: keys)
  }
}
