import Foundation
import Synchronization

/// An etcd cluster of its own on 127.0.0.1, in a temporary folder. What it holds is not safe from a crash of the machine: it
/// does not wait for the disk.
package final class EtcdCluster: Sendable {
  /// One member, whether it runs or not.
  package struct Member: Sendable {
    package let name: String
    package let clientPort: UInt16
    let peerPort: UInt16
    let statePort: UInt16
  }

  package let members: [Member]
  /// With TLS: what clients must trust, and the certificate and key that they must show.
  package let tls: EtcdClusterTLS?
  private let folder: TemporaryFolder
  private let processes: Mutex<[Int: ChildProcess]>

  package static var isInstalled: Bool { Program.areInstalled("etcd") }
  package static let missing = "etcd is not installed (apt install etcd-server)"

  /// `https://127.0.0.1:2379` and so on, as clients name the members.
  package var endpoints: [String] {
    self.members.map { "\(self.tls == nil ? "http" : "https")://127.0.0.1:\($0.clientPort)" }
  }

  /// Starts all members and waits until each of them reads and writes.
  ///
  /// - Parameter withTLS: clients must use TLS and show a certificate.
  package static func start(
    members count: Int = 3, withTLS: Bool = false, removedOnInterrupt: Bool = false, in parent: TemporaryFolder? = nil
  ) async throws -> EtcdCluster {
    let folder =
      if let parent {
        try TemporaryFolder(in: parent, "etcd")
      } else {
        try TemporaryFolder(removedOnInterrupt: removedOnInterrupt)
      }
    var members: [Member] = []
    for number in 0..<count {
      members.append(
        Member(
          name: "member\(number)", clientPort: try FreePort.find(), peerPort: try FreePort.find(),
          statePort: try FreePort.find()))
    }
    let cluster = EtcdCluster(members, tls: withTLS ? try EtcdClusterTLS(in: folder) : nil, folder: folder)
    for number in members.indices { try cluster.launch(number) }
    for number in members.indices { try await cluster.waitUntilReady(number) }
    return cluster
  }

  private init(_ members: [Member], tls: EtcdClusterTLS?, folder: TemporaryFolder) {
    self.members = members
    self.tls = tls
    self.folder = folder
    self.processes = Mutex([:])
  }

  /// kill -9.
  package func kill(_ number: Int) async {
    guard let process = self.processes.withLock({ $0.removeValue(forKey: number) }) else { return }
    process.signal(SIGKILL)
    _ = await process.exitStatus()
  }

  /// SIGSTOP: it keeps its connections and answers nothing.
  package func pause(_ number: Int) { self.process(number)?.signal(SIGSTOP) }

  package func resume(_ number: Int) { self.process(number)?.signal(SIGCONT) }

  /// Starts a killed member again, with what it had on its disk, and waits until it reads and writes.
  package func restart(_ number: Int) async throws {
    try self.launch(number)
    try await self.waitUntilReady(number)
  }

  package func stop() async {
    for number in self.members.indices { await self.kill(number) }
    self.folder.close()
  }

  private func process(_ number: Int) -> ChildProcess? { self.processes.withLock { $0[number] } }

  private func launch(_ number: Int) throws {
    let member = self.members[number]
    let peer = "http://127.0.0.1:\(member.peerPort)"
    let cluster = self.members.map { "\($0.name)=http://127.0.0.1:\($0.peerPort)" }.joined(separator: ",")
    let process = try ChildProcess(
      "etcd",
      [
        "--name", member.name, "--data-dir", self.folder.file(member.name), "--unsafe-no-fsync",
        "--listen-client-urls", self.endpoints[number], "--advertise-client-urls", self.endpoints[number],
        "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", cluster,
        "--initial-cluster-token", self.folder.path, "--listen-metrics-urls", "http://127.0.0.1:\(member.statePort)",
        "--heartbeat-interval", "50", "--election-timeout", "300", "--logger", "zap", "--log-level", "warn",
      ] + (self.tls?.arguments ?? []), outputPath: self.folder.file("\(member.name).log"))
    self.processes.withLock { $0[number] = process }
  }

  private func waitUntilReady(_ number: Int) async throws {
    let port = self.members[number].statePort
    try await self.process(number)?.waitUntilReady(deadline: .seconds(30)) {
      await HTTPProbe.answers("/health", containing: "\"true\"", port: port)
    }
  }
}
