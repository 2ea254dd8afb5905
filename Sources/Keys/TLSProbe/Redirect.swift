/// One step by which a reply sends a browser on without the user doing anything.
public struct Redirect: Sendable, Hashable {
  public enum Source: Sendable, Hashable {
    /// A `Location` field of a reply with this status: 300 (which Firefox follows), 301, 302, 303, 307 or 308 (RFC
    /// 9110 §15.4).
    case location(status: Int)
    /// A `Refresh` field.
    case refreshHeader
    /// A `<meta http-equiv="refresh">` in the page.
    case metaRefresh
  }

  public let source: Source
  public let target: RedirectTarget
  /// After how many seconds; 0 for `Location`.
  public let delaySeconds: Int

  init(source: Source, target: RedirectTarget, delaySeconds: Int = 0) {
    self.source = source
    self.target = target
    self.delaySeconds = delaySeconds
  }

  /// Where `reply` sends a browser that asked for `url`; nil where it stays.
  ///
  /// `Location` comes before `Refresh`, and that before the page's own refresh, which can only be found in
  /// ``HTTPReply/bodyPrefix``. A page that only reloads itself stays where it is.
  public static func of(_ reply: HTTPReply, at url: HTTPURL) -> Redirect? {
    if let target = Self.location(reply, url) {
      return Redirect(source: .location(status: reply.status), target: target)
    }
    // Several fields are one value with commas, as browsers read them.
    let refresh = reply.values(of: "refresh").joined(separator: ", ")
    if let found = DeclarativeRefresh(refresh, page: url, base: url) {
      return found.leaves(url) ? found.redirect(.refreshHeader) : nil
    }
    guard reply.mayBeHTML, let found = MetaRefresh.first(in: reply.bodyPrefix, page: url), found.leaves(url) else {
      return nil
    }
    return found.redirect(.metaRefresh)
  }

  /// Whether a `Location` decides, so that the body of the reply need not be waited for.
  static func isInHead(of reply: HTTPReply) -> Bool { !Self.locations(reply).isEmpty }

  /// Different values are an error, as in Chromium and Firefox.
  private static func location(_ reply: HTTPReply, _ url: HTTPURL) -> RedirectTarget? {
    let values = Self.locations(reply)
    guard let value = values.first else { return nil }
    guard values.count == 1 else { return .unusable("the reply has several different Location fields") }
    return RedirectTarget(value, relativeTo: url)
  }

  /// The `Location` fields that count: those of a status that redirects, and no empty ones.
  private static func locations(_ reply: HTTPReply) -> Set<String> {
    guard [300, 301, 302, 303, 307, 308].contains(reply.status) else { return [] }
    return Set(reply.values(of: "location").filter { !$0.isEmpty })
  }
}
