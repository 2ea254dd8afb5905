import Foundation
package import Loopback
import Synchronization

/// Providers, names and resolvers of its own on the loopback interface: everything that a declaration needs to be made,
/// published, verified and attacked. All of it is throw-away, and gone with ``stop()`` or with this process.
package final class World: Sendable {
  package let folder: TemporaryFolder
  package let programs: BuiltPrograms
  /// Serves every zone, from a private root down.
  package let knot: KnotServer
  /// The users' resolver: it validates and caches.
  package let unbound: UnboundServer
  /// Where a fresh look asks: the authoritative server behind a front that never answers for the quiet host's
  /// `_m2dmrt` names.
  package let front: DNSFaultProxy
  package let authority: TestCertificateAuthority
  /// Every host by HTTPS, and `http://` beside it. Their request logs tell where a user was really sent.
  package let web: HTTPSServer
  package let plainWeb: HTTPSServer
  package let shop: Organization
  package let payment: Organization
  package let secure3D: Organization
  package let updateKeys: [LabHost: UpdateKey]

  private let blackHole: DNSFaultProxy
  private let sites: Mutex<[LabHost: Site]>

  package static func start(
    programs: BuiltPrograms, tell: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> World {
    try await WorldBuilder(programs: programs, folder: TemporaryFolder(removedOnInterrupt: true), tell: tell).build()
  }

  init(
    folder: TemporaryFolder, programs: BuiltPrograms, names: WorldNames, authority: TestCertificateAuthority,
    sites: [LabHost: Site], web: HTTPSServer, plainWeb: HTTPSServer, organizations: WorldOrganizations
  ) {
    self.folder = folder
    self.programs = programs
    self.knot = names.knot
    self.unbound = names.unbound
    self.front = names.front
    self.blackHole = names.blackHole
    self.updateKeys = names.updateKeys
    self.authority = authority
    self.web = web
    self.plainWeb = plainWeb
    self.shop = organizations.shop
    self.payment = organizations.payment
    self.secure3D = organizations.secure3D
    self.sites = Mutex(sites)
  }

  package var organizations: [Organization] { [self.shop, self.payment, self.secure3D] }

  /// `address:port`, as the command line takes it.
  package var resolverAddress: String { "\(self.unbound.address):\(self.unbound.port)" }
  package var freshAddress: String { "\(self.front.address):\(self.front.port)" }
  package var authoritativeAddress: String { "\(self.knot.address):\(self.knot.port)" }
  package var trustAnchorFile: String { self.folder.file(WorldFiles.trustAnchor) }
  package var rootFile: String { self.folder.file(WorldFiles.root) }

  package func site(_ host: LabHost) throws(LabError) -> Site {
    guard let site = self.sites.withLock({ $0[host] }) else { throw LabError("there is no site \(host.name)") }
    return site
  }

  package func url(_ host: LabHost, _ path: String) -> String { "https://\(host.name):\(self.web.port)\(path)" }

  /// Puts a new key in the place of a host's: at its web server and in the folder of its signing agent.
  package func changeKey(of host: LabHost, at owner: Organization) throws {
    let site = try Site(host, from: self.authority)
    try owner.install(site)
    try WorldFiles.write(site, in: self.folder)
    try self.web.serve(host.name, certificate: site.certificate)
    self.sites.withLock { $0[host] = site }
  }

  /// Ends every process and removes the folder.
  package func stop() async {
    for organization in self.organizations { await organization.stop() }
    await self.web.close()
    await self.plainWeb.close()
    await self.unbound.stop()
    await self.knot.stop()
    await self.front.stop()
    await self.blackHole.stop()
    self.folder.close()
  }
}
