import ArgumentParser
import DNS
import Declarations
import Foundation
import HopVerifier
import TLSProbe

struct VerifyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Follow a URL and verify every step from one host to another.",
    usage: """
      warifu verify [<options>] <url> ...
      warifu verify [<options>] --pair <origin[:port]> <destination[:port]>
      """,
    discussion: """
      Follows the redirects of each URL as a browser would, at most ten. Before a step to another host is followed, it \
      looks up whether both hosts declared it, with the keys that their servers show. Where a host's own policy demands \
      a declaration and there is none that verifies, it stops, and nothing more is sent.

        warifu verify https://shop.example/checkout
        warifu verify --pair shop.example pay.example --kind form
        warifu verify --json --memory ~/.cache/warifu/policies.json https://shop.example
        warifu verify --html chain.html https://shop.example/checkout

      Exit code: 0 all verified, or no other host; 1 stopped, or a declaration that fails, a malformed one too; 2 wrong \
      command line; 3 undeclared; 4 bogus; 5 could not find out; 6 insecure. Over several steps the first present of \
      1, 4, 6, 5, 3.
      """)

  @Argument(help: ArgumentHelp("What to follow; https:// may be left out.", valueName: "url"))
  var urls: [String] = []

  @Flag(
    help:
      "Take two hosts, origin and destination, with or without port, and verify that step without following anything.")
  var pair = false

  @Option(
    help: ArgumentHelp(
      "With --pair: how the user is sent; may be given several times. (default: redirect)",
      valueName: HopKind.allCases.map(\.rawValue).joined(separator: "|")),
    completion: .list(HopKind.allCases.map(\.rawValue)), transform: HopKind.init(written:))
  var kind: [HopKind] = []

  @Option(help: ArgumentHelp("A file of PEM certificates to trust besides the system's roots.", valueName: "file"))
  var ca: String?

  @OptionGroup var resolver: ResolverOptions

  @Option(
    help: ArgumentHelp(
      "Remember the hosts' policies in this file, so that a stripped answer is noticed.", valueName: "file"))
  var memory: String?

  @Option(
    help: ArgumentHelp(
      "A DNS server that knows the zones at first hand, asked when a verdict might rest on an old answer. (default: recursion from the root)",
      valueName: "address:port"))
  var fresh: String?

  @Option(
    help: ArgumentHelp(
      "Also write the chains as a page of HTML that needs nothing else, in the language of $WARIFU_LANG (en, ja).",
      valueName: "file"),
    completion: .file())
  var html: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if self.pair {
      guard self.urls.count == 2 else {
        throw ValidationError("--pair takes two hosts: warifu verify --pair ORIGIN[:PORT] DESTINATION[:PORT]")
      }
    } else {
      guard !self.urls.isEmpty else { throw ValidationError("Name at least one URL, or two hosts with --pair.") }
      guard self.kind.isEmpty else { throw ValidationError("--kind goes with --pair: a URL's steps are redirects.") }
    }
  }

  func report() async throws -> Report {
    // Looked at before anything is asked of anybody.
    let ends = self.pair ? try self.urls.map { try PairEnd($0).url } : []
    if !self.pair { try self.checkURLs() }
    let page = try self.html.map { try PageFile($0) }
    let path = try await NamesPath.open(self.resolver, fresh: try self.fresh.map { try ServerAddress($0) })
    let memory = try self.memory.map { try FilePolicyMemory(path: $0) }
    if let memory { try memory.save(now: Moment.now) }
    let probe = try TLSProbe.trusting(self.ca)
    let verifier = HopVerifier(
      names: path.names, startsAtZoneServers: path.startsAtZoneServers, freshLook: path.freshLook,
      memory: memory ?? NoPolicyMemory(), deadline: self.resolver.deadline.duration, now: { Moment.now })
    let chains = ChainVerifier(
      verifier: verifier, names: path.names, probe: probe, deadline: self.resolver.deadline.duration)
    var reports: [ChainReport] = []
    if self.pair {
      reports.append(
        await chains.verifyPair(
          origin: ends[0], destination: ends[1], kinds: self.kind.isEmpty ? [.redirect] : Set(self.kind)))
    } else {
      for url in self.urls { reports.append(await chains.follow(url)) }
    }
    try memory?.save(now: Moment.now)
    try page?.write(reports)
    let document = VerificationReport(reports)
    let heard = path.notes + reports.flatMap { $0.notes + $0.hops.flatMap(\.notes) }
    return Report(
      document, lines: VerificationText(reports, pathNotes: path.notes).lines, outcome: document.exitCode,
      notes: self.output.json ? heard : [])
  }

  private func checkURLs() throws(Complaint) {
    for url in self.urls {
      do throws(ChainFailure) {
        _ = try ChainVerifier.url(url)
      } catch {
        throw .usage(url, "'\(url.prefix(200))' cannot be followed: \(error.message)", next: error.next)
      }
    }
  }
}

extension HopKind {
  /// - Throws: what a person who wrote another word should read.
  init(written word: String) throws {
    guard let kind = HopKind(rawValue: word) else {
      throw ValidationError("'\(word)' is no kind of hop; there are redirect, form, frame and link.")
    }
    self = kind
  }
}
