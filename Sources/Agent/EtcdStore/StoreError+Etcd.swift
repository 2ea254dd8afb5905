import AgentStore

extension StoreError {
  /// Does what asks etcd; that it did not succeed is the store's failure.
  static func asking<Value>(
    _ place: String, _ body: () async throws(EtcdError) -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await body()
    } catch {
      throw .failed(path: place, reason: "\(error)")
    }
  }
}
