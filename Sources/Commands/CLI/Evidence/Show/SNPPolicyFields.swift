import Attestation

/// What an SEV-SNP guest's owner allows the host (AMD publication 56860, guest policy).
enum SNPPolicyFields {
  static func field(_ policy: SNPGuestPolicy) -> ShownField {
    ShownField(
      "policy", "policy", .bits(policy.bits), "what the guest's owner allows the host",
      parts: [
        ShownField(
          "abi", "firmware interface (bits 0-15)", .text("\(policy.abiMajor).\(policy.abiMinor)"), "the least")
      ] + self.bits.fields(policy.bits, known: 0xFFFF))
  }

  private static let bits = BitFields([
    .init(16, "smt", "simultaneous multithreading", on: "allowed", off: "forbidden"),
    .init(17, "reservedOne", "reserved, always one", on: "one", off: "zero"),
    .init(18, "migrationAgent", "migration agent", on: "allowed", off: "forbidden"),
    .init(19, "debug", "debugging", on: "allowed: the host can look into the guest", off: "forbidden"),
    .init(20, "singleSocket", "single socket only", on: "demanded", off: "not demanded"),
    .init(21, "cxl", "CXL memory and devices", on: "allowed", off: "forbidden"),
    .init(22, "aes256Xts", "AES-256-XTS for memory", on: "demanded", off: "not demanded"),
    .init(23, "raplDisabled", "RAPL disabled", on: "demanded", off: "not demanded"),
    .init(24, "ciphertextHiding", "ciphertext hiding in DRAM", on: "demanded", off: "not demanded"),
    .init(25, "pageSwapDisabled", "swapping of guest pages", on: "forbidden", off: "allowed"),
  ])
}
