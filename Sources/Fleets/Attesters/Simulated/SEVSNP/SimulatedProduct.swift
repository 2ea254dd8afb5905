/// AMD's processors whose reports are played.
package enum SimulatedProduct: String, Sendable, Hashable, CaseIterable {
  case milan = "Milan"
  case genoa = "Genoa"
  case turin = "Turin"

  /// Family (with its extension), model (with its extension) and stepping, as CPUID says.
  var cpuid: [UInt8] {
    switch self {
    case .milan: [0x19, 0x01, 0x01]
    case .genoa: [0x19, 0x11, 0x01]
    case .turin: [0x1A, 0x02, 0x01]
    }
  }

  /// What a VCEK names: the line and the stepping.
  var steppedName: String { self == .turin ? self.rawValue : "\(self.rawValue)-B1" }
}
