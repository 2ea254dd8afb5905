/// Which key signs reports: the chip's own, or one that AMD leases to an operator of a cloud.
package enum VEKKind: String, Sendable, Hashable, CaseIterable {
  case vcek = "VCEK"
  case vlek = "VLEK"

  /// The CA's common name (AMD's 57230, §3 and §4).
  func caName(_ product: SimulatedProduct) -> String {
    switch self {
    case .vcek: "SEV-\(product.rawValue)"
    case .vlek: "SEV-VLEK-\(product.rawValue)"
    }
  }

  var leafName: String { "SEV-\(self.rawValue)" }
}
