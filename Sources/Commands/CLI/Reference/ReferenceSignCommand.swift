import ArgumentParser
import Attestation
import Foundation
import PartnerLink
import Secrets
import TLSKeys

struct ReferenceSignCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign reference values with this organization's agent identity.",
    discussion: """
      A policy that names your pin under `referenceSigners` takes no other sets than those that you signed. The signed file has \
      the values in it, and your certificate; `evidence verify --reference` reads it like any other.

        warifu reference sign values.yaml --output values.cose

      Exit code: 0 signed; 2 wrong command line, file or identity.
      """)

  @Argument(help: ArgumentHelp("The reference values: YAML or JSON; - is standard input.", valueName: "file"))
  var file: String

  @OptionGroup var identity: IdentityOptions

  @Option(
    name: .customLong("output"), help: ArgumentHelp("The file for the signed values.", valueName: "file"))
  var destination: String

  @Flag(help: "Write one JSON document about it instead of text.")
  var json = false

  var output: OutputOptions { OutputOptions(json: self.json) }

  func report() async throws -> Report {
    let file = try ReferenceFile(self.file)
    guard !file.isSigned else {
      throw Complaint.usage(
        self.file, "\(self.file) is signed already",
        next: "Give the values themselves: `warifu reference show` prints them.")
    }
    let values = try file.values()
    let folder = try self.identity.path()
    guard FileManager.default.fileExists(atPath: "\(folder)/\(AgentIdentity.keyFile)") else {
      throw Complaint(
        .usage, code: "identity", subject: folder, message: "there is no agent identity in \(folder)",
        next: "Name its folder with --folder, or make one: warifu identity create --folder \(folder.shellWord)")
    }
    // It judges the identity as a whole: its times, who may read the key, that both belong together.
    let identity = try AgentIdentity.load(from: folder, now: Moment.now)
    let key: PrivateKey
    do {
      key = try PrivateKey(pem: try SecretFile.readText("\(folder)/\(AgentIdentity.keyFile)"))
    } catch let error as SecretFileError {
      throw AgentIdentityError.file(error)
    }
    let signed = try values.signed(by: key, certificate: identity.certificate.der)
    try OutputFile.write(signed, to: self.destination)
    return Report(
      Document(file: self.destination, name: values.name, signer: identity.pin.base64URL),
      lines: [
        "\(symbol: .good) The reference values `\(values.name)` were signed: \(self.destination, .strong)",
        "    \("signer", .faint)  \(identity.pin.base64URL)",
        "A policy that takes these and no others has: referenceSigners: [\(identity.pin.base64URL)]",
      ], notes: values.warnings)
  }

  struct Document: Encodable, Sendable {
    let schema = 1
    let file: String
    let name: String
    let signer: String
  }
}
