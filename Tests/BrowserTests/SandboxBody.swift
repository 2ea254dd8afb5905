import Foundation
import Lab
import Loopback

/// A page whose content, in a sandbox, sends the user on.
enum SandboxBody: String, CaseIterable, Sendable {
  case script, form, metaRefresh, frame, attributeRemoved, addressChanged, dataFrame

  /// Puts it in place at the shop, and a page at the destination.
  ///
  /// - Returns: the paths of both.
  func lay(to destination: LabHost, in world: World) -> (beginning: String, arrival: String) {
    let tag = UUID().uuidString
    let (beginning, arrival) = ("/way/\(tag)", "/arrive/\(tag)")
    world.web.route(destination.name, arrival, .page("<h1>there</h1>"))
    world.web.route(LabHost.shop.name, beginning, self.page(to: world.url(destination, arrival)))
    return (beginning, arrival)
  }

  func page(to target: String) -> WebReply {
    let html =
      switch self {
      case .script: "<script>setTimeout(() => { location.href = '\(target)' }, 100)</script>"
      case .form:
        "<form method=post action=\"\(target)\"></form><script>setTimeout(() => document.forms[0].submit(), 100)</script>"
      case .metaRefresh: "<meta http-equiv=refresh content=\"0; url=\(target)\">"
      case .attributeRemoved:
        "<script>const f = document.createElement('iframe'); f.sandbox = 'allow-scripts allow-top-navigation'; "
          + "f.srcdoc = \"<script>setTimeout(() => { top.location = '\(target)' }, 300)<\\/script>\"; "
          + "document.body.append(f); setTimeout(() => f.removeAttribute('sandbox'), 50)</script>"
      case .addressChanged:
        "<script>history.pushState(null, '', '/elsewhere')</script>"
          + "<iframe sandbox=\"allow-scripts allow-top-navigation\" "
          + "srcdoc=\"<script>setTimeout(() => { top.location = '\(target)' }, 100)</script>\"></iframe>"
      case .dataFrame:
        "<iframe sandbox=\"allow-scripts allow-forms allow-top-navigation\" src=\"data:text/html,<form method=post target=_top "
          + "action='\(target)'></form><script>setTimeout(() => document.forms[0].submit(), 100)</script>\"></iframe>"
      case .frame:
        "<iframe sandbox=\"allow-scripts allow-top-navigation\" "
          + "srcdoc=\"<script>setTimeout(() => { top.location = '\(target)' }, 100)</script>\"></iframe>"
      }
    var headers = [(name: "Content-Type", value: "text/html")]
    if [.script, .form, .metaRefresh].contains(self) {
      headers.append((name: "Content-Security-Policy", value: "sandbox allow-scripts allow-forms allow-top-navigation"))
    }
    return WebReply(200, headers: headers, body: "<!doctype html><h1>Shop</h1>\(html)")
  }
}
