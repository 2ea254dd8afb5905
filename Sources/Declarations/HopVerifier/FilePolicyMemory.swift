public import Declarations
import Foundation
import Synchronization

/// A memory of policies in a JSON file.
public final class FilePolicyMemory: PolicyMemory {
  /// A file of more octets is refused: 4 MiB, some 20,000 hosts.
  public static let maximumOctets = 4_194_304

  /// The most policies that are kept, so that the file can always be read again: those that demand something first, then
  /// those that are remembered longest.
  static let mostPolicies = 8_000

  public let path: String
  private let policies: Mutex<[String: RememberedPolicy]>

  private struct Contents: Codable {
    var schema = 1
    var policies: [String: RememberedPolicy]
  }

  /// Reads the file; one that is not there is an empty memory.
  ///
  /// - Throws: ``PolicyMemoryError`` where it cannot be read or is not such a file.
  public init(path: String) throws(PolicyMemoryError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      self.policies = Mutex([:])
      return
    }
    do {
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      guard let size, size <= Self.maximumOctets else {
        throw PolicyMemoryError(path: path, problem: "it is larger than \(Self.maximumOctets) octets")
      }
      let contents = try JSONDecoder().decode(Contents.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
      guard contents.schema == 1 else {
        throw PolicyMemoryError(path: path, problem: "its schema is \(contents.schema), this version knows 1")
      }
      self.policies = Mutex(contents.policies)
    } catch let error as PolicyMemoryError {
      throw error
    } catch {
      throw PolicyMemoryError(path: path, problem: "it cannot be read as a memory of policies")
    }
  }

  public func policy(of host: HostName, now: Int64) -> RememberedPolicy? {
    self.policies.withLock { policies in
      policies[host.description].flatMap { $0.until > now ? $0 : nil }
    }
  }

  public func apply(_ changes: [PolicyMemoryChange]) {
    self.policies.withLock { policies in
      for change in changes {
        switch change {
        case .remember(let host, let policy): policies[host.description] = policy
        case .forget(let host): policies[host.description] = nil
        }
      }
    }
  }

  private static func kept(_ policies: [String: RememberedPolicy]) -> [String: RememberedPolicy] {
    guard policies.count > Self.mostPolicies else { return policies }
    func demands(_ policy: RememberedPolicy) -> Bool {
      policy.origin == "enforce" || policy.subdomains == "enforce" || policy.destination == "require"
    }
    let ranked = policies.sorted { first, second in
      let (one, other) = (demands(first.value), demands(second.value))
      return one == other ? first.value.until > second.value.until : one
    }
    return Dictionary(uniqueKeysWithValues: ranked.prefix(Self.mostPolicies).map { ($0.key, $0.value) })
  }

  /// Writes the file anew, in one step and readable by its owner only, without what has run out.
  public func save(now: Int64) throws(PolicyMemoryError) {
    let contents = self.policies.withLock { policies in
      policies = Self.kept(policies.filter { $0.value.until > now })
      return Contents(policies: policies)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    do {
      try encoder.encode(contents).write(to: URL(fileURLWithPath: self.path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: self.path)
    } catch {
      throw PolicyMemoryError(path: self.path, problem: "it cannot be written; its folder must exist and be yours")
    }
  }
}

/// Why a memory of policies cannot be used.
public struct PolicyMemoryError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let problem: String

  public var description: String {
    "the policy memory \(self.path) cannot be used: \(self.problem). Name another file, or move this one away."
  }
}
