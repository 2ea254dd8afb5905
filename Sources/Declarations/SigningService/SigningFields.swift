import Declarations
import TLSKeys

/// A request whose fields are what they should be. Which hosts, keys and times are allowed is judged after.
struct SigningFields {
  let origin: HostName
  let destination: HostName
  let signer: HostName
  let target: HostName
  let notBefore: Int64
  let expires: Int64
  let targetKeys: [KeyDigest]
  let key: KeyDigest

  init(_ request: SigningRequest) throws(SigningRefusal) {
    self.origin = try Self.host(request.origin, "origin")
    self.destination = try Self.host(request.destination, "destination")
    self.signer = try Self.host(request.signer, "signer")
    self.target = try Self.host(request.target, "target")
    guard self.origin != self.destination, self.signer != self.target else {
      throw SigningRefusal(.sameHost, "\(self.origin) cannot declare anything about itself")
    }
    guard Set([self.signer, self.target]) == Set([self.origin, self.destination]) else {
      throw SigningRefusal(.malformedRequest, "signer and target are not the origin and the destination")
    }
    guard let key = request.keyDigest else {
      throw SigningRefusal(.malformedRequest, "the key is not named by a SHA-256 digest of 32 octets")
    }
    self.key = key
    let digests = request.targetKeys.compactMap { KeyDigest(octets: $0) }
    guard digests.count == request.targetKeys.count, (1...Statement.maximumTargetKeys).contains(digests.count),
      zip(digests, digests.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw SigningRefusal(
        .targetKeysNotCanonical,
        "target keys are 1 to \(Statement.maximumTargetKeys) digests of 32 octets, ascending and each once")
    }
    self.targetKeys = digests
    self.notBefore = request.notBefore
    self.expires = request.expires
  }

  private static func host(_ text: String, _ field: String) throws(SigningRefusal) -> HostName {
    do {
      return try HostName(text)
    } catch {
      throw SigningRefusal(.malformedRequest, "the \(field) is no host name: \(error)")
    }
  }
}
