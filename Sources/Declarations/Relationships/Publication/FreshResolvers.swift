import DNS

/// Resolvers that remember nothing. One is always made ahead, since making it takes longer than asking it; nobody has
/// asked it anything, so its cache is empty.
actor FreshResolvers {
  private let model: ValidatingResolver
  private var next: Task<ValidatingResolver, any Error>

  init(_ model: ValidatingResolver) {
    self.model = model
    self.next = Task { try model.emptyCache() }
  }

  func take() async throws -> ValidatingResolver {
    let taken = self.next
    let model = self.model
    self.next = Task { try model.emptyCache() }
    return try await taken.value
  }
}
