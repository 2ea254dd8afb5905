import DNS
import DNSWire
import Declarations
import PartnerLink
import Relationships
import SigningService
import TLSKeys

/// Everybody the agent deals with, as its file names them.
struct Parties {
  let organization: Organization
  let roster: PartnerRoster
  let links: [PartnerClient]
  let signers: [SigningClient]
  /// Each signing agent, and a host whose keys it should hold.
  let signerHosts: [(place: SignerPlace, signer: LinkedSigner, host: HostName)]

  init(_ configuration: AgentConfiguration, now: @escaping @Sendable () -> Int64) throws {
    var signers: [SignerPlace: SigningClient] = [:]
    for place in Set(configuration.hosts.flatMap(\.signers)) {
      signers[place] = try place.client(configuration.identity, now: now)
    }
    let hosts = configuration.hosts.map { host in
      ServedHost(
        name: host.name, signer: UnitedSigners(host.signers.compactMap { signers[$0] }.map { LinkedSigner($0) }),
        certificateKey: host.certificate?.digest, certificateExpires: host.certificate?.notAfter)
    }
    var links: [PartnerClient] = []
    var partners: [PartnerEntry] = []
    var pinned: [PinnedPartner] = []
    for partner in configuration.partners {
      let pins = partner.certificates.map(\.pin)
      guard let known = PinnedPartner(name: partner.name, pins: pins) else { continue }
      let link = try PartnerClient(configuration.identity, to: known, at: partner.address, now: now)
      links.append(link)
      pinned.append(known)
      partners.append(
        PartnerEntry(
          name: partner.name, pins: pins, pairs: partner.pairs, maximumValidity: partner.maximumValidity,
          agent: LinkedPartner(link, ownName: configuration.organization)))
    }
    let publishers = configuration.publishers.map { publisher in
      let updater = DynamicUpdater(
        server: publisher.server, key: publisher.key, timeout: configuration.limits.update, transport: .tcp,
        now: { UInt64(clamping: now()) })
      let text = publisher.zone.description.lowercased()
      return ZonePublication(
        zone: text.hasSuffix(".") ? String(text.dropLast()) : text,
        publisher: ZonePublisher(
          zone: publisher.zone, primary: publisher.server, servers: publisher.servers, updater: updater,
          ttl: publisher.ttl, confirmation: configuration.limits.confirmation))
    }
    self.organization = Organization(
      name: configuration.organization, hosts: hosts, partners: partners, publishers: publishers)
    self.roster = PartnerRoster(pinned)
    self.links = links
    self.signers = Array(signers.values)
    self.signerHosts = signers.sorted { $0.key.description < $1.key.description }.compactMap { place, client in
      configuration.hosts.first { $0.signers.contains(place) }.map { (place, LinkedSigner(client), $0.name) }
    }
  }
}
