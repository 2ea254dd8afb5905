import TLSKeys

extension DeclarationRecord {
  /// Reads the octets of one TXT record (its strings joined without separator) found at the relationship's owner name.
  public static func read(
    _ octets: [UInt8], origin: HostName, destination: HostName
  ) -> RecordReading<DeclarationRecord> {
    switch TagList.read(octets) {
    case .notOurs: return .notOurs
    case .malformed(let reason): return .malformed(reason: reason)
    case .tags(let tags):
      do {
        return .record(try Self.record(tags, origin: origin, destination: destination))
      } catch {
        return .malformed(reason: error.reason)
      }
    }
  }

  private struct Malformed: Error {
    let reason: String
  }

  private static func record(
    _ tags: TagList, origin: HostName, destination: HostName
  ) throws(Malformed) -> DeclarationRecord {
    func value(_ tag: String) throws(Malformed) -> String {
      guard let value = tags[tag] else { throw Malformed(reason: "the tag \(tag) is missing") }
      guard !value.isEmpty else { throw Malformed(reason: "the tag \(tag) is empty") }
      return value
    }
    func read<T>(_ tag: String, as form: String, _ parse: (String) -> T?) throws(Malformed) -> T {
      guard let parsed = parse(try value(tag)) else { throw Malformed(reason: "the tag \(tag) is not \(form)") }
      return parsed
    }
    let signer = try read("s", as: "a host name") { try? HostName($0) }
    let target = try read("t", as: "a host name") { try? HostName($0) }
    guard (signer == origin && target == destination) || (signer == destination && target == origin) else {
      throw Malformed(reason: "s and t are not the two ends of this relationship")
    }
    let tag = try read("k", as: "a key tag of 16 characters") { KeyTag(base64URL: $0) }
    let keys = try read("h", as: "a list of 1 to 16 key digests", TagValue.digests)
    guard zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Malformed(reason: "the digests of h are not in ascending order, each once")
    }
    let algorithm = try read("a", as: "a known algorithm", SignatureAlgorithm.init(rawValue:))
    let notBefore = try read("n", as: "an integer below 2^53", TagValue.integer)
    let expires = try read("x", as: "an integer below 2^53", TagValue.integer)
    guard notBefore < expires, expires - notBefore <= Statement.maximumValidity else {
      throw Malformed(reason: "x must be later than n by 30 days at most")
    }
    let signature = try read("b", as: "base64url") { Base64URL.decode($0) }
    return DeclarationRecord(
      origin: origin, destination: destination, signer: signer, signerTag: tag, targetKeys: keys, algorithm: algorithm,
      notBefore: notBefore, expires: expires, signature: signature)
  }
}
