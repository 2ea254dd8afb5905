public import Declarations

/// A host as a URL names it.
public enum HopHost: Hashable, Sendable, CustomStringConvertible {
  case name(HostName)
  /// An IP literal, or a name that no declaration could hold; as written, without brackets.
  case literal(String)

  public init(_ text: String) {
    if let name = try? HostName(text) { self = .name(name) } else { self = .literal(text) }
  }

  public var name: HostName? {
    if case .name(let name) = self { name } else { nil }
  }

  public var description: String {
    switch self {
    case .name(let name): name.description
    case .literal(let text): text
    }
  }
}
