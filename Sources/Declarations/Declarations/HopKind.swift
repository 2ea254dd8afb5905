/// How a user is sent from one host to the other.
public enum HopKind: String, Hashable, Sendable, CaseIterable {
  /// A 3xx answer, a Refresh header, a meta refresh, or a navigation by script without a user's gesture.
  case redirect
  /// A form's submission.
  case form
  /// A frame inside a page.
  case frame
  /// A link that the user activated.
  case link

  /// The kinds that a policy covers when it names none.
  public static let defaultScope: Set<HopKind> = [.redirect, .form, .frame]
}
