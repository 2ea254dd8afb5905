extension ReferenceValues {
  /// Reads what `nitro-cli describe-eif` prints, or `build-enclave` at its end: the registers that an image will have.
  ///
  /// - Throws: ``DocumentError`` where there are no SHA-384 measurements, where PCR0, PCR1 or PCR2 is missing, and
  ///   where `nitro-cli` says that the image's checksum or signature does not hold.
  public init(
    describeEIF document: DocumentValue, name: String, notBefore: Int64? = nil, notAfter: Int64? = nil
  ) throws(DocumentError) {
    guard case .map(let fields)? = document["Measurements"] else {
      throw DocumentError("Measurements", "is missing", next: "Give the JSON that `nitro-cli describe-eif` prints.")
    }
    for check in ["CheckCRC", "SignatureCheck"] where document[check] == .flag(false) {
      throw DocumentError(
        check, "is false: the image is damaged or not signed by its certificate", next: "Build it again.")
    }
    var values: [String: Allowed] = [:]
    for field in fields {
      let path = "Measurements.\(field.key.prefix(64))"
      guard case .text(let text) = field.value else { throw DocumentError(path, "should be one text") }
      if field.key == "HashAlgorithm" {
        guard text.lowercased().hasPrefix("sha384") else {
          throw DocumentError(path, "is `\(text.prefix(64))`", next: "Nitro's registers are SHA-384.")
        }
        continue
      }
      guard Self.isRegister(field.key) else { throw DocumentError(path, "is no register") }
      guard let octets = Hexadecimal.octets(text), octets.count == 48 else {
        throw DocumentError(path, "should be 96 hexadecimal digits")
      }
      values[field.key.lowercased()] = .oneOf([octets])
    }
    for essential in MeasurementNames.essential(.nitro) where values[essential] == nil {
      throw DocumentError("Measurements.\(essential.uppercased())", "is missing")
    }
    self.init(name: name, notBefore: notBefore, notAfter: notAfter, values: [.nitro: values])
  }

  /// `PCR0` to `PCR31`.
  private static func isRegister(_ key: String) -> Bool {
    guard key.hasPrefix("PCR"), let index = Int(key.dropFirst(3)) else { return false }
    return 0...31 ~= index && key == "PCR\(index)"
  }
}
