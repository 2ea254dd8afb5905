import Foundation

/// What a command waits for, on one line of a terminal that is written anew; elsewhere each new text is a line of its own
/// on standard error.
final class StatusLine {
  private let isTerminal: Bool
  private let isSilent: Bool
  private var shown: Line?

  init(_ output: OutputOptions) {
    self.isTerminal = isatty(STDERR_FILENO) == 1
    self.isSilent = output.json
  }

  func show(_ line: Line) {
    guard !self.isSilent, line != self.shown else { return }
    self.shown = line
    let text = Terminal.error.render(line)
    FileHandle.standardError.say(self.isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
  }

  func end() {
    if self.isTerminal, !self.isSilent, self.shown != nil { FileHandle.standardError.say("\r\u{1B}[K") }
  }
}
