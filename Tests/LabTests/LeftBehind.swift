import Foundation

/// What a world may leave on the machine: its folder, and processes that name the folder in their arguments.
enum LeftBehind {
  static func processes(of folder: String) -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.filter { Int($0) != nil }.compactMap { entry in
      guard let data = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline"), !data.isEmpty else { return nil }
      let words = data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      return words.contains { $0.contains(folder) } ? words.joined(separator: " ") : nil
    }
  }

  /// Waits until neither is there; answers what still is when the deadline passes.
  static func afterEnd(of folder: String, deadline: Duration = .seconds(5)) async -> [String] {
    let end = ContinuousClock.now + deadline
    while true {
      let left = self.processes(of: folder) + (FileManager.default.fileExists(atPath: folder) ? [folder] : [])
      if left.isEmpty || ContinuousClock.now >= end { return left }
      try? await Task.sleep(for: .milliseconds(20))
    }
  }
}
