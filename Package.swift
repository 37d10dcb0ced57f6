// swift-tools-version: 6.2
import PackageDescription

/// Every target of this package is held to the same language rules; see Tests/Architecture for the module table.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// Optimised in debug builds too, overflow checks and all: its tests try thousands of random convoys.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

func module(
  _ name: String, in folder: String, dependencies: [Target.Dependency] = [], resources: [Resource] = [], settings: [SwiftSetting] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "\(folder)/\(name)", resources: resources, swiftSettings: rules + settings)
}

func tests(
  _ name: String, dependencies: [Target.Dependency], resources: [Resource] = [], settings: [SwiftSetting] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)", resources: resources, swiftSettings: rules + settings)
}

let package = Package(
  name: "escort",
  products: [.executable(name: "escort", targets: ["escort"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    module("EscortDomain", in: "Sources", settings: optimised),
    module("Figures", in: "Sources"),
    .target(name: "CBackgroundThread", path: "Sources/CBackgroundThread"),
    module("BackgroundWork", in: "Sources", dependencies: ["CBackgroundThread"]),
    module("RouteRules", in: "Sources", dependencies: ["EscortDomain"], settings: optimised),
    module("EvidenceChain", in: "Sources", dependencies: [crypto]),
    module("Journal", in: "Sources", dependencies: ["BackgroundWork", "EscortDomain", "EvidenceChain", "Figures", grdb, grdbSQLite]),
    // Its views of frames live no longer than the bytes they were read from, which this lets the compiler check.
    module("JT808", in: "Protocols", settings: [.enableExperimentalFeature("Lifetimes")]),
    module("PhoneTrackers", in: "Protocols", dependencies: ["EscortDomain"]),
    module("JT808NIO", in: "Protocols", dependencies: ["JT808", nioCore]),
    module("Registers", in: "Sources", dependencies: ["EscortDomain", crypto, cryptoExtras]),
    module(
      "TelemetryIngest", in: "Sources",
      dependencies: [
        "EscortDomain", "JT808", "JT808NIO", "Journal", "Figures", "PhoneTrackers", "Registers", "TrackFiles", hummingbird, httpTypes,
        logging,
        nioCore, nioPosix, nioSSL,
      ]),
    module("DispatchDesk", in: "Sources", dependencies: ["BackgroundWork", "EscortDomain", "Journal", "Registers", "RouteRules"]),
    module(
      "DispatchConsole", in: "Sources",
      dependencies: ["DispatchDesk", "EscortDomain", "Journal", "Registers", "RouteRules", hummingbird, httpTypes, lifecycle, nioCore],
      resources: [.copy("Assets")]),
    module("TrackFiles", in: "Protocols", dependencies: ["EscortDomain"]),
    .systemLibrary(
      name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    module(
      "ConvoySimulator", in: "Simulator",
      dependencies: ["CCurl", "EscortDomain", "JT808", "JT808NIO", "TrackFiles", nioCore, nioPosix, yams]),
    .executableTarget(
      name: "escort",
      dependencies: [
        "BackgroundWork", "ConvoySimulator", "DispatchDesk", "DispatchConsole", "EscortDomain", "EvidenceChain", "JT808", "Journal",
        "Figures",
        "Registers", "RouteRules", "TelemetryIngest", "TrackFiles", argumentParser, crypto, httpTypes, hummingbird, lifecycle, logging,
        nioCore, unixSignals, yams,
      ],
      path: "Sources/escort", swiftSettings: rules),
    tests("EscortDomain", dependencies: ["EscortDomain"]),
    tests("Figures", dependencies: ["Figures"]),
    tests("BackgroundWork", dependencies: ["BackgroundWork"]),
    tests("Registers", dependencies: ["EscortDomain", "Registers"]),
    tests("EvidenceChain", dependencies: ["EvidenceChain", crypto]),
    tests("Journal", dependencies: ["EscortDomain", "Journal", "JournalPowerCut", "journal-load"]),
    .target(name: "JournalPowerCut", path: "Tests/JournalPowerCut", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "journal-load", dependencies: ["EscortDomain", "Journal"], path: "Tests/JournalLoad", swiftSettings: rules),
    tests("JT808", dependencies: ["EscortDomain", "JT808"]),
    tests("PhoneTrackers", dependencies: ["EscortDomain", "PhoneTrackers"]),
    .executableTarget(name: "terminal-load", path: "Tests/Benchmarks/TerminalLoad"),
    .target(name: "DecodeReference", path: "Tests/Benchmarks/DecodeReference"),
    .executableTarget(
      name: "decode-benchmark", dependencies: ["DecodeReference", "JT808"], path: "Tests/Benchmarks/Decode", swiftSettings: rules),
    .target(name: "RulesReference", path: "Tests/Benchmarks/RulesReference"),
    .executableTarget(
      name: "rules-benchmark", dependencies: ["BackgroundWork", "EscortDomain", "RouteRules", "RulesReference"],
      path: "Tests/Benchmarks/Rules", swiftSettings: rules),
    tests("JT808NIO", dependencies: ["JT808", "JT808NIO", nioCore, nioEmbedded]),
    tests(
      "TelemetryIngest",
      dependencies: [
        "EscortDomain", "JT808", "JT808NIO", "Journal", "Registers", "TelemetryIngest", "TrackFiles", hummingbird, nioCore, nioEmbedded,
        nioPosix, nioSSL,
      ]),
    tests("RouteRules", dependencies: ["EscortDomain", "RouteRules", "TrackFiles"], settings: optimised),
    tests("DispatchDesk", dependencies: ["DispatchDesk", "EscortDomain", "Journal", "Registers", "RouteRules"]),
    tests("TrackFiles", dependencies: ["EscortDomain", "TrackFiles"]),
    tests("ConvoySimulator", dependencies: ["ConvoySimulator", "EscortDomain", "JT808", "TrackFiles"]),
    tests(
      "EscortCommand",
      dependencies: [
        "ConvoySimulator", "DispatchConsole", "DispatchDesk", "EscortDomain", "Journal", "RouteRules", "TelemetryIngest", "escort",
        argumentParser, httpTypes, hummingbird, logging,
      ]),
    tests("Architecture", dependencies: []),
  ]
)
