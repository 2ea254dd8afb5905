import Foundation
import Loopback
import PartnerLink

/// Makes a world, step by step.
struct WorldBuilder {
  let programs: BuiltPrograms
  let folder: TemporaryFolder
  let tell: @Sendable (String) -> Void

  func build() async throws -> World {
    let now = Int64(Date().timeIntervalSince1970)
    let authority = try TestCertificateAuthority(name: "Warifu Demo Root")
    var sites: [LabHost: Site] = [:]
    for host in LabHost.allCases { sites[host] = try Site(host, from: authority) }
    try self.folder.makeFolder("sites")
    for site in sites.values { try WorldFiles.write(site, in: self.folder) }
    try self.folder.write(authority.rootPEM, to: WorldFiles.root)
    let identities = try self.makeIdentities(now: now)

    let keys = WorldZones.makeKeys()
    let zones = WorldZones(
      sites: sites, forge: DeclarationForge(now: now), otherAgent: identities.secure3D.pin, keys: keys)
    let names = try await WorldNames.start(zones.all(), keys, in: self.folder)
    try self.folder.write(WorldFiles.trustAnchorLine(of: names.knot) + "\n", to: WorldFiles.trustAnchor)
    self.tell(
      "knotd serves \(zones.keys.count + 1) provider zones below a private root at 127.0.0.1:\(names.knot.port); "
        + "unbound validates and caches at 127.0.0.1:\(names.unbound.port)")

    let (web, plainWeb) = try await self.startWeb(sites)
    self.tell("\(sites.count) HTTPS sites under a private CA at 127.0.0.1:\(web.port)")

    let organizations = try await WorldOrganizations.start(
      identities, sites: sites, names: names, programs: self.programs, folder: self.folder)
    self.tell("three organizations, each with its own warifud and warifu-signer")
    let world = World(
      folder: self.folder, programs: self.programs, names: names, authority: authority, sites: sites, web: web,
      plainWeb: plainWeb, organizations: organizations)
    try await world.publishPolicies()
    try await world.register()
    self.tell("policies published, relationships made by the agents")
    return world
  }

  private func makeIdentities(now: Int64) throws -> WorldIdentities {
    func make(_ name: String) throws -> AgentIdentity {
      try AgentIdentity.create(in: self.folder.file("\(name)/identity"), name: "\(name) agent", days: 365, now: now)
    }
    return WorldIdentities(shop: try make("shop"), payment: try make("payment"), secure3D: try make("secure3d"))
  }

  private func startWeb(_ sites: [LabHost: Site]) async throws -> (web: HTTPSServer, plain: HTTPSServer) {
    let web = try await HTTPSServer.start(port: Int(FreePort.find()), logFile: self.folder.file("https.log"))
    let plain = try await HTTPSServer.start(
      port: Int(FreePort.find()), tls: false, logFile: self.folder.file("http.log"))
    for host in LabHost.allCases {
      guard let site = sites[host] else { continue }
      try web.serve(host.name, certificate: site.certificate)
      web.route(host.name, "/", .page("<h1>\(host.name)</h1>"))
      web.route(host.name, "/pay", .page("<h1>\(host.name)</h1><p>Pay here.</p>"))
    }
    plain.route(LabHost.payment.name, "/", .page("<h1>Pay here, they say.</h1>"))
    for redirect in LabRedirect.all(web: web.port, plain: plain.port) {
      web.route(redirect.host.name, redirect.path, .redirect(to: redirect.target))
    }
    return (web, plain)
  }
}
