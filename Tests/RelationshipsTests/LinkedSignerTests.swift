import Declarations
import SigningService
import Testing

@testable import Relationships

@Suite("What a signing agent's answer means for a registration")
struct LinkedSignerTests {
  @Test(
    "what may be granted a moment later is asked again, a refusal is final",
    arguments: [
      ("rateExceeded", StepFailure.Kind.unavailable), ("logUnwritable", .unavailable), ("targetNotNamed", .refused),
      ("noUsableKey", .refused),
    ])
  func refusals(code: String, kind: StepFailure.Kind) throws {
    let refusal = SigningRefusal(code: code, message: "no", next: "")
    let failure = StepFailure(.refused(refusal), try HostName("shop.test"))
    #expect(failure.kind == kind)
    #expect(failure.code == "signer" + code.prefix(1).uppercased() + code.dropFirst())
  }
}
