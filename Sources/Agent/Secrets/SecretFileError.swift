/// Why a file with a secret in it was not read or written. Never carries any of the file's content.
package struct SecretFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case unreadable(reason: String)
    case notARegularFile
    case readableByOthers(mode: UInt32)
    case ownedByAnother(owner: UInt32)
    case tooLarge(limit: Int)
    case exists
    case unwritable(reason: String)
  }

  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  package var description: String {
    switch self.kind {
    case .unreadable(let reason):
      "\(self.path): cannot be read: \(reason)."
    case .notARegularFile:
      "\(self.path): is not a regular file. Name the file itself."
    case .readableByOthers(let mode):
      "\(self.path): others may use it (mode \(String(mode & 0o7777, radix: 8))). Run: chmod 600 \(self.path)"
    case .ownedByAnother(let owner):
      "\(self.path): belongs to user \(owner), neither this process's user nor root. Run chown on it, or start as its owner."
    case .tooLarge(let limit):
      "\(self.path): is larger than \(limit) octets, so it is not a key or secret. Name the right file."
    case .exists:
      "\(self.path): exists already and is not overwritten. Move it away first."
    case .unwritable(let reason):
      "\(self.path): cannot be written: \(reason)."
    }
  }
}
