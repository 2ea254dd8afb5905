import Declarations
import Foundation
import HopVerifier
package import Settings
import Synchronization

/// What `warifu-browser-host` does: reads messages from standard input, answers on standard output, ends with the input.
///
/// A native manifest passes no arguments of ours, so everything stands in the user's folders.
package enum BrowserHostProgram {
  /// How often what was learnt is written down.
  private static let saving: Duration = .seconds(1)

  package static func run(folders: UserFolders = .current) async -> Int32 {
    let host: BrowserHost
    let policies: SavedPolicies?
    do {
      (host, policies) = try self.open(folders)
    } catch {
      self.complain("\(error)")
      return 2
    }
    let output = FrameWriter(FileHandle.standardOutput)
    await withDiscardingTaskGroup { group in
      group.addTask {
        while (try? await Task.sleep(for: self.saving)) != nil { self.save(policies) }
      }
      await self.serve(host, output)
      group.cancelAll()
    }
    self.save(policies)
    return 0
  }

  private static func open(_ folders: UserFolders) throws -> (BrowserHost, SavedPolicies?) {
    let file = folders.configuration + "/browser.yaml"
    let settings =
      FileManager.default.fileExists(atPath: file) ? try BrowserSettings.load(file) : BrowserSettings()
    let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }
    do {
      let folder = folders.state + "/browser"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let policies = SavedPolicies(try FilePolicyMemory(path: folder + "/policies.json"))
      return (try BrowserHost(settings: settings, memory: policies, now: now), policies)
    } catch let error as PolicyMemoryError {
      // A file that cannot be read is left as it is; until it is looked at, what is learnt lasts as long as the browser.
      self.complain("\(error)")
      let memory = PolicyOverlay(over: NoPolicyMemory())
      return (try BrowserHost(settings: settings, memory: memory, notes: ["\(error)"], now: now), nil)
    }
  }

  private static func serve(_ host: BrowserHost, _ output: FrameWriter) async {
    await withDiscardingTaskGroup { group in
      var frames = FrameBuffer()
      for await octets in InputReader.octets(FileHandle.standardInput) {
        frames.append(octets)
        while let frame = frames.next() {
          switch frame {
          case .message(let message): group.addTask { output.write(await host.answer(message)) }
          case .tooLong(let length): output.write(BrowserHost.refusal(tooLong: length))
          }
        }
      }
      group.cancelAll()
    }
  }

  private static func save(_ policies: SavedPolicies?) {
    do throws(PolicyMemoryError) {
      try policies?.save(now: Int64(Date().timeIntervalSince1970))
    } catch {
      self.complain("\(error)")
    }
  }

  /// The browser shows it in its console.
  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("warifu-browser-host: \(text)\n".utf8))
  }
}

/// Reads a file handle on a thread of its own, with no more in memory than was asked for.
private enum InputReader {
  private static let piece = 65_536

  static func octets(_ input: FileHandle) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .unbounded)
    let descriptor = input.fileDescriptor
    Thread.detachNewThread {
      var octets = [UInt8](repeating: 0, count: self.piece)
      while true {
        let count = octets.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        continuation.yield(Array(octets[..<count]))
      }
      continuation.finish()
    }
    return stream
  }
}

/// Writes whole messages, one after the other.
private final class FrameWriter: Sendable {
  private let descriptor: Int32
  private let turn = Mutex(())

  init(_ output: FileHandle) {
    self.descriptor = output.fileDescriptor
  }

  func write(_ message: [UInt8]) {
    let frame = FrameBuffer.frame(message)
    self.turn.withLock { _ in
      var rest = frame[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.write(self.descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        // The browser has gone; its end of the input will say so.
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }
}
