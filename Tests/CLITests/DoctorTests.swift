import Foundation
import Loopback
import Testing

@Suite("warifu doctor", .enabled(if: DoctorWorld.isPossible, "knotd is not installed"))
struct DoctorTests {
  @Test("An installation that is as it should be passes every check, in words and in the document")
  func healthy() async throws {
    try await DoctorWorld.with { world in
      try await world.running(.signer, .pay, .shop) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.faults.isEmpty, "\(diagnosis.outcome.output)")
        #expect(diagnosis.outcome.code == 0)
        #expect(
          diagnosis.codes("pass") == [
            "configurationGood", "identityGood", "tsigKeyFileGood", "storePrivate", "agentRunning", "resolverValidates",
            "zoneSigned", "signaturesFresh", "denialPlain", "ttlsGood", "serversAgree", "chainSecure", "dsMatches",
            "keyConfined", "policyNamesAgent", "signerReady", "partnerAnswers", "clockAgrees",
          ])
        let document = try diagnosis.outcome.json
        #expect(document["schema"] as? Int == 1 && document["exitCode"] as? Int == 0)
        #expect(document["worst"] as? String == "pass")

        let text = try await world.doctor()
        #expect(text.code == 0 && text.errors.isEmpty)
        #expect(text.output.contains("Zones\n  ✓ 8 good\n"))
        #expect(text.output.hasSuffix("18 good\n"))
        #expect(!text.output.contains("keyConfined"))
        let all = try await world.doctor("--all")
        #expect(
          all.output.contains(
            "✓ shop.test.  the TSIG key may write at 1 `_m2dmrt` name, and not elsewhere  keyConfined"))
        #expect(all.output.contains("tried: warifu-probe-"))
      }
    }
  }

  @Test("Signer, partner and agent that do not run are told each by its own code, with what to do")
  func nothingRuns() async throws {
    try await DoctorWorld.with { world in
      let diagnosis = try await world.diagnose()
      #expect(diagnosis.outcome.code == 1)
      #expect(diagnosis.codes("failure") == ["signerDown"])
      #expect(diagnosis.codes("warning") == ["agentNotRunning", "partnerSilent"])
      #expect(diagnosis.codes("info") == ["storeNotMade"] && diagnosis.codes("unknown").isEmpty)
      let text = try await world.doctor()
      #expect(text.code == 1)
      #expect(text.output.contains("✗ shop.test  the signing agent does not run  signerDown"))
      #expect(text.output.contains("next         Start it: `systemctl start warifu-signer`"))
      #expect(text.output.contains("! pay  the partner's agent does not answer  partnerSilent"))
      #expect(text.output.contains("1 failure, 2 warnings, "))
    }
  }

  @Test("A server and a partner that take every connection and say nothing hold up no other check")
  func deaf() async throws {
    try await DoctorWorld.with { world in
      let hole = try SilentListener()
      try world.configure(otherServers: [hole.port], partner: hole.port)
      try await world.running(.signer) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure").isEmpty)
        #expect(diagnosis.codes("warning") == ["agentNotRunning", "partnerSilent", "serverSilent"])
        #expect(diagnosis.codes("pass").isSuperset(of: ["chainSecure", "keyConfined", "signerReady", "zoneSigned"]))
      }
    }
  }

  @Test("A zone that is not signed fails with what stands on it")
  func unsigned() async throws {
    try await DoctorWorld.with(zone: .unsigned) { world in
      try await world.running(.signer, .pay, .shop) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.outcome.code == 1)
        #expect(diagnosis.codes("failure") == ["zoneUnsigned", "chainInsecure", "dsMissing", "policyInsecure"])
        let finding = diagnosis.finding("zoneUnsigned")
        #expect(finding["subject"] as? String == "shop.test." && finding["area"] as? String == "zone")
        for field in ["summary", "cause", "consequence", "next"] {
          #expect((finding[field] as? String)?.isEmpty == false, "\(field)")
        }
        #expect((finding["evidence"] as? [[String: String]])?.isEmpty == false)
      }
    }
  }

  @Test("A partner with another certificate, and a certificate of another key than the signer's")
  func otherKeys() async throws {
    try await DoctorWorld.with(identityDays: 20) { world in
      let other = try TestCertificateAuthority().issue(["shop.test"])
      try world.folder.write(other.certificatePEM, to: "other.pem")
      try world.configure(partnerCertificate: "other.pem", certificate: "other.pem")
      try await world.running(.signer, .pay) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["partnerNotPinned", "signerKeyDiffers"])
        #expect(diagnosis.codes("warning").contains("identityEndsSoon"))
      }
    }
  }

  @Test("A partner that has not pinned us, and an address at which something else answers")
  func strangePartners() async throws {
    try await DoctorWorld.with { world in
      let pay = try world.folder.read("pay.yaml")
      let other = try TestCertificateAuthority().issue(["shop.test"])
      try world.folder.write(other.certificatePEM, to: "other.pem")
      try world.folder.write(pay.replacing("shop-identity/agent.pem", with: "other.pem"), to: "pay.yaml")
      try await world.running(.signer, .pay) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["partnerRefusesUs"])
      }
      let web = try await HTTPSServer.start(tls: false)
      try world.configure(partner: UInt16(web.port))
      try await world.running(.signer) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["partnerNotAgent"], "\(diagnosis.finding("partnerSilent"))")
      }
      await web.close()
    }
  }

  @Test("A signing agent that does not speak for the host, one without its key, and a host in no zone")
  func signerRefuses() async throws {
    try await DoctorWorld.with { world in
      try world.configure(publishes: false)
      let signer = try world.folder.read("signer.yaml")
      try world.folder.write(signer.replacing("name: shop.test", with: "name: www.shop.test"), to: "signer.yaml")
      try world.folder.makeFolder("keys/www.shop.test")
      try await world.running(.signer) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["signerRefuses"])
        #expect(diagnosis.codes("info").contains("hostWithoutZone"))
        #expect(diagnosis.codes("pass").contains("policyNamesAgent"))
      }
      try world.folder.write(signer, to: "signer.yaml")
      try FileManager.default.removeItem(atPath: world.folder.file("keys/shop.test/tls.pem"))
      try await world.running(.signer) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["signerWithoutKey"])
      }
    }
  }

  @Test("A resolver that strips DNSSEC is named, and the zones' own servers are still asked")
  func strippedPath() async throws {
    try await DoctorWorld.with { world in
      let proxy = try await DNSFaultProxy.start(
        before: (world.knot.address, world.knot.port), faults: DNSFaults(stripsDNSSEC: true))
      try world.configure(resolver: proxy.port)
      try await world.running(.signer) {
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("failure") == ["resolverStripsDNSSEC"])
        #expect(diagnosis.finding("resolverStripsDNSSEC")["subject"] as? String == "resolver path")
        #expect(diagnosis.codes("pass").isSuperset(of: ["resolverValidates", "chainSecure", "policyNamesAgent"]))
      }
      await proxy.stop()
    }
  }

  @Test("An agent that was started before its identity was made anew")
  func otherIdentity() async throws {
    try await DoctorWorld.with { world in
      try await world.running(.signer, .shop) {
        try FileManager.default.removeItem(atPath: world.folder.file("shop-identity"))
        _ = try await WarifuProgram.run("identity", "create", "--folder", world.folder.file("shop-identity"))
        let diagnosis = try await world.diagnose()
        #expect(diagnosis.codes("warning").contains("agentOtherIdentity"))
        #expect(diagnosis.codes("failure") == ["policyNamesOthers"])
      }
    }
  }

  @Test("A configuration that cannot be used is exit code 2, with the finding that says why")
  func configuration() async throws {
    try await DoctorWorld.with { world in
      func only(_ code: String, _ configuration: String = "shop.yaml") async throws {
        let diagnosis = try await world.diagnose(configuration: configuration)
        #expect(diagnosis.outcome.code == 2)
        #expect(diagnosis.findings.count == 1 && diagnosis.codes("failure") == [code], "\(diagnosis.outcome.output)")
        #expect((diagnosis.findings.first?["next"] as? String)?.isEmpty == false)
      }
      try await only("configurationUnusable", "nothing.yaml")
      try world.folder.write("organization: Shop\ncolour: red\n", to: "strange.yaml")
      try await only("configurationUnusable", "strange.yaml")
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: world.folder.file("tsig"))
      try await only("tsigKeyFileUnusable")
      let text = try await world.doctor()
      #expect(
        text.output.contains("chmod 600 \(world.folder.file("tsig"))") && !text.output.contains(DoctorWorld.secret))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: world.folder.file("tsig"))
      try FileManager.default.removeItem(atPath: world.folder.file("shop-identity/agent.key"))
      try await only("identityUnusable")
    }
  }

  @Test("State that others can read is found")
  func exposed() async throws {
    try await DoctorWorld.with { world in
      try world.folder.makeFolder("shop-state")
      try world.folder.write("", to: "shop-state/warifud.sqlite", mode: 0o640)
      let diagnosis = try await world.diagnose()
      #expect(diagnosis.codes("failure").contains("storeExposed"))
      #expect((diagnosis.finding("storeExposed")["next"] as? String)?.contains("shop-state/warifud.sqlite") == true)
    }
  }
}
