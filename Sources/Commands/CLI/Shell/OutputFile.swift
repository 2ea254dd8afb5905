import Foundation

/// A file that a command makes beside what it says.
enum OutputFile {
  /// Writes it whole or not at all.
  static func write(_ octets: some Collection<UInt8>, to path: String) throws(Complaint) {
    do {
      try Data(octets).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Complaint(
        .usage, code: "outputFile", subject: path, message: "the file \(path) cannot be written",
        next: "Name a file in a folder that exists and that you may write to.")
    }
  }
}
