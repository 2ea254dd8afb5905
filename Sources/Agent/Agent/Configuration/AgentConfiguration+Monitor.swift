import Crypto
import DNS
import Declarations
import Foundation
import HopVerifier
import Monitoring
import Secrets
import Settings
import TLSKeys
import TLSProbe

extension AgentConfiguration {
  private static let intervals: ClosedRange<Duration> = .seconds(1)...(.seconds(86_400))
  private static let mostURLs = 1_000
  /// A key shorter than this can be guessed.
  private static let shortestSecret = 16

  static func monitor(_ node: SettingsNode?) throws(SettingsError) -> MonitorSettings? {
    guard let node else { return nil }
    let interval =
      try node.valueIfPresent("interval", next: "Write a number of seconds, or with a unit: `5m`.", Self.interval)
      ?? .seconds(300)
    let metrics = try node.valueIfPresent(
      "metrics", next: "Write an address of this machine's own and a port: `127.0.0.1:9464`.", Self.loopback)
    let webhook = try Self.webhook(node)
    let events = try node.pathIfPresent("events")
    let extraRoots = try Self.extraRoots(node)
    return MonitorSettings(
      interval: interval, metrics: metrics, webhook: webhook, events: events, extraRoots: extraRoots,
      ports: try Self.ports(try node.mapIfPresent("ports")), urls: try Self.urls(node))
  }

  private static func interval(_ text: String) throws -> Duration {
    guard let interval = Duration(written: text) ?? Int(text).map({ .seconds(min(max($0, 0), 1_000_000)) }) else {
      throw ConfigurationProblem("`\(text)` is not a span of time")
    }
    guard Self.intervals.contains(interval) else {
      throw ConfigurationProblem("\(text) is out of range: from 1s to 1d is allowed")
    }
    return interval
  }

  private static func loopback(_ text: String) throws -> ServerAddress {
    guard let colon = text.lastIndex(of: ":"), colon != text.startIndex, !text.hasSuffix("]"),
      text.hasPrefix("[") || text.firstIndex(of: ":") == colon
    else { throw ConfigurationProblem("`\(text)` is not an address with a port") }
    let address = try ServerAddress(text, defaultPort: 0)
    guard address.host.hasPrefix("127.") || address.host == "::1" else {
      throw ConfigurationProblem("`\(text)` is not a loopback address: others could read who this agent's partners are")
    }
    return address
  }

  private static func webhook(_ node: SettingsNode) throws(SettingsError) -> WebhookSettings? {
    let url = try node.valueIfPresent("webhook", next: "Write a URL: `https://alerts.example/hook`.") { text in
      guard HTTPURL(text) != nil else { throw ConfigurationProblem("this is no http or https URL") }
      return text
    }
    guard let file = try node.pathIfPresent("webhookSecretFile") else { return url.map { WebhookSettings(url: $0) } }
    guard let url else {
      throw node.error("webhookSecretFile", "is of no use without `webhook`", next: "Name the URL, or remove it.")
    }
    let secret: String
    do {
      secret = try SecretFile.readText(file).trimmingCharacters(in: .whitespacesAndNewlines)
    } catch {
      throw node.error("webhookSecretFile", "\(error)")
    }
    guard secret.utf8.count >= Self.shortestSecret else {
      throw node.error(
        "webhookSecretFile", "\(file): the secret has fewer than \(Self.shortestSecret) octets",
        next: "Make one: openssl rand -hex 32")
    }
    return WebhookSettings(url: url, secret: SymmetricKey(data: Data(secret.utf8)))
  }

  private static func extraRoots(_ node: SettingsNode) throws(SettingsError) -> String? {
    guard let file = try node.pathIfPresent("ca") else { return nil }
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
      _ = try LeafCertificate(pem: text)
    } catch let error as KeyError {
      throw node.error("ca", "\(file): \(error)", next: "Name a file of certificates in PEM form.")
    } catch {
      throw node.error("ca", "\(file): it cannot be read", next: "Name a file of certificates in PEM form.")
    }
    return text
  }

  private static func ports(_ node: SettingsNode?) throws(SettingsError) -> [HostName: Int] {
    guard let node else { return [:] }
    var ports: [HostName: Int] = [:]
    for key in node.keys {
      let port = try node.int(key, in: 1...65_535)
      do throws(HostNameError) {
        ports[try HostName(key)] = port
      } catch {
        throw node.error(key, "\(error)", next: "Write `host.example: 8443`.")
      }
    }
    return ports
  }

  private static func urls(_ node: SettingsNode) throws(SettingsError) -> [String] {
    let urls = try node.values("urls", default: [], next: "Write URLs: `https://shop.example/checkout`.") {
      (text: String) throws -> String in
      do throws(ChainFailure) {
        _ = try ChainVerifier.url(text)
      } catch {
        throw ConfigurationProblem(error.message)
      }
      return text
    }
    guard urls.count <= Self.mostURLs else {
      throw node.error("urls", "names \(urls.count) URLs, \(Self.mostURLs) are allowed")
    }
    return urls
  }
}
