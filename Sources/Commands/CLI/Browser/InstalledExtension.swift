import Foundation

/// Our extension as Firefox has written it down in a profile.
struct InstalledExtension: Decodable, Hashable, Sendable {
  let id: String
  let version: String?
  let active: Bool?
  let userDisabled: Bool?
  let appDisabled: Bool?
  /// Firefox's own number: 2 and above is signed.
  let signedState: Int?

  var isSigned: Bool { (self.signedState ?? 0) >= 2 }

  private struct File: Decodable {
    let addons: [Entry]
  }

  /// Of other extensions nothing but the name needs to be understood.
  private enum Entry: Decodable {
    case ours(InstalledExtension)
    case other

    private enum CodingKeys: CodingKey { case id }

    init(from decoder: any Decoder) throws {
      let id = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(String.self, forKey: .id)
      self = id == ExtensionID.firefox ? .ours(try InstalledExtension(from: decoder)) : .other
    }
  }

  static func file(in profile: String) -> String { "\(profile)/extensions.json" }

  /// - Returns: nil where the profile does not have it.
  /// - Throws: where the file is there and cannot be read.
  static func read(in profile: String) throws -> InstalledExtension? {
    let file = self.file(in: profile)
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let contents = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    for case .ours(let found) in contents.addons { return found }
    return nil
  }
}
