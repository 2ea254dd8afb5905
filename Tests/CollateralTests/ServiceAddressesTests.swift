import Attestation
import Testing

@testable import Attesters
@testable import Collateral

@Suite("Where AMD's and Intel's services are asked")
struct ServiceAddressesTests {
  @Test("AMD's are asked for a chip's key by its identity and its TCB, in two digits each")
  func amd() async throws {
    let addresses = try #require(ServiceAddresses())
    let chip = [UInt8](repeating: 0xAB, count: 8)
    let vendors = try PlayedVendors(.turin)
    guard case .snp(let report) = try await vendors.report() else {
      Issue.record("the simulated report is read as something else")
      return
    }
    #expect(
      addresses.url(of: .vcek(.turin, hardwareID: chip, tcb: report.reportedTCB))
        == "https://kdsintf.amd.com/vcek/v1/Turin/abababababababab?fmcSPL=01&blSPL=04&teeSPL=01&snpSPL=24&ucodeSPL=219")
    #expect(addresses.url(of: .amdAuthorities(.genoa, .vlek)) == "https://kdsintf.amd.com/vlek/v1/Genoa/cert_chain")
    #expect(addresses.url(of: .amdRevocationList(.milan)) == "https://kdsintf.amd.com/vcek/v1/Milan/crl")
  }

  @Test("Intel's root list has an address of its own; caches of Intel's service have it themselves")
  func intel() throws {
    let intel = try #require(ServiceAddresses())
    let base = "https://api.trustedservices.intel.com"
    #expect(
      intel.url(of: .tcbInfo(fmspc: [0, 0x80, 0x6F, 5, 0, 0])) == "\(base)/tdx/certification/v4/tcb?fmspc=00806f050000")
    #expect(intel.url(of: .qeIdentity) == "\(base)/tdx/certification/v4/qe/identity")
    #expect(
      intel.url(of: .pckRevocationList(.processor)) == "\(base)/sgx/certification/v4/pckcrl?ca=processor&encoding=der")
    #expect(
      intel.url(of: .intelRevocationList) == "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der")
    let cache = try #require(ServiceAddresses(intelPCS: "https://pccs.example:8081/"))
    #expect(cache.url(of: .intelRevocationList) == "https://pccs.example:8081/sgx/certification/v4/rootcacrl")
  }

  @Test(
    "only https URLs are taken",
    arguments: [
      "http://kds.example", "kds.example", "https://", "https://u@kds.example", "https://kds.example?a=b", "",
    ])
  func refused(url: String) { #expect(ServiceAddresses(amdKDS: url) == nil) }
}
