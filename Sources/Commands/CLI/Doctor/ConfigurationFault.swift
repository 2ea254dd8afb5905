import Findings
import Settings

/// A configuration that cannot be loaded, as a finding. Some of what it names has a code of its own.
enum ConfigurationFault {
  static func finding(_ error: SettingsError) -> Finding {
    let last = error.key.split(separator: ".").last.map(String.init) ?? ""
    let code: DoctorCode =
      switch last {
      case "identity": .identityUnusable
      case "secretFile": .tsigKeyFileUnusable
      default: .configurationUnusable
      }
    let place = error.line.map { "\(error.file):\($0)" } ?? error.file
    return Finding(
      code, FindingSubject(.installation, error.file), ConfigurationText.unusable(error),
      evidence: [Evidence("place", place)] + (error.key.isEmpty ? [] : [Evidence("key", error.key)]))
  }
}
