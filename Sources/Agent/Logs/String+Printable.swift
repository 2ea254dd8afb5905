extension String {
  /// What others wrote, as a log or a terminal can show it: a space for each character that controls or ends a line, nothing
  /// for those that only steer how others are shown (Unicode category Cf: U+202E would turn a host name around).
  package var printable: String {
    var scalars = String.UnicodeScalarView()
    for scalar in self.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
      case .format: break
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
