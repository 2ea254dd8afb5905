import AgentControl
import AgentStore
import ArgumentParser
import DNS
import Declarations
import EtcdStore
import HopVerifier
import PartnerLink
import Settings

/// A command that ends in a ``Report`` or a ``Complaint``; how these are shown, and the exit code, are the same for all.
protocol ReportingCommand: AsyncParsableCommand {
  var output: OutputOptions { get }
  func report() async throws -> Report
}

extension ReportingCommand {
  func run() async throws {
    do {
      let report = try await self.report()
      try self.output.write(report)
      if report.outcome != 0 { throw ArgumentParser.ExitCode(report.outcome) }
    } catch let code as ArgumentParser.ExitCode {
      throw code
    } catch {
      let complaint = Complaint(error)
      self.output.write(complaint)
      throw ArgumentParser.ExitCode(complaint.outcome.rawValue)
    }
  }
}

extension Complaint {
  /// Puts what the rooms throw into the words of the command line.
  init(_ error: any Error) {
    switch error {
    case let complaint as Complaint:
      self = complaint
    case let error as HostNameError:
      self.init(.usage, "hostName", error.text, saying: error.description)
    case let error as ServerAddressError:
      self.init(.usage, "serverAddress", error.text, saying: error.description)
    case let error as ResolverError:
      self.init(.usage, "resolver", "resolver", saying: error.description)
    case let error as PolicyMemoryError:
      self.init(
        .usage, code: "policyMemory", subject: error.path,
        message: "the policy memory \(error.path) cannot be used: \(error.problem)",
        next: "Name another file, or move this one away.")
    case let error as AgentIdentityError:
      self.init(.usage, "identity", "identity", saying: error.description)
    case let error as SettingsError:
      let place = error.line.map { "\(error.file):\($0)" } ?? error.file
      let key = error.key.isEmpty ? "" : "\(error.key): "
      self.init(
        .usage, code: "configuration", subject: place, message: "\(place): \(key)\(error.problem)", next: error.next)
    case let error as ControlError:
      self.init(
        error.kind == .refused ? .failed : .unknown, code: error.code, subject: error.subject, message: error.message,
        next: error.next)
    case let error as EtcdSettingsError:
      self.init(.usage, "configuration", "store", saying: error.description)
    case let error as StoreError:
      self.init(error)
    case let error as StoreCopyError:
      self.init(error)
    case is CancellationError:
      self.init(.interrupted, code: "interrupted", subject: "warifu", message: "it was interrupted")
    default:
      self.init(
        .internal, code: "internal", subject: "warifu", message: "\(error)", next: "This is a fault; please report it.")
    }
  }
  /// - Parameter text: what happened; from its second sentence on, what to do.
  private init(_ outcome: Outcome, _ code: String, _ subject: String, saying text: String) {
    let parts = text.split(separator: ". ", maxSplits: 1)
    let message = parts.first.map { $0.hasSuffix(".") ? $0.dropLast() : $0 } ?? ""
    self.init(
      outcome, code: code, subject: subject, message: String(message), next: parts.count > 1 ? String(parts[1]) : "")
  }
}
