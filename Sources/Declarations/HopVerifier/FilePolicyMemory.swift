public import Declarations
import Foundation
import Synchronization

/// A memory of policies in a JSON file.
public final class FilePolicyMemory: PolicyMemory {
  /// A file of more octets is refused: 4 MiB, some 20,000 hosts.
  public static let maximumOctets = 4_194_304

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

  /// Writes the file anew, in one step and readable by its owner only, without what has run out.
  public func save(now: Int64) throws(PolicyMemoryError) {
    let contents = self.policies.withLock { Contents(policies: $0.filter { $0.value.until > now }) }
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
