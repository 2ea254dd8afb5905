import Declarations
import TLSKeys

/// The keys of one host as an agent names them.
enum HostKeyList {
  /// The keys in ascending order of their digests.
  ///
  /// - Parameter spkis: SubjectPublicKeyInfo DER, 1 to 16, all different.
  static func read(_ spkis: [[UInt8]], of host: HostName) throws(StepFailure) -> [PublicKey] {
    guard (1...Statement.maximumTargetKeys).contains(spkis.count), Set(spkis).count == spkis.count else {
      throw .refused(
        "keyCount", "\(spkis.count) keys of \(host) were named; a host declares 1 to 16 different ones",
        next: "Retire the keys that its servers no longer use: warifu key retire \(host)")
    }
    var keys: [PublicKey] = []
    for spki in spkis {
      do {
        keys.append(try PublicKey(spkiDER: spki))
      } catch {
        throw .refused("unsupportedKey", "a key of \(host) cannot be used: \(error)")
      }
    }
    return keys.sorted { $0.digest < $1.digest }
  }

  /// By which records name a key that signs.
  static func tag(of spki: [UInt8]) -> KeyTag { KeyTag(of: KeyDigest(spkiDER: spki)) }
}
