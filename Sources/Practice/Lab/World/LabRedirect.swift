/// Where a site sends its users on.
struct LabRedirect: Sendable {
  let host: LabHost
  let path: String
  let target: String

  /// Every redirect of a world.
  ///
  /// - Parameters:
  ///   - web: the port of the HTTPS sites.
  ///   - plain: that of the unprotected one.
  static func all(web: Int, plain: Int) -> [LabRedirect] {
    func at(_ host: LabHost, _ path: String = "/pay") -> String { "https://\(host.name):\(web)\(path)" }
    return [
      LabRedirect(host: .shop, path: "/checkout", target: at(.payment, "/")),
      LabRedirect(host: .payment, path: "/", target: at(.secure3D, "/")),
      LabRedirect(host: .shop, path: "/offer", target: at(.stray)),
      LabRedirect(host: .corner, path: "/offer", target: at(.stray)),
      LabRedirect(host: .shop, path: "/instalments", target: at(.takenOver)),
      LabRedirect(host: .altered, path: "/checkout", target: at(.payment)),
      LabRedirect(host: .unsigned, path: "/checkout", target: at(.payment)),
      LabRedirect(host: .replaying, path: "/checkout", target: at(.payment)),
      LabRedirect(host: .half, path: "/checkout", target: at(.payment)),
      LabRedirect(host: .corner, path: "/checkout", target: at(.demanding)),
      LabRedirect(host: .changingShop, path: "/checkout", target: at(.payment)),
      LabRedirect(host: .unsigned, path: "/premium", target: at(.demanding)),
      LabRedirect(host: .quiet, path: "/checkout", target: at(.demanding)),
      LabRedirect(host: .shop, path: "/plain", target: "http://\(LabHost.payment.name):\(plain)/"),
      LabRedirect(host: .shop, path: "/number", target: "https://127.0.0.1:\(web)/pay"),
      LabRedirect(host: .rsaShop, path: "/checkout", target: at(.rsaPayment)),
    ]
  }
}
