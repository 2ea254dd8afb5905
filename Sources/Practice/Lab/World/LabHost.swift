import Declarations
import Loopback

/// The hosts of a world. Each is an HTTPS site and the name of a zone.
package enum LabHost: String, CaseIterable, Sendable {
  /// The shop that all begins with; it enforces.
  case shop = "ec-1.test"
  /// A shop with an RSA key.
  case rsaShop = "ec-2.test"
  /// A shop that changes its key.
  case changingShop = "ec-3.test"
  /// A shop that registers again and again.
  case registeringShop = "ec-4.test"
  case payment = "pay-1.test"
  /// A payment host whose name somebody else took over, with a valid certificate of his own.
  case takenOver = "pay-2.test"
  /// A payment host that nobody may send users to without a declaration.
  case demanding = "pay-3.test"
  /// A payment host with an RSA key.
  case rsaPayment = "pay-4.test"
  case secure3D = "acs-1.test"
  /// A shop without a policy.
  case corner = "corner.test"
  /// A host that nobody declared.
  case stray = "stray.test"
  /// A host whose policy record names another organization's agent.
  case rented = "rented.test"
  /// A shop whose declaration was altered at its server, without the zone's key.
  case altered = "altered.test"
  /// A shop whose zone is not signed.
  case unsigned = "unsigned.test"
  /// A shop whose declaration ended, and that publishes it still.
  case replaying = "replay.test"
  /// A shop with its own half only.
  case half = "half.test"
  /// A shop whose zone is not signed, and whose `_m2dmrt` names get no answer.
  case quiet = "quiet.test"

  package var name: String { self.rawValue }

  /// The zone's name, with its final dot.
  package var zone: String { "\(self.rawValue)." }

  /// Where a host's policy record and below it its declarations stand, with the final dot.
  var policyOwner: String { "\(RelationshipNames.label).\(self.zone)" }

  /// Where this host declares another, with the final dot.
  func declarationOwner(for destination: LabHost) -> String { "\(destination.name).\(self.policyOwner)" }

  var keyKind: TestKey.Kind {
    switch self {
    case .rsaShop, .rsaPayment: .rsa2048
    default: .p256
    }
  }

  /// Whether records can be written by dynamic update: not where the signed zone was altered behind its key's back.
  var takesUpdates: Bool { self != .altered }
}
