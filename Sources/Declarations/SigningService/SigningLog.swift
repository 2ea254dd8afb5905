import Foundation
import Logs

/// The append-only log of signatures and refusals: one JSON object a line, mode 0600. It may be rotated away; the next
/// line begins a new file.
final class SigningLog: Sendable {
  private let file: LineFile

  init(_ path: String) throws(SigningLogError) {
    do throws(LineFileError) {
      self.file = try LineFile(path, mode: 0o600)
    } catch {
      throw SigningLogError(path: error.path, reason: error.reason)
    }
  }

  /// Writes one line, whole or not at all as far as the system lets it be known.
  func write(_ line: SigningLogLine) throws(SigningLogError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else {
      throw SigningLogError(path: self.file.path, reason: "cannot take this line")
    }
    do throws(LineFileError) {
      try self.file.write(Array(data))
    } catch {
      throw SigningLogError(path: error.path, reason: error.reason)
    }
  }
}
