/// Where a redirect leads.
public enum RedirectTarget: Sendable, Hashable {
  /// To this URL.
  case http(HTTPURL)
  /// Out of the Web, to a URL of this scheme in lower case, such as `mailto` or an app's own.
  case otherScheme(String)
  /// Nowhere: a browser shows an error. Says why.
  case unusable(String)

  /// Resolves a URL reference as browsers do (WHATWG URL Standard §4.4), which is more lenient than RFC 3986: white
  /// space at the ends and tabs and newlines anywhere are removed, backslashes are slashes, slashes after the scheme
  /// may be many or none.
  ///
  /// - Parameter base: the URL of the page, or nil where the reference must be absolute.
  public init(_ reference: String, relativeTo base: HTTPURL?) {
    do throws(URLProblem) {
      var parser = try URLReferenceParser(reference, base: base)
      self = try parser.parse()
    } catch {
      self = .unusable(error.reason)
    }
  }
}
