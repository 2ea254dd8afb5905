import Synchronization

@testable import Collateral

/// A service that fails in one way, but for one request, to which it says that it knows no such thing.
final class ScriptedSource: CollateralSource {
  private let failure: FetchError.Kind
  private let exception: Int
  private let requests = Mutex(0)

  /// - Parameter exception: which request it is, from 1.
  init(_ failure: FetchError.Kind, but exception: Int) {
    self.failure = failure
    self.exception = exception
  }

  func answer(to want: CollateralWant) async throws(FetchError) -> [[UInt8]] {
    let number = self.requests.withLock { requests in
      requests += 1
      return requests
    }
    throw FetchError(number == self.exception ? .notFound : self.failure, "as in the script")
  }
}
