import Attestation
import Foundation

/// One report by configfs-tsm, in an entry of its own that is gone afterwards.
struct TSMRequest: Sendable {
  /// More than any report or quote has; the kernel's own bound of the time when the interface came.
  static let mostOctets = 32_768

  let provider: TSMProvider
  let root: String
  let privilegeLevel: Int?
  /// 64 octets.
  let reportData: [UInt8]
  let files: any TSMFiles

  func result() -> Result<FreshEvidence, AttesterError> {
    Result { () throws(AttesterError) in try self.report() }
  }

  private func report() throws(AttesterError) -> FreshEvidence {
    let entry = "\(self.root)/warifu-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    do {
      try self.files.makeEntry(entry)
    } catch {
      throw self.noEntry(error)
    }
    // An entry that stays behind costs kernel memory and nothing else.
    defer { try? self.files.removeEntry(entry) }
    try self.checkProvider(entry)
    let before = try self.generation(entry)
    let writes = try self.ask(entry)
    let report = try self.read(entry, "outblob")
    let table = self.provider == .sevGuest ? try self.readOptional(entry, "auxblob") : []
    // The kernel may take a written attribute only when it is closed, and says then no more that it refused it.
    guard try self.generation(entry) == before &+ writes else {
      throw AttesterError(
        .conflict, "\(entry) was written by another program, or our request had no effect; ask again")
    }
    guard let carried = self.provider.reportData(in: report) else {
      throw AttesterError(
        .malformedAnswer, "\(entry)/outblob has \(report.count) octets and is no report of \(self.provider.rawValue)")
    }
    guard carried.elementsEqual(self.reportData) else {
      throw AttesterError(.conflict, "\(entry)/outblob is a report for another request; ask again")
    }
    return FreshEvidence(format: self.provider.format, octets: report, certificateTable: table)
  }

  /// Writes what is asked for; answers how many writes that took.
  private func ask(_ entry: String) throws(AttesterError) -> UInt64 {
    if let level = self.privilegeLevel {
      let floor = try self.number(entry, "privlevel_floor")
      guard level <= 3, level >= 0, UInt64(level) >= floor else {
        throw AttesterError(
          .badRequest, "privilege level \(level) cannot be asked for: from here they are \(floor) to 3")
      }
      try self.write(Array("\(level)".utf8), entry, "privlevel")
    }
    try self.write(self.reportData, entry, "inblob")
    return self.privilegeLevel == nil ? 1 : 2
  }

  private func checkProvider(_ entry: String) throws(AttesterError) {
    let name = String(decoding: try self.read(entry, "provider"), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard name == self.provider.rawValue else {
      throw AttesterError(
        .wrongProvider,
        "\(self.root) is served by \(name.debugDescription), not by \(self.provider.rawValue); name the TEE that this guest is"
      )
    }
  }

  private func generation(_ entry: String) throws(AttesterError) -> UInt64 { try self.number(entry, "generation") }

  private func number(_ entry: String, _ attribute: String) throws(AttesterError) -> UInt64 {
    let text = String(decoding: try self.read(entry, attribute), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard let number = UInt64(text) else {
      throw AttesterError(.malformedAnswer, "\(entry)/\(attribute) is no number")
    }
    return number
  }

  private func read(_ entry: String, _ attribute: String) throws(AttesterError) -> [UInt8] {
    let path = "\(entry)/\(attribute)"
    do {
      return try self.files.read(path, limit: Self.mostOctets)
    } catch {
      guard error.code != EFBIG else {
        throw AttesterError(.tooLarge, "\(path) is longer than a report, \(Self.mostOctets) octets at most")
      }
      throw AttesterError(.refused, "\(path) cannot be read: \(error); the kernel's log says more (dmesg)")
    }
  }

  /// An attribute that need not be there.
  private func readOptional(_ entry: String, _ attribute: String) throws(AttesterError) -> [UInt8] {
    do {
      return try self.files.read("\(entry)/\(attribute)", limit: Self.mostOctets)
    } catch {
      guard error.code == ENOENT else { return try self.read(entry, attribute) }
      return []
    }
  }

  private func write(_ octets: [UInt8], _ entry: String, _ attribute: String) throws(AttesterError) {
    do {
      try self.files.write(octets, to: "\(entry)/\(attribute)")
    } catch {
      throw AttesterError(
        .refused, "\(entry)/\(attribute) cannot be written: \(error); the kernel's log says more (dmesg)")
    }
  }

  private func noEntry(_ fault: SystemFault) -> AttesterError {
    switch fault.code {
    case ENOENT, ENOTDIR:
      AttesterError(
        .unavailable,
        "there is no \(self.root): mount configfs on /sys/kernel/config in a confidential guest with Linux 6.7 or later, "
          + "and load \(self.provider.module)")
    case ENXIO:
      AttesterError(.unavailable, "nothing makes reports behind \(self.root); load \(self.provider.module)")
    case EACCES, EPERM, EROFS:
      AttesterError(.refused, "\(self.root) may not be written: \(fault); run as root")
    default: AttesterError(.refused, "no entry can be made in \(self.root): \(fault)")
    }
  }
}
