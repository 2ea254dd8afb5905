import Attestation

/// What a PCK certificate says about its platform.
enum PCKFields {
  /// Nothing for a certificate of any other key.
  static func fields(_ certificate: X509Certificate) -> [ShownField] {
    guard let platform = PCKPlatform(of: certificate) else { return [] }
    return [
      ShownField(
        "platform", "Intel's platform extension",
        parts: self.required(certificate) + [
          ShownField("ppid", "PPID", self.octets(platform.ppid), "names the processor package"),
          ShownField(
            "sgxType", "SGX type", platform.sgxType.map { .number(UInt64($0)) } ?? .nothing, self.type(platform.sgxType)
          ),
          ShownField(
            "platformInstanceId", "platform instance id", self.octets(platform.instanceID),
            platform.instanceID == nil ? "a platform of one package" : ""),
          ShownField("dynamicPlatform", "packages may be added", self.flag(platform.isDynamic)),
          ShownField("cachedKeys", "Intel keeps the platform's keys", self.flag(platform.hasCachedKeys)),
          ShownField("smtEnabled", "multithreading", self.flag(platform.hasSMT)),
        ])
    ]
  }

  /// What verification needs.
  private static func required(_ certificate: X509Certificate) -> [ShownField] {
    do {
      guard let said = try PCKExtension(of: certificate) else { return [] }
      return [
        ShownField("fmspc", "FMSPC", .octets(said.fmspc), "by which TCB Info is found"),
        ShownField("pceId", "PCE id", .octets(said.pceID)),
        ShownField(
          "tcb", "TCB",
          parts: [
            ShownField("cpuSvn", "CPUSVN", .octets(said.cpuSVN)),
            ShownField("pceSvn", "PCESVN", .number(UInt64(said.pceSVN))),
            ShownField(
              "components", "components 1 to 16", .numbers(said.components)),
          ]),
      ]
    } catch {
      return [ShownField("tcb", "TCB", .nothing, "not readable: \(error.message)")]
    }
  }

  private static func octets(_ octets: [UInt8]?) -> ShownValue { octets.map { .octets($0) } ?? .nothing }
  private static func flag(_ flag: Bool?) -> ShownValue { flag.map { .flag($0) } ?? .nothing }

  private static func type(_ type: Int?) -> String {
    switch type {
    case 0: "standard"
    case 1: "scalable"
    case 2: "scalable with integrity"
    case nil: ""
    default: "not known"
    }
  }
}
