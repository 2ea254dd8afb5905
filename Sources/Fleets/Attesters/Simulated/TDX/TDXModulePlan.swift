import Attestation

/// What a TDX module has to be, by its major version.
package struct TDXModulePlan: Sendable {
  /// `TDX_01`.
  package var id: String
  package var mrSigner = [UInt8](repeating: 0, count: 48)
  package var attributes = [UInt8](repeating: 0, count: 8)
  package var attributesMask = [UInt8](repeating: 0xFF, count: 8)
  package var levels: [ISVLevelPlan]

  package init(id: String, levels: [ISVLevelPlan]) {
    self.id = id
    self.levels = levels
  }

  /// The members of the signer and its attributes.
  var members: [(String, String)] {
    [
      ("mrsigner", JSONText.string(Hexadecimal.text(self.mrSigner).uppercased())),
      ("attributes", JSONText.string(Hexadecimal.text(self.attributes).uppercased())),
      ("attributesMask", JSONText.string(Hexadecimal.text(self.attributesMask).uppercased())),
    ]
  }

  var json: String {
    JSONText.object(
      [("id", JSONText.string(self.id))] + self.members + [("tcbLevels", JSONText.array(self.levels.map(\.json)))])
  }
}
