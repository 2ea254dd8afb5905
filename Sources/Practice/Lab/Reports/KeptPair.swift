/// A pair of hosts of a kept world, with the verdict that every implementation should come to.
struct KeptPair: Sendable {
  let pair: LabPair
  let expected: String

  init(_ origin: LabHost, _ destination: LabHost, _ expected: String) {
    self.pair = LabPair(origin, destination)
    self.expected = expected
  }

  static let all = [
    // Made by the agents; the second has RSA-2048 keys, the others P-256.
    KeptPair(.shop, .payment, "verified"),
    KeptPair(.rsaShop, .rsaPayment, "verified"),
    KeptPair(.changingShop, .payment, "verified"),
    KeptPair(.payment, .secure3D, "verified"),
    KeptPair(.shop, .stray, "undeclared"),
    KeptPair(.corner, .stray, "undeclared"),
    KeptPair(.corner, .demanding, "undeclared"),
    KeptPair(.shop, .takenOver, "keyMismatch"),
    KeptPair(.altered, .payment, "bogus"),
    KeptPair(.unsigned, .payment, "insecure"),
    KeptPair(.unsigned, .demanding, "insecure"),
    KeptPair(.replaying, .payment, "expired"),
    KeptPair(.half, .payment, "notMutual"),
    KeptPair(.quiet, .demanding, "unreachable"),
  ]
}
