import Attestation
import Foundation

/// Where AMD's Key Distribution Service and Intel's Provisioning Certification Service are, or caches of them, and where each
/// thing is found there (AMD 57230, chapter 4; Intel SGX and TDX Provisioning Certification Service API, version 4).
package struct ServiceAddresses: Hashable, Sendable {
  package static let amd = "https://kdsintf.amd.com"
  package static let intel = "https://api.trustedservices.intel.com"
  package static let intelRootList = "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der"

  let amdKDS: String
  let intelPCS: String
  /// The whole URL.
  let intelRootCRL: String

  /// nil unless all are `https` URLs with a host, and without user, query or fragment.
  ///
  /// - Parameter intelPCS: where it is not Intel's own, the root's revocation list is asked of it too, as Intel's caching service
  ///   has it.
  package init?(amdKDS: String = Self.amd, intelPCS: String = Self.intel) {
    guard let amd = Self.base(amdKDS), let intel = Self.base(intelPCS) else { return nil }
    self.amdKDS = amd
    self.intelPCS = intel
    self.intelRootCRL = intel == Self.intel ? Self.intelRootList : "\(intel)/sgx/certification/v4/rootcacrl"
  }

  private static func base(_ text: String) -> String? {
    guard let url = URLComponents(string: text), url.scheme?.lowercased() == "https", url.host?.isEmpty == false,
      url.user == nil, url.query == nil, url.fragment == nil
    else { return nil }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  package func url(of want: CollateralWant) -> String {
    switch want {
    case .vcek(let line, let chip, let tcb):
      "\(self.amdKDS)/vcek/v1/\(line.rawValue)/\(Hexadecimal.text(chip))?\(Self.query(line, tcb))"
    case .amdAuthorities(let line, let key):
      "\(self.amdKDS)/\(key.rawValue.lowercased())/v1/\(line.rawValue)/cert_chain"
    case .amdRevocationList(let line): "\(self.amdKDS)/vcek/v1/\(line.rawValue)/crl"
    case .tcbInfo(let fmspc): "\(self.intelPCS)/tdx/certification/v4/tcb?fmspc=\(Hexadecimal.text(fmspc))"
    case .qeIdentity: "\(self.intelPCS)/tdx/certification/v4/qe/identity"
    case .pckRevocationList(let authority):
      "\(self.intelPCS)/sgx/certification/v4/pckcrl?ca=\(authority.rawValue)&encoding=der"
    case .intelRevocationList: self.intelRootCRL
    }
  }

  /// The response headers that may hold the certificates of who signed the answer, as percent-encoded PEM. Services before
  /// version 4 put `SGX-` before the first.
  static func chainHeaders(of want: CollateralWant) -> [String] {
    switch want {
    case .tcbInfo: ["TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain"]
    case .qeIdentity: ["SGX-Enclave-Identity-Issuer-Chain"]
    case .pckRevocationList: ["SGX-PCK-CRL-Issuer-Chain"]
    case .vcek, .amdAuthorities, .amdRevocationList, .intelRevocationList: []
    }
  }

  private static func query(_ line: SNPProductLine, _ tcb: SNPTCBVersion) -> String {
    let names = [
      ("fmcSPL", "fmc"), ("blSPL", "bootloader"), ("teeSPL", "tee"), ("snpSPL", "snp"), ("ucodeSPL", "microcode"),
    ]
    let versions = tcb.components(of: line)
    return names.compactMap { parameter, name in
      versions[name].map { "\(parameter)=\($0 < 10 ? "0" : "")\($0)" }
    }
    .joined(separator: "&")
  }
}
