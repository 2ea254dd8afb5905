import DNS
import DNSWire
import HopVerifier
import Synchronization

/// A resolver that answers what it was told, and remembers what it was asked.
final class ScriptedNames: NameLookup {
  private let answers: Mutex<[String: Lookup]>
  private let path: PathState
  private let asked = Mutex<[String]>([])
  private let checks = Mutex(0)

  /// - Parameter answers: by owner name without its final dot; everything else is securely absent for 300 s.
  init(_ answers: [String: Lookup], path: PathState = .validates) {
    self.answers = Mutex(answers)
    self.path = path
  }

  /// One that never answers.
  static var silent: ScriptedNames { ScriptedNames(["": .unreachable(reason: "no answer")]) }

  var questions: [String] { self.asked.withLock { $0 } }
  var pathChecks: Int { self.checks.withLock { $0 } }

  func lookup(_ name: DomainName, _ type: RecordType, deadline: Duration) async -> Lookup {
    let owner = String(name.description.dropLast())
    self.asked.withLock { $0.append(owner) }
    return self.answers.withLock { $0[owner] ?? $0[""] ?? .absent(kind: .nxdomain, ttl: 300, secure: true) }
  }

  func addresses(of host: String, deadline: Duration) async -> AddressLookup {
    .found(["127.0.0.1"], secure: true)
  }

  func checkPath(deadline: Duration) async -> PathState {
    self.checks.withLock { $0 += 1 }
    return self.path
  }
}
