extension String {
  /// What a partner wrote, as a log or a terminal can show it: at most so many characters (Unicode scalars, since one
  /// visible character can have any number of them), and a space for each that controls.
  func oneLine(_ limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in self.unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
