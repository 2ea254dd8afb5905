/// Looks for `<meta http-equiv="refresh">` in the beginning of a page.
///
/// Like a browser with scripting it passes over `<noscript>`, comments, text-only elements and templates, and heeds
/// `<base href>` before the refresh. It builds no tree: in a page written to mislead it, it may see a refresh that a
/// browser would not.
enum MetaRefresh {
  static func first(in body: [UInt8], page: HTTPURL) -> DeclarativeRefresh? {
    var tokenizer = HTMLTagScanner(HTMLText.utf8(body))
    var base: HTTPURL?
    var templates = 0
    while let tag = tokenizer.next() {
      if tag.name == "template" {
        templates = max(0, templates + (tag.isEnd ? -1 : 1))
      }
      guard templates == 0, !tag.isEnd else { continue }
      if tag.name == "base", base == nil, let href = tag["href"] {
        // An impossible base counts as the page's own URL, and the first base is the only one.
        if case .http(let url) = RedirectTarget(href, relativeTo: page) { base = url } else { base = page }
      } else if tag.name == "meta", tag["http-equiv"]?.lowercased() == "refresh", let content = tag["content"],
        let refresh = DeclarativeRefresh(content, page: page, base: base ?? page)
      {
        return refresh
      }
    }
    return nil
  }
}
