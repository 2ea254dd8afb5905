import Foundation

/// A file that a command makes.
enum OutputFile {
  /// Writes a file whole or not at all; a device, a pipe or what a link leads to is written to and not replaced.
  ///
  /// - Parameter inPlace: whether a file that is there is not replaced either: it stays whose it is, under all its names.
  static func write(_ octets: some Collection<UInt8>, to path: String, inPlace: Bool = false) throws(Complaint) {
    do {
      let isReplaced = !inPlace && self.isReplaced(path)
      try Data(octets).write(to: URL(fileURLWithPath: path), options: isReplaced ? .atomic : [])
    } catch let error as CocoaError where error.code == .fileWriteOutOfSpace {
      throw Complaint(
        .unknown, code: "outputFile", subject: path, message: "the file \(path) cannot be written: no space is left",
        next: "Make room, or name a file elsewhere.")
    } catch {
      throw Complaint(
        .usage, code: "outputFile", subject: path, message: "the file \(path) cannot be written",
        next: "Name a file in a folder that exists and that you may write to.")
    }
  }

  /// Whether another file may take its place: a plain one, or one that is not there yet.
  private static func isReplaced(_ path: String) -> Bool {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return true }
    return attributes[.type] as? FileAttributeType == .typeRegular
  }
}
