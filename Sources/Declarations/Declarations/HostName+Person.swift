import Foundation

extension HostName {
  /// Takes a name as a person writes it and converts it as a browser does.
  ///
  /// Upper case is folded, other scripts become A-labels (UTS 46, non-transitional), one trailing dot is dropped.
  ///
  /// - Throws: ``HostNameError`` when what comes out is no host name.
  public static func fromPerson(_ text: String) throws(HostNameError) -> HostName {
    var name = text
    if !text.utf8.allSatisfy({ $0 < 0x80 }) {
      let reserved: Set<Character> = ["/", "\\", ":", "@", "?", "#", "[", "]", "%", " ", "\t", "\n", "\r"]
      guard !text.contains(where: reserved.contains), let host = URL(string: "https://\(text)/")?.host else {
        throw HostNameError(text: text, problem: .forbiddenCharacter)
      }
      name = host
    }
    name = name.lowercased()
    if name.hasSuffix("."), name.count > 1 { name.removeLast() }
    return try HostName(name)
  }
}
