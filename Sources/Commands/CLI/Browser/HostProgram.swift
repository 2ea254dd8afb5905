import Foundation

/// The program that a browser starts.
enum HostProgram {
  private static let name = "warifu-browser-host"
  private static let folders = [
    "/usr/libexec/warifu", "/usr/libexec", "/usr/local/libexec/warifu", "/usr/local/libexec",
  ]

  /// - Parameter named: by the user; nil to look for it.
  static func find(_ named: String?, _ places: UserPlaces) throws(Complaint) -> String {
    if let named {
      let path = URL(fileURLWithPath: named).path
      guard UserPlaces.isProgram(path) else {
        throw .usage(
          path, "\(path) is no file that you can execute",
          next: "Name the program \(self.name), or leave --host out to have it looked for.")
      }
      return path
    }
    guard let found = self.candidates(places).first(where: UserPlaces.isProgram) else {
      throw Complaint(
        .usage, code: "noHost", subject: self.name,
        message: "the program \(self.name) was not found beside this one, on PATH, or below /usr/libexec",
        next: "Install it with this program (make install), or name it with --host.")
    }
    return found
  }

  private static func candidates(_ places: UserPlaces) -> [String] {
    var candidates: [String] = []
    if let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      let folder = URL(fileURLWithPath: own).deletingLastPathComponent()
      candidates.append(folder.appendingPathComponent(self.name).path)
      candidates.append(folder.deletingLastPathComponent().appendingPathComponent("libexec/warifu/\(self.name)").path)
    }
    // A search path may have folders that are none without the folder it is used in; a browser has another.
    candidates += places.searchPath.filter { $0.hasPrefix("/") }.map { "\($0)/\(self.name)" }
    return candidates + self.folders.map { "\($0)/\(self.name)" }
  }
}
