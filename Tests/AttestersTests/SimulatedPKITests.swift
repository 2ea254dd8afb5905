import Attestation
import Crypto
import Foundation
import Loopback
import Testing

@testable import Attesters

/// Certificates and signatures of simulated TEEs, judged by OpenSSL.
@Suite(
  "PKIs of simulated TEEs, as OpenSSL sees them",
  .enabled(if: Program.areInstalled("openssl"), "openssl is not installed"))
struct SimulatedPKITests {
  private let folder: TemporaryFolder

  init() throws { self.folder = try TemporaryFolder() }

  /// Root first, then CAs, then the leaf.
  private func verify(_ chain: [[UInt8]], at time: Int64 = Simulated.now) async throws -> Command.Result {
    let root = try self.folder.write(CertificatePEM.text(Array(chain.prefix(1))), to: "root.pem")
    let leaf = try self.folder.write(CertificatePEM.text(Array(chain.suffix(1))), to: "leaf.pem")
    var arguments = ["verify", "-attime", String(time), "-CAfile", root]
    if chain.count > 2 {
      arguments += [
        "-untrusted", try self.folder.write(CertificatePEM.text(Array(chain.dropFirst().dropLast())), to: "cas.pem"),
      ]
    }
    return try await Command.run("openssl", arguments + [leaf])
  }

  private func expectVerified(_ chain: [[UInt8]]) async throws {
    let good = try await self.verify(chain)
    #expect(good.status.isSuccess, "\(good.errors)\(good.output)")
    // The same judge refuses it when a signature is not right.
    var damaged = chain
    if let last = damaged.indices.last { damaged[last][damaged[last].count - 1] ^= 1 }
    #expect(try await !self.verify(damaged).status.isSuccess)
  }

  /// Whether OpenSSL finds that a certificate's key made a signature r ‖ s.
  private func isSigned(
    _ octets: [UInt8], _ raw: [UInt8], by certificate: [UInt8], digest: String
  ) async throws -> Bool {
    let path = try self.folder.write(CertificatePEM.text([certificate]), to: "signer.pem")
    let key = try await Command.succeed("openssl", ["x509", "-in", path, "-noout", "-pubkey"])
    let half = raw.count / 2
    let signature = DERWriter.sequence(
      DERWriter.integer(octets: Array(raw.prefix(half))), DERWriter.integer(octets: Array(raw.suffix(half))))
    return try await Command.run(
      "openssl",
      [
        "dgst", "-\(digest)", "-verify", try self.folder.write(key, to: "key.pem"), "-signature",
        try self.folder.write(signature, to: "signature.der"), try self.folder.write(octets, to: "signed.bin"),
      ]
    ).status.isSuccess
  }

  @Test("a Nitro chain of root, three CAs and a leaf")
  func nitro() async throws {
    let authority = try SimulatedNitroAuthority(now: Simulated.now)
    let signer = try authority.signer(now: Simulated.now)
    try await self.expectVerified(authority.cabundle + [signer.certificate])
    #expect(
      try await !self.verify(authority.cabundle + [signer.certificate], at: Simulated.now + 4 * 3_600).status.isSuccess)
    let tooLong = try SimulatedNitroAuthority(now: Simulated.now) { $0[1].basicConstraints?.pathLength = 0 }
    let leaf = try tooLong.signer(now: Simulated.now).certificate
    #expect(try await self.verify(tooLong.cabundle + [leaf]).errors.contains("path length constraint exceeded"))
  }

  @Test(
    "AMD's chains by RSA-PSS, a report's signature, and a revocation list", arguments: SimulatedProduct.allCases,
    VEKKind.allCases)
  func snp(product: SimulatedProduct, kind: VEKKind) async throws {
    let authority = try SimulatedSNPAuthority(product, kind, keys: try Simulated.snpKeys.get(), now: Simulated.now)
    let chipID = product == .turin ? Simulated.turinChipID : Simulated.chipID
    let signer = try authority.signer(chipID: chipID, tcb: SimulatedTCB(), now: Simulated.now)
    try await self.expectVerified([authority.ark, authority.ask, signer.certificate])
    let text = try await Command.succeed(
      "openssl",
      [
        "x509", "-noout", "-text", "-in",
        try self.folder.write(CertificatePEM.text([signer.certificate]), to: "v.pem"),
      ])
    #expect(text.contains("rsassaPss") && text.contains("1.3.6.1.4.1.3704.1.3.8") && text.contains("Serial Number: 0"))
    #expect(text.contains("1.3.6.1.4.1.3704.1.4: ") == (kind == .vcek))

    let evidence = try await SimulatedSNPAttester(
      authority: authority, signer: signer, measurement: Simulated.measurement
    ).evidence(binding: [1, 2, 3], nonce: [])
    let report = evidence.octets
    #expect(report.count == 0x4A0)
    let raw = Array(report[0x2A0..<0x2D0].reversed()) + Array(report[0x2E8..<0x318].reversed())
    #expect(try await self.isSigned(Array(report.prefix(0x2A0)), raw, by: signer.certificate, digest: "sha384"))
    #expect(try await !self.isSigned(Array(report.prefix(0x29F)), raw, by: signer.certificate, digest: "sha384"))

    let list = try self.folder.write(try authority.revocationList(now: Simulated.now, isRevoked: true), to: "crl.der")
    let ark = try self.folder.write(CertificatePEM.text([authority.ark]), to: "ark.pem")
    let seen = try await Command.run(
      "openssl", ["crl", "-inform", "DER", "-in", list, "-CAfile", ark, "-noout", "-text"])
    #expect(seen.errors.contains("verify OK") && seen.output.contains("Serial Number: 010001"))
  }

  @Test("Intel's chains, revocation lists, and every signature around a quote", arguments: [4, 5] as [UInt16])
  func tdx(version: UInt16) async throws {
    let authority = try SimulatedTDXAuthority(now: Simulated.now)
    let platform = try authority.platform(now: Simulated.now)
    try await self.expectVerified([authority.root, authority.platformCA, platform.certificate])
    try await self.expectVerified([authority.root, authority.tcbSigning])

    let attester = SimulatedTDXAttester(
      authority: authority, platform: platform, mrTD: Simulated.measurement,
      rtmrs: [[UInt8]](repeating: Simulated.measurement, count: 4), now: { Simulated.now },
      adjust: { $0.version = version })
    let quote = try await attester.evidence(binding: [1, 2, 3], nonce: []).octets
    let end = version == 5 ? 54 + 648 : 48 + 584
    let data = Array(quote.dropFirst(end + 4))
    // The QE's report is behind signature, key, type and size; its own signature follows.
    let report = Array(data[134..<518])
    #expect(try await self.isSigned(report, Array(data[518..<582]), by: platform.certificate, digest: "sha256"))
    let key = try P256.Signing.PublicKey(rawRepresentation: data[64..<128])
    let signature = try P256.Signing.ECDSASignature(rawRepresentation: data[0..<64])
    #expect(key.isValidSignature(signature, for: Data(quote.prefix(end))))
    #expect(report[320..<352].elementsEqual(SHA256.hash(data: Array(data[64..<128]) + Array(data[584..<616]))))

    let collateral = try TDXCollateralPlan(authority, now: Simulated.now).signed(by: authority)
    let raw = stride(from: 0, to: 128, by: 2).compactMap { index in
      UInt8(String(Array(collateral.tcbInfoSignature)[index...index + 1]), radix: 16)
    }
    #expect(
      try await self.isSigned(Array(collateral.tcbInfo.utf8), raw, by: authority.tcbSigning, digest: "sha256"))
    for text in [collateral.json, collateral.tcbInfoFile, collateral.qeIdentityFile] {
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
    let root = try self.folder.write(CertificatePEM.text([authority.root]), to: "root-ca.pem")
    let list = try self.folder.write(collateral.rootList, to: "root.crl")
    #expect(
      try await Command.run("openssl", ["crl", "-inform", "DER", "-in", list, "-CAfile", root]).errors.contains(
        "verify OK"))
    let platformCA = try self.folder.write(CertificatePEM.text([authority.platformCA]), to: "platform.pem")
    let revoked = try authority.platformList(now: Simulated.now, revoked: .pck(serial: platform.serial))
    let seen = try await Command.run(
      "openssl",
      [
        "verify", "-attime", String(Simulated.now), "-crl_check", "-CRLfile",
        try self.folder.write(
          try await Command.succeed(
            "openssl", ["crl", "-inform", "DER", "-in", try self.folder.write(revoked, to: "platform.crl")]),
          to: "crl.pem"),
        "-CAfile", root, "-untrusted", platformCA,
        try self.folder.write(CertificatePEM.text([platform.certificate]), to: "pck.pem"),
      ])
    #expect(seen.errors.contains("certificate revoked"))
  }
}
