import Foundation

/// Files of certificates.
enum PublicFile {
  private static let limit = 1 << 20

  static func read(_ path: String) throws(EtcdSettingsError) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw EtcdSettingsError("\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    let octets: Data
    do {
      octets = try file.read(upToCount: self.limit + 1) ?? Data()
    } catch {
      throw EtcdSettingsError("\(path) cannot be read")
    }
    guard octets.count <= self.limit else { throw EtcdSettingsError("\(path) is too large for a file of certificates") }
    return Array(octets)
  }
}
