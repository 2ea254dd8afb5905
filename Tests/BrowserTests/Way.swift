import Testing
import Foundation
import Lab
import Loopback

/// A way by which a page of one host sends a user to another.
enum Way: String, CaseIterable, CustomTestStringConvertible, Sendable {
  case status301 = "301"
  case status302 = "302"
  case status303 = "303"
  case status308 = "308"
  case refreshHeader = "a Refresh header"
  case metaRefresh = "a meta refresh"
  case script = "a script"
  case scriptLater = "a script after a while"
  case form = "a form's POST"
  case formGET = "a form's GET"
  case formByScript = "a form that a script sends"
  case formGETByButton = "a form's GET that a button's script sends"
  case form307 = "a form's POST that is answered with 307"
  case form303 = "a form's POST that is answered with 303"
  case frame = "a frame"
  case frameForm = "a form that sends itself in a frame, as 3-D Secure does"
  case frame302 = "a redirect in a frame"
  case object = "an object"
  case objectRedirect = "a redirect in an object"
  case windowOpen = "window.open"
  case windowOpenLater = "an empty window that is filled later"
  case topFromFrame = "a frame of its own that replaces the page"

  var testDescription: String { self.rawValue }

  /// Whether the user is still on the first page when the hop has been stopped, which then shows a notice in a frame.
  var isInFrame: Bool { [.frame, .frameForm, .frame302, .object, .objectRedirect].contains(self) }
  var isInNewWindow: Bool { [.windowOpen, .windowOpenLater].contains(self) }
  var isPost: Bool { [.form, .formByScript, .form307, .frameForm].contains(self) }
  /// What the user clicks, if anything.
  var button: String? {
    switch self {
    case .form, .formGET, .formGETByButton, .form307, .form303, .windowOpen, .windowOpenLater: "#go"
    default: nil
    }
  }

  /// Puts the pages in place.
  ///
  /// - Returns: the path at which the way begins.
  func lay(from host: LabHost, to target: String, on web: HTTPSServer, tag: String) -> String {
    let path = "/way/\(tag)"
    func page(_ html: String, at path: String = path) {
      web.route(host.name, path, .page("<!doctype html><title>shop</title><h1>Shop</h1>\(html)"))
    }
    let fields = "<input name=order value=\"47 &lt;11&gt; é\">"
    switch self {
    case .status301: web.route(host.name, path, .redirect(to: target, status: 301))
    case .status302: web.route(host.name, path, .redirect(to: target, status: 302))
    case .status303: web.route(host.name, path, .redirect(to: target, status: 303))
    case .status308: web.route(host.name, path, .redirect(to: target, status: 308))
    case .refreshHeader:
      web.route(
        host.name, path,
        WebReply(200, headers: [("Content-Type", "text/html"), ("Refresh", "0; url=\(target)")], body: "<h1>Shop</h1>"))
    case .metaRefresh: page("<meta http-equiv=refresh content=\"0; url=\(target)\">")
    case .script: page("<script>location.href = '\(target)'</script>")
    case .scriptLater: page("<script>setTimeout(() => location.assign('\(target)'), 300)</script>")
    case .form: page("<form method=post action=\"\(target)\">\(fields)<button id=go>Pay</button></form>")
    case .formGET: page("<form action=\"\(target)\">\(fields)<button id=go>Pay</button></form>")
    case .formGETByButton:
      page(
        "<form action=\"\(target)\">\(fields)<button id=go type=button onclick=\"this.form.submit()\">Pay</button></form>"
      )
    case .formByScript:
      page("<form method=post action=\"\(target)\">\(fields)</form><script>document.forms[0].submit()</script>")
    case .form307, .form303:
      web.route(host.name, "\(path)/post", .redirect(to: target, status: self == .form307 ? 307 : 303))
      page("<form method=post action=\"\(path)/post\">\(fields)<button id=go>Pay</button></form>")
    case .frame: page("<iframe id=frame src=\"\(target)\"></iframe>")
    case .frame302:
      web.route(host.name, "\(path)/inner", .redirect(to: target))
      page("<iframe id=frame src=\"\(path)/inner\"></iframe>")
    case .frameForm:
      page(
        "<form method=post action=\"\(target)\">\(fields)</form><script>document.forms[0].submit()</script>",
        at: "\(path)/inner")
      page("<iframe id=frame src=\"\(path)/inner\"></iframe>")
    case .object: page("<object data=\"\(target)\" type=text/html width=300 height=100></object>")
    case .objectRedirect:
      web.route(host.name, "\(path)/inner", .redirect(to: target))
      page("<object data=\"\(path)/inner\" type=text/html width=300 height=100></object>")
    case .windowOpen: page("<button id=go onclick=\"window.open('\(target)')\">Pay</button>")
    case .windowOpenLater:
      page(
        "<button id=go onclick=\"const w = window.open('about:blank'); "
          + "setTimeout(() => w.location = '\(target)', 6000)\">Pay</button>")
    case .topFromFrame:
      page("<script>top.location = '\(target)'</script>", at: "\(path)/inner")
      page("<iframe id=frame src=\"\(path)/inner\"></iframe>")
    }
    return path
  }
}
