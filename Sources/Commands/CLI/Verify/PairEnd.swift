import Declarations
import TLSProbe

/// One of the two hosts of `--pair`: `host` or `host:port`, 443 by default. An IP address is a host, though without a key.
struct PairEnd {
  let url: HTTPURL

  init(_ text: String) throws(Complaint) {
    guard !text.contains("://"), !text.contains("/") else {
      throw .usage(text, "'\(text)' is a URL, and --pair takes hosts", next: "Write it as host or host:port.")
    }
    let next = "Write it as pay.example or pay.example:8443."
    guard let url = HTTPURL("https://\(text)/"), url.target == "/", !text.contains(where: "@#%".contains) else {
      throw .usage(text, "'\(text)' is neither a host nor host:port", next: next)
    }
    // A URL may have hosts that no DNS name can be.
    if !url.isIPLiteral {
      do throws(HostNameError) {
        _ = try HostName(url.host)
      } catch {
        throw .usage(text, "\(error)", next: next)
      }
    }
    self.url = url
  }
}
