import Foundation

/// How far a command is with many things, on one line of a terminal that is written anew; nothing where standard error is
/// no terminal.
struct ProgressBar {
  private final class State {
    var done = 0
    var shown = -1
  }

  private let total: Int
  private let what: String
  private let output: OutputOptions
  private let state = State()
  private let isShown: Bool

  init(of total: Int, _ what: String, _ output: OutputOptions) {
    self.total = max(total, 1)
    self.what = what
    self.output = output
    self.isShown = isatty(STDERR_FILENO) == 1 && !output.json
  }

  func advance() {
    self.state.done += 1
    let share = self.state.done * 100 / self.total
    guard self.isShown, share != self.state.shown else { return }
    self.state.shown = share
    let width = 40
    let filled = share * width / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    FileHandle.standardError.say("\r\(bar) \(self.state.done) of \(self.total) \(self.what)")
  }

  /// Says something above the bar.
  func say(_ line: Line) {
    if self.isShown, self.state.shown >= 0 { FileHandle.standardError.say("\r\u{1B}[K") }
    self.state.shown = -1
    self.output.progress(line)
  }

  func end() {
    if self.isShown { FileHandle.standardError.say("\n") }
  }
}
