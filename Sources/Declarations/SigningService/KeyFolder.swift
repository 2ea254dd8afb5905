import Declarations
import Foundation
import Secrets
import Settings
import Synchronization
import TLSKeys

/// The private keys in the signing agent's folder, and the certificates beside them. A file is read again when it has
/// changed, so a renewed key needs no restart; a key that others may read is not used, and is named.
final class KeyFolder: Sendable {
  struct Held: Sendable {
    let key: PrivateKey
    /// The file and what in signer.yaml names it.
    let file: String
    let place: SettingsPlace
    /// Of the certificate that lasts longest, when there is one of this key.
    var certificateExpires: Int64?

    var known: SignerKey { SignerKey(key: self.key.publicKey, certificateExpires: self.certificateExpires) }
  }

  /// What a file holds: a key, when it is the first block of that kind and may be used, and any certificates.
  private struct Reading {
    var key: PrivateKey?
    var certificates: [LeafCertificate] = []
    var problem: String?
  }

  static let maximumFiles = 64

  private let readings = Mutex<[String: (stamp: FileStamp, reading: Reading)]>([:])

  /// The usable keys of a host, and what is wrong with the other files. A key's certificate is looked for in all of them:
  /// certbot, for one, keeps the two apart.
  func keys(of host: SignerHost) -> (keys: [Held], problems: [KeyFileProblem]) {
    var keys: [Held] = []
    var ends: [KeyDigest: Int64] = [:]
    var problems: [KeyFileProblem] = []
    for keyPath in host.keyPaths {
      func note(_ problem: String) {
        problems.append(KeyFileProblem(description: problem, place: keyPath.place))
      }
      switch Self.files(keyPath.path) {
      case .success(let files):
        for (file, named) in files {
          let reading = self.reading(file)
          for certificate in reading.certificates {
            ends[certificate.digest] = max(ends[certificate.digest] ?? .min, certificate.notAfter)
          }
          if let problem = reading.problem {
            note(problem)
          } else if let key = reading.key {
            if !keys.contains(where: { $0.key.publicKey == key.publicKey }) {
              keys.append(Held(key: key, file: file, place: keyPath.place))
            }
          } else if named, reading.certificates.isEmpty {
            note("\(file): holds no private key")
          }
        }
      case .failure(let problem): note(problem.description)
      }
    }
    for index in keys.indices { keys[index].certificateExpires = ends[keys[index].key.publicKey.digest] }
    return (keys, problems)
  }

  /// What is wrong with the files of these hosts; a host without a usable key is named too, and a key whose certificate
  /// has ended at `now` (Unix seconds).
  func problems(of hosts: some Sequence<SignerHost>, now: Int64) -> [KeyFileProblem] {
    hosts.sorted { $0.name < $1.name }.flatMap { host in
      let (keys, problems) = self.keys(of: host)
      let none = KeyFileProblem(description: "\(host.name): has no usable private key", place: host.place)
      let over = keys.compactMap { held -> KeyFileProblem? in
        guard let end = held.certificateExpires, end < now else { return nil }
        return KeyFileProblem(
          description:
            "\(held.file): the certificate of this key expired on \(TimeText.utc(end)), so nothing is signed with it",
          place: held.place)
      }
      return problems + over + (keys.isEmpty ? [none] : [])
    }
  }

  private func reading(_ path: String) -> Reading {
    guard let stamp = FileStamp(of: path) else {
      self.readings.withLock { $0[path] = nil }
      return Reading(problem: "\(path): cannot be found")
    }
    if let known = self.readings.withLock({ $0[path] }), known.stamp == stamp { return known.reading }
    let reading = Self.read(path)
    self.readings.withLock { $0[path] = (stamp, reading) }
    return reading
  }

  private static func read(_ path: String) -> Reading {
    var reading = Reading()
    do {
      let (text, exposure) = try SecretFile.examineText(path)
      let pem = try PEMText(text)
      reading.certificates = pem.blocks.filter { $0.label == "CERTIFICATE" }
        .compactMap { try? LeafCertificate(der: $0.octets) }
      guard pem.holdsPrivateKey else { return reading }
      if let exposure { throw exposure }
      reading.key = try PrivateKey(pem: text)
    } catch let error as SecretFileError {
      reading.problem = error.description
    } catch {
      reading.problem = "\(path): \(error)"
    }
    return reading
  }

  /// The file itself, or the files of a folder; `named` tells whether the configuration named it.
  private static func files(_ path: String) -> Result<[(path: String, named: Bool)], FolderProblem> {
    guard path.hasSuffix("/") else { return .success([(path, true)]) }
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return .failure(FolderProblem(description: "\(path): the folder cannot be read"))
    }
    let wanted = entries.filter { $0.hasSuffix(".pem") || $0.hasSuffix(".key") }.sorted()
    guard wanted.count <= self.maximumFiles else {
      return .failure(FolderProblem(description: "\(path): holds more than \(self.maximumFiles) files"))
    }
    return .success(wanted.map { (path + $0, false) })
  }

  private struct FolderProblem: Error {
    let description: String
  }
}
