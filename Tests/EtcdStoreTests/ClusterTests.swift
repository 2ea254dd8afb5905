import AgentStore
import Foundation
import Loopback
import Testing

@testable import EtcdStore

@Suite("A cluster that loses members", .enabled(if: EtcdCluster.isInstalled, .noEtcd), .timeLimit(.minutes(4)))
struct ClusterTests {
  private let pair = Sample.pairs[0]

  /// For those who are to give up soon.
  private var impatient: EtcdLimits {
    var limits = EtcdLimits()
    limits.whole = .seconds(2)
    return limits
  }

  @Test("reading, writing and dividing the work go on while any one of three members is killed", arguments: 0..<3)
  func killed(_ number: Int) async throws {
    try await EtcdWorld.withCluster { cluster in
      let settings = try EtcdWorld.settings(cluster, lease: 10)
      let agent = try TestAgent(settings)
      try await EtcdWorld.eventually("it has the pair") { agent.division.mine(pair) != nil }
      try await agent.store.put(Sample.relationship(pair))
      let fence = agent.division.mine(pair)
      await cluster.kill(number)
      for _ in 0..<20 { try await agent.store.count(pair) }
      #expect(try await agent.store.relationship(pair)?.generation == 21)
      let second = try TestAgent(settings)
      try await EtcdWorld.eventually("another joins") { second.share(of: Sample.pairs) > 0 }
      #expect(agent.fence(of: pair) == fence || agent.fence(of: pair) == nil)
      try await cluster.restart(number)
      #expect(try await second.store.relationship(pair)?.generation == 21)
    }
  }

  @Test("a member that is stopped and answers nothing is passed over")
  func paused() async throws {
    try await EtcdWorld.withCluster { cluster in
      let agent = try TestAgent(try EtcdWorld.settings(cluster, lease: 10))
      try await agent.store.put(Sample.relationship(pair))
      // The one that is asked first.
      cluster.pause(0)
      for _ in 0..<3 { try await agent.store.count(pair) }
      cluster.resume(0)
      #expect(try await agent.store.relationship(pair)?.generation == 4)
    }
  }

  @Test("what others write is heard also after the member that told of it was killed")
  func watching() async throws {
    try await EtcdWorld.withCluster { cluster in
      let settings = try EtcdWorld.settings(cluster, lease: 10)
      let (first, second) = (try TestAgent(settings), try TestAgent(settings))
      try await EtcdWorld.eventually("both live") {
        first.share(of: Sample.pairs) > 0 && second.share(of: Sample.pairs) > 0
      }
      var heard = first.division.news().makeAsyncIterator()
      await cluster.kill(0)
      try await second.store.put(Sample.relationship(pair))
      while let news = await heard.next(), news != .changed(pair) {}
    }
  }

  @Test("without a majority nothing is written, and the error says where and why")
  func noMajority() async throws {
    try await EtcdWorld.withCluster { cluster in
      let settings = try EtcdWorld.settings(cluster, lease: 60)
      let agent = try TestAgent(settings, limits: impatient)
      try await agent.store.put(Sample.relationship(pair))
      await cluster.kill(1)
      await cluster.kill(2)
      let error = await #expect(throws: StoreError.self) { try await agent.store.relationship(pair) }
      #expect(
        error?.description.hasPrefix("\(settings.place) could not be used: ") == true, "\(error.debugDescription)")
      await #expect(throws: ChangeError<Refused>.self) { try await agent.store.count(pair) }
    }
  }

  @Test("TLS with a client's certificate lets in; without one, or by another authority, nobody is let in or trusted")
  func tls() async throws {
    let cluster = try await EtcdCluster.start(members: 1, withTLS: true)
    let files = try #require(cluster.tls)
    let good = try EtcdTLS(ca: files.ca, identity: (files.clientCertificate, files.clientKey))
    let agent = try TestAgent(try EtcdWorld.settings(cluster, tls: good))
    try await agent.store.put(Sample.relationship(pair))
    #expect(try await agent.store.relationship(pair) == Sample.relationship(pair))
    let anonymous = try TestAgent(
      try EtcdWorld.settings(cluster, tls: try EtcdTLS(ca: files.ca, identity: nil)), limits: impatient)
    let refused = await #expect(throws: StoreError.self) { try await anonymous.store.relationship(pair) }
    #expect(refused?.description.contains("wants a certificate") == true, "\(refused.debugDescription)")
    let trusting = try TestAgent(try EtcdWorld.settings(cluster, tls: .systemRoots), limits: impatient)
    let error = await #expect(throws: StoreError.self) { try await trusting.store.relationship(pair) }
    #expect(error?.description.contains("not by an authority") == true, "\(error.debugDescription)")
    await cluster.stop()
  }
}
