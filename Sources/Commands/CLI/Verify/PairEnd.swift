import Declarations
import TLSProbe

/// One of the two hosts of `--pair`: `host` or `host:port`, 443 by default.
struct PairEnd {
  let url: HTTPURL

  init(_ text: String) throws(Complaint) {
    guard !text.contains("://"), !text.contains("/") else {
      throw .usage(text, "'\(text)' is a URL, and --pair takes hosts", next: "Write it as host or host:port.")
    }
    guard let url = HTTPURL("https://\(text)/"), url.target == "/", !text.contains("@") else {
      throw .usage(
        text, "'\(text)' is neither a host nor host:port", next: "Write it as pay.example or pay.example:8443.")
    }
    self.url = url
  }
}
