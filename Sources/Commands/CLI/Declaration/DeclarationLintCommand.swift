import ArgumentParser
import Declarations
import Foundation

struct DeclarationLintCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check declaration or policy records before they are published.",
    discussion: """
      Reads records from a file, one a line, or from standard input: as their own text, or as TXT records in the form of \
      zone files, `kdig` and `dig`. Empty lines and those that begin with ; or # are passed over, and \
      records that do not begin with v=M2DMRT1 are others' and ignored. Names every rule that a record breaks. Signatures are not checked: that needs the keys, which `warifu verify` sees.

        warifu declaration lint records.txt
        kdig +short TXT pay.example._m2dmrt.shop.example | warifu declaration lint --origin shop.example --destination pay.example
        warifu declaration lint --policy shop.example policy.txt

      Exit code: 0 all well-formed; 4 one is malformed, or there is none of ours.
      """)

  @Argument(help: ArgumentHelp("The file to read; - is standard input.", valueName: "file"))
  var file = "-"

  @Option(
    help: ArgumentHelp(
      "The host that sends users on. (default: from the record's own name, else its s)", valueName: "host"))
  var origin: String?

  @Option(
    help: ArgumentHelp(
      "The host that they are sent to. (default: from the record's own name, else its t)", valueName: "host"))
  var destination: String?

  @Option(help: ArgumentHelp("Take the records for policy records of this host.", valueName: "host"))
  var policy: String?

  @OptionGroup var output: OutputOptions

  /// A longer input is refused; an RRset of declarations has 60,000 octets at most.
  private static let inputLimit = 4 << 20

  func validate() throws {
    guard (self.origin == nil) == (self.destination == nil) else {
      throw ValidationError("--origin and --destination go together.")
    }
    guard self.policy == nil || self.origin == nil else {
      throw ValidationError("--policy goes without --origin and --destination.")
    }
  }

  func report() async throws -> Report {
    let subject: RecordLint.Subject
    if let policy {
      subject = .policy(try HostName.fromPerson(policy))
    } else if let origin, let destination {
      subject = .pair(origin: try HostName.fromPerson(origin), destination: try HostName.fromPerson(destination))
    } else {
      subject = .named
    }
    let lint = RecordLint(try self.text(), subject: subject, now: Moment.now)
    return Report(lint.document, lines: lint.lines, outcome: lint.outcome.rawValue)
  }

  private func text() throws(Complaint) -> String {
    let handle = self.file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: self.file)
    guard let handle, let data = try? handle.read(upToCount: Self.inputLimit + 1) ?? Data() else {
      throw Complaint(
        .usage, code: "file", subject: self.file, message: "\(self.file) cannot be read",
        next: "Name a file, or - for standard input.")
    }
    guard data.count <= Self.inputLimit else {
      throw .usage(self.file, "\(self.file) is larger than \(Self.inputLimit) octets", next: "Give the records alone.")
    }
    // Octets that are no UTF-8 stay malformed: the replacement character is no printable ASCII either.
    return String(decoding: data, as: UTF8.self)
  }
}
