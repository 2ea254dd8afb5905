import Foundation
import Loopback

extension World {
  /// Undoes what scenes left behind, so that every pair is as its description says; then writes `world.json`.
  ///
  /// - Returns: its path.
  package func keep() async throws -> String {
    try await self.removeGarbage()
    try await self.unbound.control("flush_zone", ".")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(self.description()), as: UTF8.self)
    return try self.folder.write(text + "\n", to: WorldFiles.description, mode: 0o600)
  }

  /// A command that verifies the main chain in this world.
  package var exampleCommand: String {
    ([self.programs.warifu, "verify"] + self.verificationOptions + [self.url(.shop, "/checkout")]).joined(
      separator: " ")
  }

  private func description() -> WorldDescription {
    let redirects = LabRedirect.all(web: self.web.port, plain: self.plainWeb.port)
    return WorldDescription(
      resolver: self.resolverAddress, fresh: self.freshAddress, trustAnchor: WorldFiles.trustAnchorLine(of: self.knot),
      caFile: self.rootFile,
      zones: LabHost.allCases.compactMap { host in
        self.updateKeys[host].map {
          .init(
            name: host.name, server: self.authoritativeAddress,
            tsig: .init(name: $0.name, algorithm: $0.algorithm, secret: $0.secret))
        }
      },
      hosts: LabHost.allCases.map { host in
        .init(
          name: host.name, address: self.web.address, port: self.web.port,
          certificate: self.folder.file(WorldFiles.certificate(of: host)),
          privateKey: self.folder.file(WorldFiles.key(of: host)),
          redirects: Dictionary(
            redirects.filter { $0.host == host }.map { ($0.path, $0.target) }, uniquingKeysWith: { first, _ in first }))
      },
      pairs: KeptPair.all.map {
        .init(origin: $0.pair.origin.name, destination: $0.pair.destination.name, expected: $0.expected)
      })
  }
}
