/// Why a resolver could not be made.
public enum ResolverError: Error, Equatable, CustomStringConvertible {
  /// A trust anchor is missing or is not one. `source` is the file, or says where it came from.
  case trustAnchor(source: String, problem: String)
  /// The system's resolver configuration is missing or names no server.
  case systemConfiguration(file: String, problem: String)
  /// A value of the configuration that cannot be used.
  case configuration(what: String, problem: String)
  /// libunbound refused a call.
  case library(call: String, reason: String)

  public var description: String {
    switch self {
    case .trustAnchor(let source, let problem):
      "trust anchor \(source): \(problem). Name a file with DS or DNSKEY records of the root, such as /usr/share/dns/root.key."
    case .systemConfiguration(let file, let problem):
      "\(file): \(problem). Name a resolver's address instead, or choose recursion."
    case .configuration(let what, let problem): "resolver, \(what): \(problem)"
    case .library(let call, let reason): "libunbound refused \(call): \(reason)"
    }
  }
}
