import Foundation
import TLSKeys

/// Something that happened, as the event log and the webhook tell it: one flat JSON object.
package struct MonitorEvent: Hashable, Sendable {
  package enum What: Hashable, Sendable {
    case verdictChanged(VerdictChange)
    case relationshipEstablished(RelationshipNotice)
    case relationshipRenewed(RelationshipNotice)
    case relationshipFailed(FailureNotice)
    case relationshipWithdrawn(RelationshipNotice)
    case serverDiffers(ServerNotice)
    case serverRecovered(ServerNotice)
    case expirySoon(ExpiryNotice)
  }

  /// Of the form; a new field is none, another meaning of an old one is.
  static let schema = 1

  /// Unix seconds.
  package let time: Int64
  package let what: What

  package init(at time: Int64, _ what: What) {
    self.time = time
    self.what = what
  }

  /// The event as one line, without its end.
  package var line: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }
}

extension MonitorEvent.What {
  /// As it stands in the log.
  package var name: String {
    switch self {
    case .verdictChanged: "verdictChanged"
    case .relationshipEstablished: "relationshipEstablished"
    case .relationshipRenewed: "relationshipRenewed"
    case .relationshipFailed: "relationshipFailed"
    case .relationshipWithdrawn: "relationshipWithdrawn"
    case .serverDiffers: "serverDiffers"
    case .serverRecovered: "serverRecovered"
    case .expirySoon: "expirySoon"
    }
  }

  fileprivate var details: any Codable {
    switch self {
    case .verdictChanged(let details): details
    case .relationshipEstablished(let details), .relationshipRenewed(let details), .relationshipWithdrawn(let details):
      details
    case .relationshipFailed(let details): details
    case .serverDiffers(let details), .serverRecovered(let details): details
    case .expirySoon(let details): details
    }
  }

  fileprivate init?(_ name: String, from decoder: any Decoder) throws {
    switch name {
    case "verdictChanged": self = .verdictChanged(try VerdictChange(from: decoder))
    case "relationshipEstablished": self = .relationshipEstablished(try RelationshipNotice(from: decoder))
    case "relationshipRenewed": self = .relationshipRenewed(try RelationshipNotice(from: decoder))
    case "relationshipFailed": self = .relationshipFailed(try FailureNotice(from: decoder))
    case "relationshipWithdrawn": self = .relationshipWithdrawn(try RelationshipNotice(from: decoder))
    case "serverDiffers": self = .serverDiffers(try ServerNotice(from: decoder))
    case "serverRecovered": self = .serverRecovered(try ServerNotice(from: decoder))
    case "expirySoon": self = .expirySoon(try ExpiryNotice(from: decoder))
    default: return nil
    }
  }
}

extension MonitorEvent: Codable {
  private enum CodingKeys: CodingKey { case schema, time, event }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(TimeText.utc(self.time), forKey: .time)
    try container.encode(self.what.name, forKey: .event)
    try self.what.details.encode(to: encoder)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let (schema, name) = (
      try container.decode(Int.self, forKey: .schema), try container.decode(String.self, forKey: .event)
    )
    guard schema == Self.schema, let what = try What(name, from: decoder) else {
      throw DecodingError.dataCorruptedError(
        forKey: .event, in: container, debugDescription: "an event \(name) of schema \(schema) is not known")
    }
    let time = try container.decode(String.self, forKey: .time)
    guard let date = try? Date(time, strategy: .iso8601) else {
      throw DecodingError.dataCorruptedError(forKey: .time, in: container, debugDescription: "\(time) is no time")
    }
    self.init(at: Int64(date.timeIntervalSince1970), what)
  }
}
