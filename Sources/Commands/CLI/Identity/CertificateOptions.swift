import ArgumentParser
import Foundation

/// What a new identity's certificate says.
struct CertificateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What people read in the certificate; it decides nothing. (default: this machine's name)", valueName: "text"))
  var name: String?

  @Option(help: ArgumentHelp("How many days the certificate is valid, 1 to 3650.", valueName: "days"))
  var days = 3650

  func checkedName() throws(Complaint) -> String {
    let name = self.name ?? "warifud at \(ProcessInfo.processInfo.hostName)"
    guard !name.isEmpty, name.count <= 64, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw .usage("--name", "the certificate's name has 1 to 64 characters, none of them a control character")
    }
    return name
  }
}
