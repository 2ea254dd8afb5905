import Attestation
import Attesters
import Foundation
import Synchronization
import Testing

@Suite("Documents by /dev/nsm")
struct NSMAttesterTests {
  /// Answers as a played device does; remembers what it was asked.
  private final class PlayedDevice: Sendable {
    let asked = Mutex<(command: UInt, request: [UInt8], room: UInt64)>((0, [], 0))
    private let answer: [UInt8]
    private let fault: Int32
    private let said: UInt64?

    /// - Parameter said: the length the device says it wrote; the answer's by default.
    init(_ answer: [UInt8], fault: Int32 = 0, said: UInt64? = nil) {
      self.answer = answer
      self.fault = fault
      self.said = said
    }

    /// Opened is a device that is always there.
    var device: NSMDevice {
      NSMDevice(path: "/dev/null") { _, command, message in
        let (request, room) = (message.pointee.requestAddress, message.pointee.responseAddress)
        guard let request = UnsafeRawPointer(bitPattern: UInt(request)),
          let response = UnsafeMutableRawPointer(bitPattern: UInt(room))
        else { return EFAULT }
        let octets = Array(UnsafeRawBufferPointer(start: request, count: Int(message.pointee.requestCount)))
        let capacity = message.pointee.responseCount
        self.asked.withLock { $0 = (command, octets, capacity) }
        let written = self.answer.prefix(Int(capacity))
        response.copyMemory(from: Array(written), byteCount: written.count)
        message.pointee.responseCount = self.said ?? UInt64(written.count)
        return self.fault
      }
    }
  }

  /// {"Attestation": {"document": octets}}
  private static func answer(_ document: [UInt8]) -> [UInt8] {
    [0xA1, 0x6B] + Array("Attestation".utf8) + [0xA1, 0x68] + Array("document".utf8)
      + [0x59, UInt8(document.count >> 8), UInt8(document.count & 0xFF)] + document
  }

  private static func refusal(_ played: PlayedDevice, binding: [UInt8] = [1]) async -> AttesterError? {
    do {
      _ = try await NSMAttester(device: played.device).evidence(binding: binding, nonce: [])
      return nil
    } catch {
      return error
    }
  }

  @Test("the request has the driver's command and the interface's CBOR, and the document comes out as it is")
  func document() async throws {
    let document = [UInt8](repeating: 0xD0, count: 4_500)
    let played = PlayedDevice(Self.answer(document))
    let evidence = try await NSMAttester(device: played.device).evidence(binding: [0xAA, 0xBB], nonce: [0xCC])
    #expect(evidence.format == .nitro)
    #expect(evidence.octets == document)
    let asked = played.asked.withLock(\.self)
    #expect(asked.command == 0xC020_0A00)
    #expect(asked.room == 0x3000)
    let expected =
      [0xA1, 0x6B] + Array("Attestation".utf8) + [0xA3, 0x69] + Array("user_data".utf8) + [0x42, 0xAA, 0xBB, 0x65]
      + Array("nonce".utf8) + [0x41, 0xCC, 0x6A] + Array("public_key".utf8) + [0xF6]
    #expect(asked.request == expected)
  }

  @Test("without binding and nonce both are null")
  func nothing() async throws {
    let played = PlayedDevice(Self.answer([1]))
    _ = try await NSMAttester(device: played.device).evidence(binding: [], nonce: [])
    #expect(played.asked.withLock(\.request).count { $0 == 0xF6 } == 3)
  }

  @Test("the module's error is told by its name")
  func moduleError() async throws {
    let error = await Self.refusal(
      PlayedDevice([0xA1, 0x65] + Array("Error".utf8) + [0x6D] + Array("InputTooLarge".utf8)))
    #expect(error?.kind == .refused)
    #expect(error?.message.contains("InputTooLarge") == true)
  }

  @Test("an ioctl that fails, and a length beyond the room, are errors")
  func ioctlFails() async throws {
    #expect(await Self.refusal(PlayedDevice([], fault: ETIMEDOUT))?.kind == .refused)
    #expect(await Self.refusal(PlayedDevice([], said: 0x3001))?.kind == .tooLarge)
    #expect(await Self.refusal(PlayedDevice([], said: .max))?.kind == .tooLarge)
  }

  @Test("every other answer is malformed, and so is every answer that is cut short or goes on")
  func malformed() async throws {
    let good = Self.answer([1, 2, 3])
    var answers = (0..<good.count).map { Array(good.prefix($0)) }
    answers += [good + [0], Self.answer([]), [0xA1, 0x69] + Array("GetRandom".utf8) + [0xF6], [0xBF, 0xFF], [0xF6]]
    for answer in answers {
      #expect(await Self.refusal(PlayedDevice(answer))?.kind == .malformedAnswer, "\(answer)")
    }
  }

  @Test("where there is no device, the error says so; fields beyond 512 octets are not asked for")
  func notThere() async throws {
    let attester = NSMAttester(device: NSMDevice(path: "/dev/warifu-no-nsm"))
    let error = await #expect(throws: AttesterError.self) { try await attester.evidence(binding: [1], nonce: []) }
    #expect(error?.kind == .unavailable)
    let long = [UInt8](repeating: 1, count: 513)
    #expect(await Self.refusal(PlayedDevice(Self.answer([1])), binding: long)?.kind == .badRequest)
  }
}
