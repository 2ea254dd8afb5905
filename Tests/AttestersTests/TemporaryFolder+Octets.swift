import Foundation
import Loopback

extension TemporaryFolder {
  /// Writes octets to a file inside; answers its path.
  func write(_ octets: [UInt8], to name: String) throws -> String {
    try Data(octets).write(to: URL(filePath: self.file(name)))
    return self.file(name)
  }
}
