import Foundation

/// Files that hold private keys or shared secrets: read only when nobody but their owner can use them.
package enum SecretFile {
  /// Larger than any PEM key, certificate chain or TSIG secret.
  package static let defaultLimit = 64 * 1024

  /// The whole content of a regular file that belongs to this process's user or to root and that neither group nor
  /// others may read, write or execute. Symbolic links are followed (certbot's `live/` consists of them); what is
  /// checked is the open file itself, so it cannot be exchanged in between.
  package static func read(_ path: String, limit: Int = defaultLimit) throws(SecretFileError) -> [UInt8] {
    let (content, exposure) = try self.examine(path, limit: limit)
    if let exposure { throw exposure }
    return content
  }

  /// The content of a file of which only the content tells whether it is a secret, and what then forbids its use.
  package static func examineText(
    _ path: String, limit: Int = defaultLimit
  ) throws(SecretFileError) -> (text: String, exposure: SecretFileError?) {
    let (content, exposure) = try self.examine(path, limit: limit)
    return (try self.text(content, path), exposure)
  }

  private static func examine(
    _ path: String, limit: Int
  ) throws(SecretFileError) -> (content: [UInt8], exposure: SecretFileError?) {
    // O_NONBLOCK so that a FIFO cannot make us wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw SecretFileError(path: path, kind: .unreadable(reason: systemReason()))
    }
    defer { close(descriptor) }
    let exposure = try self.exposure(descriptor, path: path)

    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw SecretFileError(path: path, kind: .unreadable(reason: systemReason()))
      }
      if count == 0 { return (content, exposure) }
      content.append(contentsOf: buffer[..<count])
      guard content.count <= limit else {
        throw SecretFileError(path: path, kind: .tooLarge(limit: limit))
      }
    }
  }

  /// The content as text; octets that are not UTF-8 are refused.
  package static func readText(_ path: String, limit: Int = defaultLimit) throws(SecretFileError) -> String {
    try self.text(try self.read(path, limit: limit), path)
  }

  private static func text(_ content: [UInt8], _ path: String) throws(SecretFileError) -> String {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw SecretFileError(path: path, kind: .unreadable(reason: "it is not text"))
    }
    return text
  }

  /// Creates the file with mode 0600 and writes it to the disk; never replaces one that exists.
  package static func create(_ path: String, content: [UInt8], mode: UInt32 = 0o600) throws(SecretFileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode_t(mode))
    guard descriptor >= 0 else {
      throw SecretFileError(path: path, kind: errno == EEXIST ? .exists : .unwritable(reason: systemReason()))
    }
    defer { close(descriptor) }
    // The process's umask may have taken bits away that the caller wants; it never adds any.
    var written = fchmod(descriptor, mode_t(mode)) == 0
    var rest = content[...]
    while written && !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      written = count > 0
      if written { rest = rest.dropFirst(count) }
    }
    guard written, fsync(descriptor) == 0 else {
      let reason = systemReason()
      unlink(path)
      throw SecretFileError(path: path, kind: .unwritable(reason: reason))
    }
  }

  /// Who else could use it.
  private static func exposure(_ descriptor: Int32, path: String) throws(SecretFileError) -> SecretFileError? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw SecretFileError(path: path, kind: .unreadable(reason: systemReason()))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SecretFileError(path: path, kind: .notARegularFile)
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      return SecretFileError(path: path, kind: .ownedByAnother(owner: status.st_uid))
    }
    guard status.st_mode & 0o077 == 0 else {
      return SecretFileError(path: path, kind: .readableByOthers(mode: UInt32(status.st_mode)))
    }
    return nil
  }
}
