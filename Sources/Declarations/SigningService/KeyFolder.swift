import Declarations
import Foundation
import Secrets
import Synchronization
import TLSKeys

/// The private keys in the signing agent's folder. A file is read again when it has changed, so a renewed key needs no
/// restart; one that others may read is not used, and is named.
final class KeyFolder: Sendable {
  struct Held: Sendable {
    let key: PrivateKey
    let certificateExpires: Int64?

    var known: SignerKey { SignerKey(key: self.key.publicKey, certificateExpires: self.certificateExpires) }
  }

  private struct Stamp: Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
    let mode: UInt32
    let owner: UInt32
  }

  private enum Reading {
    case key(Held)
    case nothing
    case problem(KeyFileProblem)
  }

  static let maximumFiles = 64

  private let readings = Mutex<[String: (stamp: Stamp, reading: Reading)]>([:])

  /// The usable keys of a host, and what is wrong with the other files.
  func keys(of host: SignerHost) -> (keys: [Held], problems: [KeyFileProblem]) {
    var keys: [Held] = []
    var problems: [KeyFileProblem] = []
    for path in host.keyPaths {
      switch Self.files(path) {
      case .success(let files):
        for (file, named) in files {
          switch self.reading(file) {
          case .key(let held):
            if !keys.contains(where: { $0.key.publicKey == held.key.publicKey }) { keys.append(held) }
          case .nothing where named:
            problems.append(KeyFileProblem(description: "\(file): holds no private key"))
          case .nothing: break
          case .problem(let problem): problems.append(problem)
          }
        }
      case .failure(let problem): problems.append(problem)
      }
    }
    return (keys, problems)
  }

  /// What is wrong with the files of these hosts; a host without a usable key is named too.
  func problems(of hosts: some Sequence<SignerHost>) -> [KeyFileProblem] {
    hosts.sorted { $0.name < $1.name }.flatMap { host in
      let (keys, problems) = self.keys(of: host)
      let none = KeyFileProblem(description: "\(host.name): has no usable private key")
      return keys.isEmpty ? problems + [none] : problems
    }
  }

  private func reading(_ path: String) -> Reading {
    guard let stamp = Self.stamp(path) else {
      self.readings.withLock { $0[path] = nil }
      return .problem(KeyFileProblem(description: "\(path): cannot be found"))
    }
    if let known = self.readings.withLock({ $0[path] }), known.stamp == stamp { return known.reading }
    let reading = Self.read(path)
    self.readings.withLock { $0[path] = (stamp, reading) }
    return reading
  }

  private static func read(_ path: String) -> Reading {
    do {
      let text = try SecretFile.readText(path)
      let pem = try PEMText(text)
      guard pem.holdsPrivateKey else { return .nothing }
      let key = try PrivateKey(pem: text)
      let leaf = try? LeafCertificate(pem: text)
      return .key(
        Held(key: key, certificateExpires: leaf?.digest == key.publicKey.digest ? leaf?.notAfter : nil))
    } catch let error as SecretFileError {
      return .problem(KeyFileProblem(description: error.description))
    } catch {
      return .problem(KeyFileProblem(description: "\(path): \(error)"))
    }
  }

  /// The file itself, or the files of a folder; `named` tells whether the configuration named it.
  private static func files(_ path: String) -> Result<[(path: String, named: Bool)], KeyFileProblem> {
    guard path.hasSuffix("/") else { return .success([(path, true)]) }
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return .failure(KeyFileProblem(description: "\(path): the folder cannot be read"))
    }
    let wanted = entries.filter { $0.hasSuffix(".pem") || $0.hasSuffix(".key") }.sorted()
    guard wanted.count <= self.maximumFiles else {
      return .failure(KeyFileProblem(description: "\(path): holds more than \(self.maximumFiles) files"))
    }
    return .success(wanted.map { (path + $0, false) })
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, mode: UInt32(status.st_mode),
      owner: UInt32(status.st_uid))
  }
}
