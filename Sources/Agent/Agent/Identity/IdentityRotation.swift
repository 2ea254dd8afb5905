import Foundation
package import PartnerLink
import Secrets
package import TLSKeys

/// How an agent's identity gives way to the next one, in the folder that holds it.
///
/// The next one is made in `next/`, and is known to partners before anybody sees it. When it is taken, `agent.pem` and
/// `agent.key` become links through one link, `current`, to the folder of an identity; that one link is then replaced, so
/// that certificate and key change at the same moment, and an agent that starts meanwhile finds the one pair or the other.
/// The old identity stays, as `previous/`.
package struct IdentityRotation: Sendable {
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  private static let files = [AgentIdentity.keyFile, AgentIdentity.certificateFile]

  private var nextFolder: String { "\(self.folder)/next" }
  private var previousFolder: String { "\(self.folder)/previous" }
  private var current: String { "\(self.folder)/current" }

  /// Makes the next identity. One that was made before stays, and is an error.
  ///
  /// - Parameter now: Unix seconds, here and below.
  package func begin(name: String, days: Int, now: Int64) throws(AgentIdentityError) -> AgentIdentity {
    try AgentIdentity.create(in: self.nextFolder, name: name, days: days, now: now)
  }

  /// The next identity; nil when there is none.
  package func next(now: Int64) throws(AgentIdentityError) -> AgentIdentity? {
    guard FileManager.default.fileExists(atPath: "\(self.nextFolder)/\(AgentIdentity.certificateFile)") else {
      return nil
    }
    return try AgentIdentity.load(from: self.nextFolder, now: now)
  }

  /// The pin of the identity before; nil when there was none. Its certificate may have ended.
  package var previousPin: KeyDigest? {
    let pem = try? String(contentsOfFile: "\(self.previousFolder)/\(AgentIdentity.certificateFile)", encoding: .utf8)
    return pem.flatMap { try? LeafCertificate(pem: $0).digest }
  }

  /// Takes the next identity for the current one. Cut short at any moment, it can be repeated.
  ///
  /// - Returns: the identity that is the current one from now on.
  package func finish(now: Int64) throws(AgentIdentityError) -> AgentIdentity {
    guard let next = try self.next(now: now) else {
      throw .unreadable(path: self.nextFolder, reason: "there is no next identity")
    }
    let old = try self.settled()
    let new = Self.name(of: next.pin)
    if old != new {
      try self.link(from: self.nextFolder, to: "\(self.folder)/\(new)")
      try self.point(self.previousFolder, to: old)
      try self.point(self.current, to: new)
    }
    for file in Self.files { unlink("\(self.nextFolder)/\(file)") }
    rmdir(self.nextFolder)
    self.clearAway()
    return next
  }

  /// Where the identity stands once the files are links: the name of its folder.
  private func settled() throws(AgentIdentityError) -> String {
    if let name = try? FileManager.default.destinationOfSymbolicLink(atPath: self.current) {
      try self.pointFiles()
      return name
    }
    let certificate = "\(self.folder)/\(AgentIdentity.certificateFile)"
    let pem = try? String(contentsOfFile: certificate, encoding: .utf8)
    guard let pem, let leaf = try? LeafCertificate(pem: pem) else {
      throw .unreadable(path: certificate, reason: "is not there, or is no certificate")
    }
    let name = Self.name(of: leaf.digest)
    try self.link(from: self.folder, to: "\(self.folder)/\(name)")
    try self.point(self.current, to: name)
    try self.pointFiles()
    return name
  }

  private func pointFiles() throws(AgentIdentityError) {
    for file in Self.files { try self.point("\(self.folder)/\(file)", to: "current/\(file)") }
  }

  /// The same two files in another folder, which is made.
  private func link(from: String, to: String) throws(AgentIdentityError) {
    guard mkdir(to, 0o700) == 0 || errno == EEXIST else { throw Self.failure(to) }
    for file in Self.files {
      guard Glibc.link("\(from)/\(file)", "\(to)/\(file)") == 0 || errno == EEXIST else {
        throw Self.failure("\(to)/\(file)")
      }
    }
  }

  /// Makes a link, or has it lead elsewhere, in one step.
  private func point(_ path: String, to target: String) throws(AgentIdentityError) {
    let new = "\(path).new"
    unlink(new)
    guard symlink(target, new) == 0, rename(new, path) == 0 else { throw Self.failure(path) }
    FileCopy.synchronize(folder: self.folder)
  }

  /// Identities before the previous one: nobody shall have their keys any more.
  private func clearAway() {
    let kept = [self.current, self.previousFolder].map { link in
      try? FileManager.default.destinationOfSymbolicLink(atPath: link)
    }
    let all = (try? FileManager.default.contentsOfDirectory(atPath: self.folder)) ?? []
    for name in all where name.hasPrefix(Self.prefix) && !kept.contains(name) {
      try? FileManager.default.removeItem(atPath: "\(self.folder)/\(name)")
    }
  }

  private static let prefix = "identity-"

  private static func name(of pin: KeyDigest) -> String { self.prefix + pin.base64URL }

  private static func failure(_ path: String) -> AgentIdentityError {
    .unreadable(path: path, reason: "cannot be made: \(systemReason())")
  }
}
