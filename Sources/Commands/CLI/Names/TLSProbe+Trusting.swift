import Foundation
import TLSProbe

extension TLSProbe {
  /// - Parameter file: PEM certificates trusted besides the system's roots.
  static func trusting(_ file: String?, limits: ProbeLimits = ProbeLimits()) throws -> TLSProbe {
    guard let file else { return try TLSProbe(limits: limits) }
    do {
      return try TLSProbe(extraRootsPEM: [try String(contentsOfFile: file, encoding: .utf8)], limits: limits)
    } catch {
      throw Complaint(
        .usage, code: "caFile", subject: file, message: "\(file) cannot be used as a list of trusted certificates",
        next: "Name a file that holds certificates in PEM form.")
    }
  }
}
