import TLSKeys

extension DeclarationRecord {
  /// Every rule that the octets of one TXT record break, for the author of the record.
  ///
  /// Empty exactly where ``read(_:origin:destination:)`` gives a record. What breaks the tag list itself hides the rest.
  public static func problems(_ octets: [UInt8], origin: HostName, destination: HostName) -> [String] {
    let tags: TagList
    switch TagList.read(octets) {
    case .notOurs: return ["it does not begin with v=M2DMRT1"]
    case .malformed(let reason): return [reason]
    case .tags(let read): tags = read
    }
    var problems: [String] = []
    func value<T>(_ tag: String, as form: String, _ parse: (String) -> T?) -> T? {
      guard let text = tags[tag] else {
        problems.append("the tag \(tag) is missing")
        return nil
      }
      guard !text.isEmpty else {
        problems.append("the tag \(tag) is empty")
        return nil
      }
      let parsed = parse(text)
      if parsed == nil { problems.append("the tag \(tag) is not \(form)") }
      return parsed
    }
    let signer = value("s", as: "a host name") { try? HostName($0) }
    let target = value("t", as: "a host name") { try? HostName($0) }
    if let signer, let target, Set([signer, target]) != [origin, destination] {
      problems.append("s and t are not the two ends of this relationship, \(origin) and \(destination)")
    }
    _ = value("k", as: "a key tag of 16 characters") { KeyTag(base64URL: $0) }
    let keys = value("h", as: "a list of 1 to 16 key digests", TagValue.digests) ?? []
    if !zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) {
      problems.append("the digests of h are not in ascending order, each once")
    }
    _ = value("a", as: "a known algorithm", SignatureAlgorithm.init(rawValue:))
    let notBefore = value("n", as: "an integer below 2^53", TagValue.integer)
    let expires = value("x", as: "an integer below 2^53", TagValue.integer)
    if let notBefore, let expires, notBefore >= expires || expires - notBefore > Statement.maximumValidity {
      problems.append("x must be later than n by 30 days at most")
    }
    _ = value("b", as: "base64url") { Base64URL.decode($0) }
    return problems
  }
}
