import TLSKeys

/// A key's digest is base64url, so one in 64 begins with a hyphen, as an option does.
enum DigestArguments {
  /// The same arguments, with a digest that would be taken for an option put where it is none.
  static func sheltered(_ arguments: [String]) -> [String] {
    guard arguments.first == "key", !arguments.contains("--"),
      let place = arguments.firstIndex(where: { $0.hasPrefix("-") && KeyDigest(base64URL: $0) != nil }),
      arguments[place - 1] != "--key"
    else { return arguments }
    var arguments = arguments
    let digest = arguments.remove(at: place)
    return arguments + ["--", digest]
  }
}
