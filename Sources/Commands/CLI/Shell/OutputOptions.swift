import ArgumentParser
import Foundation
import Logging
import Logs

/// `--json` and `--output`, which every command has.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write one JSON document instead of text.")
  var json = false

  @Option(help: ArgumentHelp("Write the result to this file instead of standard output.", valueName: "file"))
  var output: String?

  init() {}

  /// For a command whose `--output` is something else.
  init(json: Bool) {
    self.json = json
    self.output = nil
  }

  /// Writes a result, and its notes to standard error.
  func write(_ report: Report) throws(Complaint) {
    for note in report.notes { Self.note(note) }
    try self.write(self.json ? try Report.json(report.document) : self.terminal.render(report.lines))
  }

  /// Says that the command failed: to a program as a document where the result would have been, to a person on standard
  /// error.
  func write(_ complaint: Complaint) {
    guard self.json, let text = try? Report.json(ErrorDocument(complaint)), (try? self.write(text)) != nil else {
      Self.say(complaint)
      return
    }
  }

  /// Shows at once what was done, where text is wanted; it is no part of the result in a file.
  func progress(_ line: Line) {
    guard !self.json else { return }
    let toFile = self.output != nil
    let terminal = toFile ? Terminal.error : Terminal.output
    (toFile ? FileHandle.standardError : FileHandle.standardOutput).say(terminal.render(line) + "\n")
  }

  /// Logs what is no part of the document.
  static func note(_ text: String) {
    let level = Surroundings.log.value.flatMap(Logger.Level.init(rawValue:)) ?? .notice
    var logger = Logger(label: "warifu") { LineLog(label: $0) }
    logger.logLevel = level
    logger.notice("\(text)")
  }

  static func say(_ complaint: Complaint) {
    var lines: [Line] = ["\("error:", .bad) \(complaint.message)"]
    if !complaint.next.isEmpty { lines.append("  \(complaint.next)") }
    FileHandle.standardError.say(Terminal.error.render(lines))
  }

  private var terminal: Terminal {
    self.output == nil ? .output : Terminal(hasColor: false, hasUnicode: true)
  }

  private func write(_ text: String) throws(Complaint) {
    guard let output else {
      try FileHandle.standardOutput.deliver(text)
      return
    }
    try OutputFile.write(text.utf8, to: output, inPlace: true)
  }
}
