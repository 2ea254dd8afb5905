import DNS
import HopVerifier

extension NamesPath {
  /// - Parameter fresh: the zones' servers, or one that knows them at first hand; nil for what the configuration file
  ///   says, else recursion from the root.
  static func open(_ options: ResolverOptions, fresh: ServerAddress? = nil) async throws -> NamesPath {
    let defaults = try FileDefaults.load()
    let direct =
      try fresh.map { .servers([$0]) } ?? defaults.fresh.map { try ResolverChoice($0, subject: defaults.file) }
      ?? .recursive
    return try await Self.open(
      try options.choice(defaults), direct: direct, anchors: try options.anchors(defaults),
      deadline: options.deadline.duration)
  }
}

extension ResolverChoice {
  /// - Parameter subject: the option or variable, for the complaint.
  init(_ text: String, subject: String) throws(Complaint) {
    do throws(ServerAddressError) {
      try self.init(text)
    } catch {
      throw .usage(
        subject, "\(subject): '\(text.prefix(100))' is neither system, recursive nor an address: \(error.reason)",
        next: "Write it as 192.0.2.1, 192.0.2.1:53 or [2001:db8::1]:53.")
    }
  }
}
