/// Why a text is no URL.
struct URLProblem: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
