import Attestation
import Attesters
import Foundation
import Loopback
import Testing

@Suite("Reports by configfs-tsm")
struct TSMAttesterTests {
  private static let binding = [UInt8](1...48)

  private static func made(
    _ behaviour: PlayedTSM.Behaviour = PlayedTSM.Behaviour(), by provider: TSMProvider = .sevGuest, level: Int? = nil,
    binding: [UInt8] = Self.binding
  ) async throws -> (evidence: FreshEvidence, kernel: PlayedTSM) {
    let kernel = try PlayedTSM(behaviour)
    let attester = TSMAttester(provider, root: kernel.folder.path, privilegeLevel: level, files: kernel)
    return (try await attester.evidence(binding: binding, nonce: []), kernel)
  }

  /// How it was refused; nil where it was not.
  private static func refusal(
    _ behaviour: PlayedTSM.Behaviour, by provider: TSMProvider = .sevGuest, level: Int? = nil,
    binding: [UInt8] = Self.binding
  ) async throws -> AttesterError.Kind? {
    do {
      _ = try await self.made(behaviour, by: provider, level: level, binding: binding)
      return nil
    } catch let error as AttesterError {
      return error.kind
    }
  }

  @Test("a report carries the binding in front of zeros, the host's certificates come along, and no entry stays behind")
  func sevGuest() async throws {
    let (evidence, kernel) = try await Self.made()
    #expect(evidence.format == .snp)
    #expect(Array(evidence.octets[0x50..<0x90]) == Self.binding + [UInt8](repeating: 0, count: 16))
    #expect(evidence.certificateTable == Array("certificates".utf8))
    #expect(kernel.writes == ["inblob"])
    #expect(kernel.entries.isEmpty)
  }

  @Test("a host that gives no certificates is no error")
  func noTable() async throws {
    var behaviour = PlayedTSM.Behaviour()
    behaviour.table = nil
    #expect(try await Self.made(behaviour).evidence.certificateTable.isEmpty)
  }

  @Test("a quote of TDX carries the binding, in both versions", arguments: [4, 5] as [UInt8])
  func tdxGuest(version: UInt8) async throws {
    var behaviour = PlayedTSM.Behaviour()
    behaviour.provider = "tdx_guest"
    let start = (version == 5 ? 54 : 48) + 0x208
    behaviour.report = { [version, 0] + [UInt8](repeating: 0, count: start - 2) + $0 + [1, 2, 3] }
    let evidence = try await Self.made(behaviour, by: .tdxGuest).evidence
    #expect(evidence.format == .tdx)
    #expect(evidence.certificateTable.isEmpty)
    #expect(Array(evidence.octets[start..<start + 48]) == Self.binding)
  }

  @Test("a privilege level is asked for before the report, and none below the kernel's floor or above 3")
  func privilegeLevel() async throws {
    #expect(try await Self.made(level: 2).kernel.writes == ["privlevel", "inblob"])
    for level in [-1, 0, 4] { #expect(try await Self.refusal(.init(), level: level) == .badRequest) }
  }

  @Test("a binding of more than 64 octets is not asked for")
  func longBinding() async throws {
    #expect(try await Self.refusal(.init(), binding: [UInt8](repeating: 1, count: 65)) == .badRequest)
  }

  @Test("what went wrong is told apart")
  func faults() async throws {
    func refused(_ change: (inout PlayedTSM.Behaviour) -> Void) async throws -> AttesterError.Kind? {
      var behaviour = PlayedTSM.Behaviour()
      change(&behaviour)
      return try await Self.refusal(behaviour)
    }
    #expect(try await refused { $0.provider = "arm_cca_guest" } == .wrongProvider)
    #expect(try await refused { $0.provider = "tdx_guest" } == .wrongProvider)
    // Another program wrote too; our request had no effect.
    #expect(try await refused { $0.step = 2 } == .conflict)
    #expect(try await refused { $0.step = 0 } == .conflict)
    #expect(try await refused { $0.generation = "soon" } == .malformedAnswer)
    // A report that answers another request, and none.
    #expect(try await refused { $0.report = { _ in [UInt8](repeating: 0, count: 0x4A0) } } == .conflict)
    #expect(try await refused { $0.report = { _ in [1, 2, 3] } } == .malformedAnswer)
    #expect(try await refused { $0.report = { _ in [UInt8](repeating: 0, count: 32_769) } } == .tooLarge)
    #expect(try await refused { $0.faults = ["outblob": EFBIG] } == .tooLarge)
    #expect(try await refused { $0.faults = ["outblob": EIO] } == .refused)
    #expect(try await refused { $0.faults = ["auxblob": EIO] } == .refused)
    #expect(try await refused { $0.faults = ["inblob": EBUSY] } == .refused)
    #expect(try await refused { $0.faults = ["": ENXIO] } == .unavailable)
    #expect(try await refused { $0.faults = ["": EACCES] } == .refused)
  }

  @Test("no entry stays behind when it fails")
  func removed() async throws {
    var behaviour = PlayedTSM.Behaviour()
    behaviour.faults = ["inblob": EBUSY]
    let kernel = try PlayedTSM(behaviour)
    let attester = TSMAttester(.sevGuest, root: kernel.folder.path, files: kernel)
    await #expect(throws: AttesterError.self) { try await attester.evidence(binding: [1], nonce: []) }
    #expect(kernel.entries.isEmpty)
  }

  @Test("where there is no configfs-tsm, the error says so")
  func notThere() async throws {
    let folder = try TemporaryFolder()
    let attester = TSMAttester(.tdxGuest, root: folder.file("missing"))
    let error = await #expect(throws: AttesterError.self) { try await attester.evidence(binding: [1], nonce: []) }
    #expect(error?.kind == .unavailable)
    #expect(error?.message.contains("tdx-guest") == true)
  }

  @Test("files of the system are read within the limit, and a write that the system refuses is an error")
  func system() throws {
    let folder = try TemporaryFolder()
    let (files, path) = (SystemTSMFiles(), try folder.write("12345678", to: "attribute"))
    #expect(try files.read(path, limit: 8).count == 8)
    #expect(throws: SystemFault(EFBIG)) { try files.read(path, limit: 7) }
    #expect(throws: SystemFault(ENOENT)) { try files.write([1], to: folder.file("no-attribute")) }
    #expect(throws: SystemFault(ENOSPC)) { try files.write([1], to: "/dev/full") }
    try files.makeEntry(folder.file("entry"))
    #expect(throws: SystemFault(EEXIST)) { try files.makeEntry(folder.file("entry")) }
    try files.removeEntry(folder.file("entry"))
    #expect(throws: SystemFault(ENOENT)) { try files.removeEntry(folder.file("entry")) }
  }
}
