package import AgentStore
import DNS
import DNSWire
import Declarations

extension ZonePublisher {
  /// For a zone as a whole.
  private static let transferTime: Duration = .seconds(120)

  package func declarations() async throws(StepFailure) -> [HostPair: ServedRRset] {
    let records: [ResourceRecord]
    do {
      records = try await ZoneTransferQuery.records(
        of: self.zone, at: self.primary, with: self.updater.key, timeout: Self.transferTime, now: self.updater.now,
        keeping: { $0.type == .txt && $0.name.labels.contains { RelationshipNames.isLabel($0) } })
    } catch {
      throw self.failure(error)
    }
    var rdata: [HostPair: [[UInt8]]] = [:]
    for record in records {
      guard let pair = HostPair(declaredAt: record.name) else { continue }
      rdata[pair, default: []].append(record.rdata)
    }
    return rdata.mapValues { rdata in ServedRRset(rdata: rdata, texts: rdata.map { try? TXTData.join($0) }) }
  }

  private func failure(_ error: ZoneTransferFailure) -> StepFailure {
    let next = "Let the key transfer the zone (`What is left over` in operations.md); or name pairs with --pair"
    let message = "\(error)"
    return switch error {
    case .refused(_, .signature(.clockDiffers)): .refused("updateClockDiffers", message)
    case .refused: .refused("transferRefused", message, next: next)
    case .unreachable: .unavailable("serverUnreachable", message)
    case .unsendable, .broken, .cancelled: .unavailable("transferFailed", message)
    }
  }
}

extension RelationshipNames {
  fileprivate static func isLabel(_ label: [UInt8]) -> Bool {
    label.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } == Array(self.label.utf8)
  }
}

extension HostPair {
  /// The pair whose declaration stands at this name; nil where none can.
  init?(declaredAt name: DomainName) {
    let labels = name.labels
    guard let middle = labels.firstIndex(where: { RelationshipNames.isLabel($0) }),
      let destination = HostName(labels: labels[..<middle]), let origin = HostName(labels: labels[(middle + 1)...])
    else { return nil }
    self.init(origin: origin, destination: destination)
  }
}

extension HostName {
  fileprivate init?(labels: ArraySlice<[UInt8]>) {
    // A dot within a label would make two of it.
    guard !labels.contains(where: { $0.contains(UInt8(ascii: ".")) }) else { return nil }
    let text = labels.map { String(decoding: $0, as: UTF8.self).lowercased() }.joined(separator: ".")
    guard let name = try? HostName(text) else { return nil }
    self = name
  }
}
