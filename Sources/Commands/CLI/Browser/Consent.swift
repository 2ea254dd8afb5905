import Foundation

/// Asks a person on the terminal.
enum Consent {
  /// Only y or yes is a yes.
  ///
  /// - Throws: a complaint where there is no terminal to ask on.
  static func ask(_ question: [Line], subject: String) throws(Complaint) -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw .usage(
        subject, "\(subject) is changed only with your consent, and there is no terminal to ask on",
        next: "Run it on a terminal, or add --yes.")
    }
    FileHandle.standardError.say(Terminal.error.render(question) + "[y/N] ")
    let answer = (readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    return ["y", "yes"].contains(answer)
  }
}
