import Foundation
import HopVerifier

/// Where `warifu verify --html` writes its page.
struct PageFile {
  private let path: String

  /// - Throws: a complaint where nothing can be written there, as far as that can be seen without writing.
  init(_ path: String) throws(Complaint) {
    self.path = path
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      guard !isFolder.boolValue else { throw self.complaint("it is a folder") }
      guard access(path, W_OK) == 0 else { throw self.complaint(String(cString: strerror(errno))) }
    } else {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard access(folder, W_OK | X_OK) == 0 else {
        throw self.complaint("\(folder): \(String(cString: strerror(errno)))")
      }
    }
  }

  func write(_ reports: [ChainReport]) throws(Complaint) {
    // Whatever else the variable says is no reason to fail: the page is then in English.
    let language = Surroundings.language.value.flatMap(ChainPageContent.Language.init(rawValue:)) ?? .en
    let page = ChainPage(reports.map { ChainPageContent($0, language: language) }, language: language)
    do {
      try Data(page.html.utf8).write(to: URL(fileURLWithPath: self.path))
    } catch {
      throw self.complaint("\(error.localizedDescription)")
    }
  }

  private func complaint(_ reason: String) -> Complaint {
    Complaint(
      .usage, code: "htmlFile", subject: self.path, message: "the page \(self.path) cannot be written: \(reason)",
      next: "Name a file in a folder that exists and that you may write to.")
  }
}
