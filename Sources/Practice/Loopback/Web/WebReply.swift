/// What a route of an ``HTTPSServer`` answers.
package struct WebReply: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var octets: [UInt8]

  package init(_ status: Int, headers: [(name: String, value: String)] = [], body: String = "") {
    self.init(status, headers: headers, octets: Array(body.utf8))
  }

  package init(_ status: Int, headers: [(name: String, value: String)] = [], octets: [UInt8]) {
    self.status = status
    self.headers = headers
    self.octets = octets
  }

  /// A page of HTML.
  package static func page(_ html: String) -> WebReply {
    WebReply(200, headers: [("Content-Type", "text/html; charset=utf-8")], body: html)
  }

  /// A redirect by `Location`.
  package static func redirect(to url: String, status: Int = 302) -> WebReply {
    WebReply(status, headers: [("Location", url)])
  }
}
