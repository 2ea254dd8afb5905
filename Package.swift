// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

extension Target.Dependency {
  static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
  static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
  static let crypto = product(name: "Crypto", package: "swift-crypto")
  static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
  static let grdb = product(name: "GRDB", package: "GRDB.swift")
  static let grpcCore = product(name: "GRPCCore", package: "grpc-swift-2")
  static let grpcPosix = product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
  static let grpcProtobuf = product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
  static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
  static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
  static let logging = product(name: "Logging", package: "swift-log")
  static let nioCore = product(name: "NIOCore", package: "swift-nio")
  static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
  static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
  static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
  static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
  static let protobuf = product(name: "SwiftProtobuf", package: "swift-protobuf")
  static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
  static let swiftASN1 = product(name: "SwiftASN1", package: "swift-asn1")
  static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
  static let x509 = product(name: "X509", package: "swift-certificates")
  static let yams = product(name: "Yams", package: "Yams")
}

/// A room of the house: a target whose folder stands in the wing it belongs to.
func room(_ wing: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(wing)/\(name)", swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Sources/Commands/\(name)", swiftSettings: strict)
}

func tests(_ room: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.byName(name: room)] + dependencies, resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "warifu",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Attestation", targets: ["Attestation"]),
    .library(name: "Declarations", targets: ["Declarations"]),
    .library(name: "DNS", targets: ["DNS"]),
    .library(name: "HopVerifier", targets: ["HopVerifier"]),
    .executable(name: "warifu", targets: ["warifu"]),
    .executable(name: "warifud", targets: ["warifud"]),
    .executable(name: "warifu-browser-host", targets: ["warifu-browser-host"]),
    .executable(name: "warifu-signer", targets: ["warifu-signer"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", .upToNextMinor(from: "2.9.0")),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Names
    .systemLibrary(
      name: "CUnbound", path: "Sources/Names/CUnbound", providers: [.apt(["libunbound-dev"]), .brew(["unbound"])]),
    room("Names", "DNSWire", [.crypto]),
    room("Names", "DNS", ["CUnbound", "DNSWire", .nioCore, .nioPosix]),
    // Keys
    room("Keys", "TLSKeys", [.crypto, .cryptoExtras, .swiftASN1]),
    room("Keys", "TLSProbe", ["TLSKeys", .nioCore, .nioHTTP1, .nioPosix, .nioSSL, .nioTLS]),
    // Declarations
    room("Declarations", "Declarations", ["TLSKeys"]),
    room("Declarations", "HopVerifier", ["DNS", "DNSWire", "Declarations", "TLSKeys", "TLSProbe"]),
    room(
      "Declarations", "BrowserHost", ["DNS", "Declarations", "HopVerifier", "Settings", "TLSKeys", "TLSProbe"]),
    room(
      "Declarations", "SigningService",
      [
        "Declarations", "LocalLink", "Logs", "PartnerLink", "Rpc", "Secrets", "Settings", "TLSKeys", .grpcCore,
        .grpcPosix, .logging,
      ]),
    room(
      "Declarations", "Relationships",
      [
        "AgentStore", "DNS", "DNSWire", "Declarations", "Logs", "PartnerLink", "Rpc", "SigningService", "TLSKeys",
        .grpcCore, .logging, .protobuf,
      ]),
    // Agent
    room("Agent", "Rpc", [.grpcCore, .grpcProtobuf, .protobuf]),
    room(
      "Agent", "PartnerLink",
      [
        "Logs", "Secrets", "TLSKeys", .crypto, .grpcCore, .grpcPosix, .logging, .nioCore, .nioPosix, .nioSSL,
        .nioTLS, .swiftASN1, .x509,
      ]),
    room("Agent", "LocalLink", ["PartnerLink", "Secrets", .grpcCore, .grpcPosix, .logging, .nioCore]),
    room("Agent", "AgentStore", ["Declarations", .grdb]),
    room(
      "Agent", "EtcdStore",
      [
        "AgentStore", "Declarations", "Rpc", "Secrets", .grpcCore, .grpcPosix, .logging, .nioCore, .nioSSL, .protobuf,
      ]),
    room("Agent", "AgentControl", ["LocalLink", "Rpc", .grpcCore, .grpcPosix, .logging, .protobuf]),
    room("Agent", "Logs", ["Secrets", .logging]),
    room(
      "Agent", "Monitoring",
      [
        "DNS", "DNSWire", "Declarations", "HopVerifier", "Logs", "TLSKeys", "TLSProbe", "ZoneHealth", .asyncHTTPClient,
        .crypto, .hummingbird, .hummingbirdCore, .logging, .nioCore, .nioHTTP1, .nioSSL,
      ]),
    room("Agent", "Secrets", []),
    room("Agent", "Settings", ["Secrets", .yams]),
    room(
      "Agent", "Agent",
      [
        "AgentControl", "AgentStore", "DNS", "DNSWire", "Declarations", "EtcdStore", "HopVerifier", "Logs",
        "Monitoring", "PartnerLink", "Relationships", "Secrets", "Settings", "SigningService", "TLSKeys", "TLSProbe",
        .crypto, .logging, .serviceLifecycle, .unixSignals,
      ]),
    // Fleets
    room("Fleets", "Attestation", ["TLSKeys", .crypto, .cryptoExtras, .swiftASN1]),
    room("Fleets", "Attesters", ["Attestation", "TLSKeys", .crypto, .cryptoExtras]),
    room(
      "Fleets", "Collateral", ["Attestation", .asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix, .nioSSL]),
    // Groundwork
    room("Groundwork", "Findings", []),
    room("Groundwork", "ZoneHealth", ["DNS", "DNSWire", "Declarations", "Findings", "TLSKeys"]),
    // Practice
    room(
      "Practice", "Loopback",
      [.crypto, .cryptoExtras, .nioCore, .nioHTTP1, .nioPosix, .nioSSL, .nioTLS, .swiftASN1, .x509]),
    room(
      "Practice", "Lab",
      [
        "AgentControl", "DNS", "DNSWire", "Declarations", "Loopback", "PartnerLink", "SigningService", "TLSKeys",
      ]),
    room(
      "Practice", "Soak",
      ["AgentControl", "DNS", "DNSWire", "Declarations", "HopVerifier", "Loopback", "PartnerLink", "TLSKeys"]),
    // Commands
    room(
      "Commands", "CLI",
      [
        "Agent", "AgentControl", "AgentStore", "Attestation", "Attesters", "BrowserHost", "Collateral", "DNS",
        "DNSWire",
        "Declarations", "EtcdStore", "Findings", "HopVerifier", "Lab", "Logs", "Loopback", "Monitoring", "PartnerLink",
        "Relationships", "Secrets", "Settings", "SigningService", "TLSKeys", "TLSProbe", "ZoneHealth", .argumentParser,
        .crypto, .logging,
      ]),
    program("warifu", ["CLI"]),
    program("warifu-browser-host", ["BrowserHost"]),
    program("warifud", ["Agent", "Settings", .argumentParser, .logging]),
    program(
      "warifu-signer",
      ["Logs", "PartnerLink", "Secrets", "Settings", "SigningService", .argumentParser, .logging]),

    // Tests
    tests("DNSWire"),
    tests("DNS", ["DNSWire", "Loopback", .nioCore, .nioPosix]),
    tests("TLSKeys", ["Loopback", .swiftASN1]),
    tests("TLSProbe", ["Loopback", "TLSKeys", .nioSSL]),
    tests("Declarations", ["TLSKeys"], resources: [.copy("Resources")]),
    tests("BrowserHost", ["Declarations", "HopVerifier", "Loopback", "Settings"]),
    .testTarget(
      name: "BrowserTests", dependencies: ["AgentControl", "Lab", "Loopback"], swiftSettings: strict),
    tests("HopVerifier", ["DNS", "DNSWire", "Declarations", "Loopback", "TLSKeys", "TLSProbe"]),
    tests(
      "PartnerLink",
      [
        "Rpc", "Secrets", "TLSKeys", .grpcCore, .grpcPosix, .grpcProtobuf, .logging, .nioCore, .nioPosix, .nioSSL,
      ]),
    tests(
      "SigningService",
      [
        "Declarations", "Loopback", "PartnerLink", "Secrets", "Settings", "TLSKeys", .crypto, .logging,
        .swiftASN1, .x509,
      ]),
    tests("AgentStore", ["Declarations", "EtcdStore", "Loopback", .grdb, .logging]),
    tests("EtcdStore", ["AgentStore", "Declarations", "Loopback", "Rpc", .logging]),
    tests("AgentControl", ["LocalLink", "Loopback", "Rpc", .grpcPosix, .logging, .protobuf]),
    tests("LocalLink", ["Loopback", .grpcPosix, .logging]),
    tests("Settings", ["Logs", "Secrets"]),
    tests(
      "Monitoring",
      [
        "DNS", "DNSWire", "Declarations", "HopVerifier", "Logs", "Loopback", "TLSKeys", .crypto, .logging,
      ]),
    tests(
      "Relationships",
      [
        "AgentStore", "DNS", "DNSWire", "Declarations", "Loopback", "PartnerLink", "Rpc", "SigningService", "TLSKeys",
        .logging, .protobuf,
      ]),
    tests(
      "Agent",
      [
        "AgentControl", "AgentStore", "DNS", "DNSWire", "Declarations", "EtcdStore", "HopVerifier", "Loopback",
        "Monitoring", "PartnerLink", "Relationships", "Rpc", "Settings", "SigningService", "TLSKeys", "TLSProbe",
        .crypto, .grpcCore, .logging, .protobuf,
      ]),
    tests("Attestation", ["Loopback", "TLSKeys", .crypto, .cryptoExtras, .swiftASN1, .x509]),
    tests("Attesters", ["Attestation", "Loopback", "TLSKeys", .crypto]),
    tests("Collateral", ["Attestation", "Attesters", "Loopback"]),
    tests("Findings"),
    tests("ZoneHealth", ["DNS", "DNSWire", "Declarations", "Findings", "Loopback", "TLSKeys"]),
    tests("Loopback"),
    tests("Lab", ["Loopback"]),
    tests("Soak", ["Declarations", "Loopback", "TLSKeys"]),
    tests(
      "CLI",
      [
        "AgentControl", "AgentStore", "Attestation", "Attesters", "DNS", "Declarations", "EtcdStore", "Findings",
        "HopVerifier", "Loopback", "Monitoring",
        "PartnerLink", "TLSKeys", "ZoneHealth", .argumentParser, .logging,
      ]),
  ]
)

// The benchmark is built by Scripts/bench, soak and stale-cache only, so that `swift build` stays short. It stands here and not in a nested
// package because it starts servers by the `package` room Loopback.
if Context.environment["WARIFU_EXTRAS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "warifu-bench",
      dependencies: [
        "AgentControl", "Attestation", "Attesters", "DNS", "DNSWire", "Declarations", "HopVerifier", "Lab", "Loopback",
        "PartnerLink", "Rpc", "Soak", "TLSKeys", .crypto, .grpcCore, .grpcProtobuf, .logging, .nioCore, .nioSSL,
        .product(name: "NIOEmbedded", package: "swift-nio"), .protobuf,
      ],
      path: "Benchmarks", swiftSettings: strict))
}

// Fuzz targets are built by Scripts/fuzz only: they need libFuzzer's `main`. They stand here and not in a nested package
// because they read what `package` rooms read, and one resolution of the dependencies serves both.
if Context.environment["WARIFU_FUZZ"] != nil {
  func fuzz(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies, path: "Fuzz/\(name)",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  }
  package.targets += [
    fuzz("FuzzAppraisal", ["Attestation"]),
    fuzz("FuzzAuxblob", ["Attestation"]),
    fuzz("FuzzBrowser", ["BrowserHost", "HopVerifier"]),
    fuzz("FuzzCBOR", ["Attestation"]),
    fuzz("FuzzCOSE", ["Attestation"]),
    fuzz("FuzzCRL", ["Attestation"]),
    fuzz("FuzzDNSMessage", ["DNSWire"]),
    fuzz("FuzzDeclarations", ["Declarations", "TLSKeys"]),
    fuzz("FuzzEvidence", ["Attestation"]),
    fuzz(
      "FuzzHTTPHead", ["TLSProbe", .nioCore, .product(name: "NIOEmbedded", package: "swift-nio"), .nioHTTP1]),
    fuzz("FuzzNitro", ["Attestation"]),
    fuzz("FuzzPEM", ["TLSKeys"]),
    fuzz("FuzzSNP", ["Attestation", .swiftASN1]),
    fuzz("FuzzTCBJSON", ["Attestation"]),
    fuzz("FuzzTDX", ["Attestation"]),
    fuzz("FuzzStore", ["AgentStore", "Declarations", "EtcdStore"]),
    fuzz(
      "FuzzRpc",
      [
        "AgentControl", "AgentStore", "Declarations", "Relationships", "Rpc", "Settings", "SigningService", "TLSKeys",
        .protobuf,
      ]),
  ]
}
