import Attestation
import Attesters
import Foundation
import Loopback
import Testing

@testable import Collateral

/// AMD's Key Distribution Service and Intel's Provisioning Certification Service, played by one HTTPS server on loopback.
struct PlayedServices {
  let server: HTTPSServer
  let authority: TestCertificateAuthority
  private let host = "127.0.0.1"

  init() async throws {
    self.authority = try TestCertificateAuthority()
    self.server = try await HTTPSServer.start()
    try self.server.serve(self.host, certificate: try self.authority.issue([self.host]))
  }

  var url: String { "https://\(self.host):\(self.server.port)" }
  /// The requests so far: path and query.
  var paths: [String] { self.server.requests.map(\.path) }

  func reply(_ path: String, _ reply: WebReply?) { self.server.route(self.host, path, reply) }

  /// Publishes all of both vendors.
  func publish(_ vendors: PlayedVendors, at now: Int64 = PlayedVendors.now) throws {
    let (product, kind) = (vendors.amd.product.rawValue, vendors.amd.kind.rawValue.lowercased())
    let chain = Array(CertificatePEM.text([vendors.amd.ask, vendors.amd.ark]).utf8)
    self.reply("/\(kind)/v1/\(product)/cert_chain", WebReply(200, octets: chain))
    self.reply("/vcek/v1/\(product)/crl", WebReply(200, octets: try vendors.amd.revocationList(now: now)))
    if vendors.amd.kind == .vcek {
      self.reply(Self.vcek(vendors), WebReply(200, octets: vendors.signer.certificate))
    }
    try self.publish(try vendors.collateral(at: now))
  }

  /// Publishes what Intel does.
  func publish(_ collateral: SimulatedTDXCollateral) throws {
    let signers = Self.escaped(collateral.signingChain)
    self.reply(
      "/tdx/certification/v4/tcb?fmspc=50806f000000",
      WebReply(200, headers: [("TCB-Info-Issuer-Chain", signers)], body: collateral.tcbInfoFile))
    self.reply(
      "/tdx/certification/v4/qe/identity",
      WebReply(200, headers: [("SGX-Enclave-Identity-Issuer-Chain", signers)], body: collateral.qeIdentityFile))
    self.reply(
      "/sgx/certification/v4/pckcrl?ca=platform&encoding=der",
      WebReply(
        200, headers: [("SGX-PCK-CRL-Issuer-Chain", Self.escaped(collateral.platformChain))],
        octets: collateral.platformList))
    let digits = Hexadecimal.text(collateral.rootList)
    self.reply("/sgx/certification/v4/rootcacrl", WebReply(200, body: digits))
  }

  static func vcek(_ vendors: PlayedVendors) -> String {
    let isTurin = vendors.amd.product == .turin
    let chip = Hexadecimal.text(vendors.signer.chipID.prefix(isTurin ? 8 : 64))
    let query = "\(isTurin ? "fmcSPL=01&" : "")blSPL=04&teeSPL=01&snpSPL=24&ucodeSPL=219"
    return "/vcek/v1/\(vendors.amd.product.rawValue)/\(chip)?\(query)"
  }

  private static func escaped(_ pem: String) -> String {
    pem.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  /// Fetches a plan into a store. Pauses take no time.
  ///
  /// - Parameter simulated: the made-up roots that are trusted; those of the vendors where nil.
  func fetch(
    _ plan: FetchPlan, into store: CollateralStore, _ vendors: PlayedVendors, now: Int64 = PlayedVendors.now,
    deadline: Duration = .seconds(30), isTrusted: Bool = true, simulated: Set<[UInt8]>? = nil
  ) async throws -> (outcomes: [FetchOutcome], pauses: [Duration]) {
    let pauses = Pauses()
    let addresses = try #require(ServiceAddresses(amdKDS: self.url, intelPCS: self.url + "/"))
    let roots = isTrusted ? try #require(ServiceRoots(pem: Array(self.authority.rootPEM.utf8))) : .none
    let clock = CollateralClock(now: { now }, pause: { pauses.note($0) })
    let outcomes = try await VendorServices.with(addresses, extraRoots: roots, deadline: deadline) { services in
      let fetcher = CollateralFetcher(
        services, into: store, simulated: simulated ?? vendors.rootDigests, clock: clock)
      return try await fetcher.fetch(plan)
    }
    return (outcomes, pauses.all)
  }
}
