import Foundation
import Loopback

/// The files of a world, by their names in its folder.
enum WorldFiles {
  static let trustAnchor = "root.ds"
  static let root = "ca.pem"
  static let description = "world.json"

  static func certificate(of host: LabHost) -> String { "sites/\(host.name).pem" }
  static func key(of host: LabHost) -> String { "sites/\(host.name)-key.pem" }

  /// Writes what a web server shows, and its key with mode 0600.
  static func write(_ site: Site, in folder: TemporaryFolder) throws {
    try site.certificate.write(to: folder, name: "sites/\(site.host.name)")
  }

  /// `. DS …`: the root's DS record without TTL and class.
  static func trustAnchorLine(of knot: KnotServer) -> String {
    let words = knot.trustAnchorDS.split(separator: " ")
    guard let type = words.firstIndex(of: "DS") else { return knot.trustAnchorDS }
    return ([words[0]] + words[type...]).joined(separator: " ")
  }
}
