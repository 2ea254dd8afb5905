import Attesters
import Foundation
import Loopback
import Synchronization
import Testing

/// The kernel's side of configfs-tsm, played on a plain folder: it fills an entry that is made, and answers what is written
/// to `inblob` by a new generation and a report.
final class PlayedTSM: TSMFiles {
  struct Behaviour: Sendable {
    var provider = "sev_guest"
    /// By how much a written request raises the generation: nobody else writes with 1.
    var step = 1
    /// The report for a request.
    var report: @Sendable ([UInt8]) -> [UInt8] = { asked in
      [UInt8](repeating: 7, count: 0x50) + asked + [UInt8](repeating: 9, count: 0x4A0 - 0x50 - 64)
    }
    var table: [UInt8]? = Array("certificates".utf8)
    /// Errors of the kernel, by the attribute's name; "" is the entry itself.
    var faults: [String: Int32] = [:]
    /// What `generation` says in place of a number.
    var generation: String?
  }

  let folder: TemporaryFolder
  private let behaviour: Behaviour
  private let files = SystemTSMFiles()
  private let written = Mutex<[String]>([])

  init(_ behaviour: Behaviour = Behaviour()) throws {
    self.folder = try TemporaryFolder()
    self.behaviour = behaviour
  }

  /// The attributes that were written, in order.
  var writes: [String] { self.written.withLock(\.self) }
  /// The entries that are there now.
  var entries: [String] { (try? FileManager.default.contentsOfDirectory(atPath: self.folder.path)) ?? [] }

  func makeEntry(_ path: String) throws(SystemFault) {
    try self.fail("")
    try self.files.makeEntry(path)
    self.fill("\(path)/provider", Array("\(self.behaviour.provider)\n".utf8))
    self.fill("\(path)/generation", Array("\(self.behaviour.generation ?? "41")\n".utf8))
    self.fill("\(path)/privlevel_floor", Array("1\n".utf8))
    self.fill("\(path)/privlevel", [])
    self.fill("\(path)/inblob", [])
    self.fill("\(path)/outblob", [])
    if let table = self.behaviour.table { self.fill("\(path)/auxblob", table) }
  }

  func removeEntry(_ path: String) throws(SystemFault) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] { unlink("\(path)/\(name)") }
    try self.files.removeEntry(path)
  }

  func read(_ path: String, limit: Int) throws(SystemFault) -> [UInt8] {
    try self.fail(Self.name(path))
    return try self.files.read(path, limit: limit)
  }

  func write(_ octets: [UInt8], to path: String) throws(SystemFault) {
    let name = Self.name(path)
    try self.fail(name)
    try self.files.write(octets, to: path)
    self.written.withLock { $0.append(name) }
    let entry = String(path.dropLast(name.count))
    let generation = try Int(Self.text(self.files.read("\(entry)generation", limit: 64))) ?? 0
    if name == "inblob" { self.fill("\(entry)outblob", self.behaviour.report(octets)) }
    self.fill("\(entry)generation", Array("\(generation + (name == "inblob" ? self.behaviour.step : 1))\n".utf8))
  }

  private func fail(_ name: String) throws(SystemFault) {
    if let code = self.behaviour.faults[name] { throw SystemFault(code) }
  }

  private func fill(_ path: String, _ octets: [UInt8]) {
    #expect(FileManager.default.createFile(atPath: path, contents: Data(octets)))
  }

  private static func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
  private static func text(_ octets: [UInt8]) -> String {
    String(decoding: octets, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
