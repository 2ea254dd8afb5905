import Attestation

/// What the TDX module says about a trust domain.
enum TDXBodyFields {
  static func fields(_ body: TDXBody) -> [ShownField] {
    let isIntels = body.mrSignerSEAM.allSatisfy { $0 == 0 }
    return [
      self.versions("teeTcbSvn", "TEE TCB SVN", body.teeTCBSVN),
      ShownField("mrSeam", "MRSEAM", .octets(body.mrSEAM), "measurement of the TDX module"),
      ShownField(
        "mrSignerSeam", "MRSIGNERSEAM", .octets(body.mrSignerSEAM),
        isIntels ? "Intel signed the TDX module" : "who signed the TDX module"),
      ShownField(
        "seamAttributes", "SEAMATTRIBUTES", .octets(body.seamAttributes),
        body.seamAttributes.allSatisfy { $0 == 0 } ? "as production modules have" : "of the TDX module"),
      self.attributes(body.tdAttributes),
      self.features(body.xfam),
      ShownField("mrTd", "MRTD", .octets(body.mrTD), "SHA-384 of what the TD was built from"),
      self.hosts("mrConfigId", "MRCONFIGID", body.mrConfigID, "configuration"),
      self.hosts("mrOwner", "MROWNER", body.mrOwner, "owner"),
      self.hosts("mrOwnerConfig", "MROWNERCONFIG", body.mrOwnerConfig, "owner's configuration"),
      ShownField(
        "rtmrs", "RTMRs", "they grow while the TD starts and runs",
        parts: body.rtmrs.enumerated().map { index, value in
          ShownField(
            "rtmr\(index)", "RTMR\(index)", .octets(value),
            GivenOctets.orNothing(value, self.uses[index], ifZero: "\(self.uses[index]); nothing was measured"))
        }),
      ShownField(
        "reportData", "report data", .octets(body.reportData), GivenOctets.meaning(body.reportData, "from the TD")),
    ] + self.later(body)
  }

  /// By the conventions of TDVF and Linux.
  private static let uses = [
    "usually the firmware's configuration", "usually the boot loader and kernel", "usually command line and initrd",
    "the application's own",
  ]

  /// TDX 1.5 alone.
  private static func later(_ body: TDXBody) -> [ShownField] {
    let versions = body.teeTCBSVN2.map {
      [self.versions("teeTcbSvn2", "TEE TCB SVN 2", $0, "now, where the module was updated beneath a running TD")]
    }
    let service = body.mrServiceTD.map {
      [
        ShownField(
          "mrServiceTd", "MRSERVICETD", .octets($0),
          GivenOctets.orNothing($0, "measurement of the service TDs bound to it", ifZero: "no service TD is bound"))
      ]
    }
    return (versions ?? []) + (service ?? [])
  }

  private static func versions(
    _ key: String, _ label: String, _ octets: [UInt8], _ meaning: String = "versions of what the TD rests on"
  ) -> ShownField {
    let rest = octets.dropFirst(3)
    return ShownField(
      key, label, .octets(octets), meaning,
      parts: [
        ShownField("moduleSvn", "TDX module SVN (octet 0)", .number(UInt64(octets[0]))),
        ShownField(
          "moduleSeries", "TDX module series (octet 1)", .number(UInt64(octets[1])),
          octets[1] == 0
            ? "the first; tdxModule in TCB Info" : "TDX_\(ShownValue.hex([octets[1]]).uppercased()) in TCB Info"),
        ShownField("lateMicrocode", "late microcode SVN (octet 2)", .number(UInt64(octets[2]))),
      ]
        + (rest.contains { $0 != 0 }
          ? [ShownField("otherSvns", "octets 3 to 15", .octets(Array(rest)), "not used so far")] : []))
  }

  private static func hosts(_ key: String, _ label: String, _ value: [UInt8], _ what: String) -> ShownField {
    ShownField(
      key, label, .octets(value),
      GivenOctets.orNothing(value, "\(what), by whoever started the TD", ifZero: "no \(what) was named"))
  }

  // MARK: Bits

  private static func attributes(_ octets: [UInt8]) -> ShownField {
    ShownField(
      "tdAttributes", "TDATTRIBUTES", .octets(octets), "little-endian",
      parts: self.attributeBits.fields(self.number(octets)))
  }

  private static let attributeBits = BitFields([
    .init(0, "debug", "DEBUG", on: "on: the host can look into the TD", off: "off"),
    .init(4, "hgsPlusProf", "HGS_PLUS_PROF, profiling", on: "on", off: "off"),
    .init(5, "perfProf", "PERF_PROF, profiling", on: "on", off: "off"),
    .init(6, "pmtProf", "PMT_PROF, telemetry", on: "on", off: "off"),
    .init(16, "icssd", "ICSSD", on: "on", off: "off"),
    .init(27, "lass", "LASS, linear address separation", on: "on", off: "off"),
    .init(28, "septVeDisable", "SEPT_VE_DISABLE, no #VE on pending pages", on: "on", off: "off"),
    .init(29, "migratable", "MIGRATABLE", on: "on: it can be moved to another machine", off: "off"),
    .init(30, "pks", "PKS, supervisor protection keys", on: "on", off: "off"),
    .init(31, "kl", "KL, key locker", on: "on", off: "off"),
    .init(62, "tpa", "TPA, provisioning agent of TDX Connect", on: "on", off: "off"),
    .init(63, "perfmon", "PERFMON, performance counters", on: "on", off: "off"),
  ])

  private static func features(_ octets: [UInt8]) -> ShownField {
    let number = self.number(octets)
    return ShownField(
      "xfam", "XFAM", .octets(octets), "little-endian; parts of the processor's state that the TD may use",
      parts: [
        ShownField("features", "features", self.featureBits.names(number))
      ])
  }

  /// Those of XCR0 and IA32_XSS (Intel SDM, volume 1, chapter 13).
  private static let featureBits = BitFields(
    [
      (0, "x87"), (1, "SSE"), (2, "AVX"), (3, "MPX bounds"), (4, "MPX configuration"), (5, "AVX-512 masks"),
      (6, "AVX-512 upper halves"), (7, "AVX-512 upper registers"), (8, "processor trace"), (9, "protection keys"),
      (10, "PASID"), (11, "CET user"), (12, "CET supervisor"), (13, "HDC"), (14, "user interrupts"),
      (15, "last branch records"), (16, "HWP"), (17, "AMX configuration"), (18, "AMX data"), (19, "APX"),
    ].map { BitFields.Bit($0.0, "", $0.1) })

  /// From eight octets, little-endian.
  static func number(_ octets: [UInt8]) -> UInt64 { octets.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}
