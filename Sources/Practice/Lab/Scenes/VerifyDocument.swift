/// What `warifu verify --json` prints, as another program reads it: from the text alone.
package struct VerifyDocument: Decodable, Sendable {
  package struct Entry: Decodable, Sendable {
    package let url: String?
    package let hops: [Hop]
    package let error: Failure?
  }

  package struct Hop: Decodable, Sendable {
    package let origin: String
    package let destination: String
    package let verdict: String
    package let reason: String?
    package let stopped: Bool
    package let fresh: Bool
    package let originKey: String?
    package let destinationKey: String?
    package let milliseconds: Double
  }

  package struct Failure: Decodable, Sendable {
    package let message: String
  }

  package let schema: Int
  package let urls: [Entry]
  package let exitCode: Int32
}
