import Declarations
import SigningService
import Testing

@testable import Relationships

@Suite("What a partner is told of a failure")
struct ToldToPartnersTests {
  @Test(
    "names nothing of this agent's insides, only the code",
    arguments: [
      StepFailure.unavailable("store", "/var/lib/warifu/warifud.sqlite: disk I/O error"),
      .unavailable("serverUnreachable", "10.1.2.3:53 did not answer for pay.test._m2dmrt.shop.test"),
      .refused(
        "updateKeyUnknown", "the server 10.1.2.3 does not know the key m2dmrt", next: "Compare /etc/warifu/tsig"),
      .refused("keyNotHeld", "no key in /etc/warifu/keys", next: "Put one into /etc/warifu/keys"),
      .refused("something new", "/etc/warifu/keys"),
    ])
  func insides(_ failure: StepFailure) {
    let told = failure.forPartner
    #expect(told.code == failure.code && told.kind == failure.kind)
    for inside in ["/", "10.1.2.3", "m2dmrt"] {
      #expect(!told.message.contains(inside) && !told.next.contains(inside), "\(told)")
    }
    #expect(told.message.contains(failure.code))
  }

  @Test("nor of its signing agent's")
  func signingAgent() throws {
    let host = try HostName("shop.test")
    let refusal = SigningRefusal(code: "noUsableKey", message: "/etc/warifu/keys/tls.pem: others may use it", next: "")
    for error in [
      .refused(refusal), SigningClientError.unreachable(signer: "/run/signer.sock", reason: "no such file"),
    ] {
      #expect(!StepFailure(error, host).forPartner.description.contains("/"))
    }
  }

  @Test("keeps the words about what it did itself")
  func ownDoing() {
    let failure = StepFailure.refused(
      "clockDiffers", "the caller's clock is 400 s ahead of ours", next: "Set both clocks")
    #expect(failure.forPartner == failure)
  }

  @Test("says no more of a look that found no server than that")
  func sight() {
    let unreachable = Sight(verdict: .unreachable, reason: "10.1.2.3 refused", seenAt: 1)
    #expect(unreachable.forPartner.reason?.contains("10.1.2.3") == false)
    let mismatch = Sight(verdict: .keyMismatch, reason: "another key", seenAt: 1)
    #expect(mismatch.forPartner == mismatch)
  }
}
