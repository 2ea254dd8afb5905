import Foundation

/// The native manifest's file of one browser.
struct ManifestFile: Sendable {
  enum Content: Hashable, Sendable {
    case none
    case manifest(NativeManifest)
    /// Something that is no manifest, and why not.
    case other(String)
  }

  /// A manifest has a few hundred octets.
  private static let maximumOctets = 65_536

  let path: String

  init(_ browser: Browser, _ places: UserPlaces) {
    self.path = "\(places.home)/\(browser.manifestFolder)/\(NativeManifest.hostName).json"
  }

  func read() -> Content {
    guard let file = FileHandle(forReadingAtPath: self.path) else {
      return errno == ENOENT || errno == ENOTDIR ? .none : .other(String(cString: strerror(errno)))
    }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: Self.maximumOctets + 1) else { return .other("it cannot be read") }
    guard data.count <= Self.maximumOctets else { return .other("it is larger than \(Self.maximumOctets) octets") }
    do {
      return .manifest(try JSONDecoder().decode(NativeManifest.self, from: data))
    } catch DecodingError.keyNotFound(let key, _) {
      return .other("it has no '\(key.stringValue)'")
    } catch DecodingError.typeMismatch(_, let place), DecodingError.valueNotFound(_, let place) {
      return .other("its '\(place.codingPath.map(\.stringValue).joined(separator: "."))' is of the wrong kind")
    } catch {
      return .other("it is no JSON document")
    }
  }

  /// - Throws: a complaint where the file cannot be written.
  func write(_ manifest: NativeManifest) throws(Complaint) {
    let folder = URL(fileURLWithPath: self.path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Complaint(
        .failed, code: "manifestFile", subject: folder, message: "the folder \(folder) cannot be made",
        next: "Look who owns the folders above it.")
    }
    try WholeFile.write(try Report.json(manifest), to: self.path, mode: 0o644)
  }

  func remove() throws(Complaint) {
    guard unlink(self.path) != 0, errno != ENOENT else { return }
    throw Complaint(
      .failed, code: "manifestFile", subject: self.path,
      message: "\(self.path) cannot be removed: \(String(cString: strerror(errno)))",
      next: "Look who owns its folder.")
  }
}
