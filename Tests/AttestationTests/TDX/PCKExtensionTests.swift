import Testing

@testable import Attestation

@Suite("What a PCK certificate says about its platform")
struct PCKExtensionTests {
  private let malformed = EvidenceError.malformed("tdx.pck-extension", "")

  @Test("every field is found by its name")
  func fields() throws {
    var made = TDXPlatform()
    made.components = Array(240...255)
    let read = try PCKExtension(made.der)
    #expect(read.components == Array(240...255) && read.pceSVN == 13 && read.cpuSVN == [UInt8](repeating: 3, count: 16))
    #expect(read.fmspc == made.fmspc && read.pceID == made.pceID)
  }

  @Test("a version that is no octet, a field of another length, or one that stands twice is refused")
  func refused() {
    #expect(throws: self.malformed) { try PCKExtension([]) }
    #expect(throws: self.malformed) { try PCKExtension([0x30, 0]) }
    var made = TDXPlatform()
    made.components[15] = 256
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    made = TDXPlatform()
    made.components.removeLast()
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    made = TDXPlatform()
    made.pceSVN = 65_536
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    made = TDXPlatform()
    made.fmspc = [1, 2, 3, 4, 5]
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    made = TDXPlatform()
    made.pceID = []
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    made = TDXPlatform()
    made.more = [TDXPlatform.pair([4], TDXDER.wrapped(0x04, [0, 0, 0, 0, 0, 0]))]
    #expect(throws: self.malformed) { try PCKExtension(made.der) }
    #expect(throws: self.malformed) { try PCKExtension(TDXPlatform().der + [0]) }
  }
}
