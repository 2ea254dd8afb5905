import Logs

extension String {
  /// What a partner wrote, on one line: at most so many characters (Unicode scalars, since one visible character can have
  /// any number of them).
  func oneLine(_ limit: Int) -> String {
    String(String.UnicodeScalarView(self.unicodeScalars.prefix(limit))).printable
  }
}
