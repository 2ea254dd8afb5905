import Foundation
import Loopback
import Testing

@testable import EtcdStore

/// A cluster that a suite's tests share, each under a prefix of its own.
enum EtcdWorld {
  @TaskLocal static var cluster: EtcdCluster?

  /// A new prefix on the suite's cluster.
  static func settings(lease: Int = 2) throws -> EtcdSettings {
    let cluster = try #require(self.cluster)
    return try self.settings(cluster, lease: lease)
  }

  static func settings(_ cluster: EtcdCluster, lease: Int = 2, tls: EtcdTLS? = nil) throws -> EtcdSettings {
    try EtcdSettings(
      endpoints: cluster.endpoints.map { try EtcdEndpoint($0) }, prefix: "/warifu/\(UUID().uuidString)/", tls: tls,
      lease: lease)
  }

  /// Runs a test on a cluster of its own, whose members it may kill.
  static func withCluster(_ body: (EtcdCluster) async throws -> Void) async throws {
    let cluster = try await EtcdCluster.start()
    do {
      try await body(cluster)
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }

  /// Waits until it is so.
  static func eventually(
    _ what: Comment, within limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + limit
    while try await !isSo() {
      guard ContinuousClock.now < end else {
        Issue.record(what, sourceLocation: sourceLocation)
        throw Late()
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  struct Late: Error {}
}

/// Runs a suite with a cluster of three members.
struct OnEtcd: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let cluster = try await EtcdCluster.start()
    do {
      try await EtcdWorld.$cluster.withValue(cluster, operation: function)
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }
}

extension Trait where Self == OnEtcd {
  static var onEtcd: OnEtcd { OnEtcd() }
}

extension Comment {
  static var noEtcd: Comment { "\(EtcdCluster.missing)" }
}
