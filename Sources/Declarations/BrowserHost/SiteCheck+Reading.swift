import Declarations
import Foundation
import HopVerifier
import TLSKeys
import TLSProbe

extension SiteCheck.End {
  /// The most addresses of a host that are tried.
  private static let addresses = 8

  /// - Parameter role: for the message, `origin` or `destination`.
  init(_ end: BrowserRequest.End?, role: String) throws(BrowserFault) {
    guard let end else { throw BrowserFault(.badRequest, "\(role) is missing") }
    guard ["https", "http"].contains(end.scheme) else {
      throw BrowserFault(.badRequest, "\(role).scheme is neither https nor http")
    }
    guard 1...65_535 ~= end.port else { throw BrowserFault(.badRequest, "\(role).port is no port") }
    guard end.host.utf8.count <= 300, !end.host.contains(where: { "/?#@\\".contains($0) }),
      let url = HTTPURL("\(end.scheme)://\(end.host):\(end.port)/")
    else { throw BrowserFault(.badRequest, "\(role).host is no host") }
    self.url = url
    self.host = url.isIPLiteral ? .literal(url.host) : HopHost(url.host)
    self.leaf = try end.certificate.map { (text) throws(BrowserFault) in
      guard let der = Data(base64Encoded: text), let leaf = try? LeafCertificate(der: Array(der)) else {
        throw BrowserFault(.badRequest, "\(role).certificate is no DER certificate in base64")
      }
      return leaf
    }
    self.addresses = Array((end.addresses ?? []).prefix(Self.addresses))
  }
}
