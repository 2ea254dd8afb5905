import Foundation
import Synchronization

/// A knotd of its own on the loopback interface, with a whole tree of zones below a private root: an unprivileged process
/// in a temporary folder, ready in about a second.
package final class KnotServer: Sendable {
  package let address: String
  package let port: UInt16
  /// The DS record of the private root in presentation format, or that of the topmost zone where there is no root.
  package let trustAnchorDS: String
  /// The process that runs now, or ran last.
  package var process: ChildProcess { self.running.withLock { $0 } }
  let folder: TemporaryFolder
  private let zones: [KnotZone]
  private let running: Mutex<ChildProcess>

  package static var isInstalled: Bool { Program.areInstalled("knotd", "knotc", "keymgr", "kzonesign") }

  /// `127.0.0.1@5300`, as libunbound and Unbound write it.
  package var forwarder: String { "\(address)@\(port)" }

  /// What knotd wrote.
  package var logPath: String { process.outputPath }

  /// Makes keys, writes and signs the zones, starts knotd and waits until it answers for every zone.
  ///
  /// - Parameters:
  ///   - zones: the zones; delegations between them are written by themselves.
  ///   - addsParents: also makes a signed root and signed parents of zones that have none here.
  ///   - port: a free one by default. 53 needs the right to bind it; it is what recursion asks.
  ///   - parent: the folder to make its own in, named `knot`; a temporary one of its own by default.
  package static func start(
    _ zones: [KnotZone], addsParents: Bool = true, address: String = "127.0.0.1", port: UInt16? = nil,
    removedOnInterrupt: Bool = false, in parent: TemporaryFolder? = nil
  ) async throws -> KnotServer {
    let folder =
      if let parent {
        try TemporaryFolder(in: parent, "knot")
      } else {
        try TemporaryFolder(removedOnInterrupt: removedOnInterrupt)
      }
    for name in ["run", "db", "zones"] { try folder.makeFolder(name) }
    let all = addsParents ? withParents(zones) : zones
    let chosen = try port ?? FreePort.find(address: address)
    let configuration = KnotConfiguration(folder: folder.path, address: address, port: chosen, zones: all)
    try folder.write(configuration.forServing, to: "knot.conf", mode: 0o600)
    try folder.write(configuration.forSigning, to: "signing.conf", mode: 0o600)
    let preparation = KnotPreparation(folder: folder, address: address, zones: all)
    let anchors = try await preparation.run()
    let process = try ChildProcess("knotd", ["-c", folder.file("knot.conf")], outputPath: folder.file("knotd.log"))
    let server = KnotServer(
      address: address, port: chosen, anchors: anchors, process: process, folder: folder, zones: all)
    try await process.waitUntilReady { await server.answersForAllZones() }
    return server
  }

  private init(
    address: String, port: UInt16, anchors: [String: String], process: ChildProcess, folder: TemporaryFolder,
    zones: [KnotZone]
  ) {
    self.address = address
    self.port = port
    self.running = Mutex(process)
    self.folder = folder
    self.zones = zones
    trustAnchorDS = zones.min { $0.name.count < $1.name.count }.flatMap { anchors[$0.name] } ?? ""
  }

  /// Changes records of a running zone in one transaction; where knotd signs the zone it signs the change.
  /// - Parameters:
  ///   - removed: `owner [type [rdata]]` as `knotc zone-unset` takes them.
  ///   - added: `owner ttl type rdata`, likewise.
  package func edit(_ zone: String, removing removed: [String] = [], adding added: [String] = []) async throws {
    try await control("zone-begin", zone)
    do {
      for line in removed { try await control("zone-unset", zone, line) }
      for line in added { try await control("zone-set", zone, line) }
      try await control("zone-commit", zone)
    } catch {
      _ = try? await control("zone-abort", zone)
      throw error
    }
  }

  /// Replaces text in the file of a zone that knotd does not sign itself, and loads it anew.
  package func replace(_ text: String, by replacement: String, inZone name: String) async throws {
    guard let zone = zones.first(where: { $0.name == name }) else {
      throw FolderError(path: name, reason: "this server has no such zone")
    }
    let old = try folder.read("zones/\(zone.fileName)")
    try folder.write(old.replacingOccurrences(of: text, with: replacement), to: "zones/\(zone.fileName)")
    try await control("zone-reload", name)
  }

  /// All records of a zone as they are now, in zone-file syntax with absolute names.
  package func contents(of zone: String) async throws -> [String] {
    try await control("zone-read", zone).split(separator: "\n").compactMap { line in
      line.hasPrefix("[\(zone)] ") ? String(line.dropFirst(zone.count + 3)) : nil
    }
  }

  /// Runs `knotc` with these words and waits until knotd did what they say.
  @discardableResult
  package func control(_ words: String...) async throws -> String {
    let split = words.prefix(2) + words.dropFirst(2).flatMap(KnotServer.words)
    return try await Command.succeed("knotc", ["-b", "-s", folder.file("run/knot.sock")] + split)
  }

  /// kill -9: what it has not written by then is lost.
  package func kill() async {
    let process = self.process
    process.signal(SIGKILL)
    _ = await process.exitStatus()
  }

  /// Starts it again after ``kill()``, with its journal and its keys, and waits until it answers for every zone.
  package func startAgain() async throws {
    let process = try ChildProcess("knotd", ["-c", folder.file("knot.conf")], outputPath: folder.file("knotd.log"))
    self.running.withLock { $0 = process }
    try await process.waitUntilReady { await self.answersForAllZones() }
  }

  package func stop() async {
    await process.stop()
    folder.close()
  }

  /// A record's first words and its data: quoted text stays one word with its quotes.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line {
      if character == "\"" { isQuoted.toggle() }
      if character == " ", !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func withParents(_ zones: [KnotZone]) -> [KnotZone] {
    var names = Set(zones.map(\.name))
    var all = zones
    for zone in zones where zone.name != "." {
      var labels = zone.name.split(separator: ".")
      while !labels.isEmpty {
        labels.removeFirst()
        let parent = labels.joined(separator: ".") + "."
        // A parent zone is made for the top level only: between it and a zone there may be plain labels.
        if labels.count <= 1, names.insert(parent).inserted { all.append(KnotZone(parent)) }
      }
    }
    return all
  }

  private func answersForAllZones() async -> Bool {
    for zone in zones {
      let type: DNSProbe.RecordType = zone.hasKeys ? .dnskey : .soa
      guard await DNSProbe.answers(zone.name, type, address: address, port: port) else { return false }
    }
    return true
  }
}
