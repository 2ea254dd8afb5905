/// Why a change was not written.
package enum ChangeError<Rejection: Error>: Error {
  /// The change itself refused.
  case rejected(Rejection)
  /// The store could not read or write.
  case store(StoreError)
}

extension ChangeError: Equatable where Rejection: Equatable {}
