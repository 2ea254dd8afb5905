import TLSKeys

extension HostName {
  /// Takes a name as a person writes it and converts it as a browser does.
  ///
  /// Upper case is folded, other scripts become A-labels (UTS 46, non-transitional, hyphens anywhere), one trailing dot
  /// is dropped. A name is no URL: `%41` stays what it is, and is refused.
  ///
  /// - Throws: ``HostNameError`` when what comes out is no host name.
  public static func fromPerson(_ text: String) throws(HostNameError) -> HostName {
    // No conversion makes these allowed.
    guard text.utf8.allSatisfy({ $0 >= 0x80 || Self.isWritable($0) }) else {
      throw HostNameError(text: text, problem: .forbiddenCharacter)
    }
    guard var name = ALabels.of(text) else { throw HostNameError(text: text, problem: .notInternationalized) }
    if name.hasSuffix("."), name.count > 1 { name.removeLast() }
    return try HostName(name)
  }

  private static func isWritable(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."): true
    default: self.isAllowed(octet)
    }
  }
}
