/// Which module may import which: dependencies point one way, from the edge to the domain.
///
/// Standard library, Foundation and FoundationEssentials are listed where they are used too. A new row or edge is a decision:
/// write its reason beside it.
enum ModuleTable {
  struct Row {
    let folder: String
    let imports: Set<String>
  }

  static let rows: [String: Row] = [
    "EscortDomain": Row(folder: "Sources", imports: ["Glibc", "Musl"]),
    "BackgroundWork": Row(folder: "Sources", imports: ["CBackgroundThread", "Dispatch", "Foundation", "Synchronization"]),
    "Figures": Row(folder: "Sources", imports: ["Synchronization"]),
    "RouteRules": Row(folder: "Sources", imports: ["EscortDomain"]),
    "EvidenceChain": Row(folder: "Sources", imports: ["Crypto"]),
    "Journal": Row(
      folder: "Sources",
      imports: [
        "BackgroundWork", "Dispatch", "EscortDomain", "EvidenceChain", "Foundation", "GRDB", "GRDBSQLite", "Figures", "Synchronization",
      ]),
    "JT808": Row(folder: "Protocols", imports: ["Glibc", "Musl"]),
    "JT808NIO": Row(folder: "Protocols", imports: ["JT808", "NIOCore"]),
    // Reads JSON with the domain's parser.
    "PhoneTrackers": Row(folder: "Protocols", imports: ["EscortDomain"]),
    "TrackFiles": Row(folder: "Protocols", imports: ["EscortDomain", "Foundation", "FoundationXML"]),
    "Registers": Row(folder: "Sources", imports: ["Crypto", "CryptoExtras", "EscortDomain", "FoundationEssentials"]),
    // Registers: intake refuses what is not provisioned, so it reads the register that says what is.
    "TelemetryIngest": Row(
      folder: "Sources",
      imports: [
        "EscortDomain", "Foundation", "HTTPTypes", "Hummingbird", "JT808", "JT808NIO", "Journal", "Logging", "Figures", "NIOCore",
        "NIOPosix", "NIOSSL", "PhoneTrackers", "Registers", "Synchronization", "TrackFiles",
      ]),
    // Named so because Dispatch is the name of a system library.
    "DispatchDesk": Row(
      folder: "Sources", imports: ["BackgroundWork", "EscortDomain", "Journal", "Registers", "RouteRules", "Synchronization"]),
    "DispatchConsole": Row(
      folder: "Sources",
      imports: [
        "DispatchDesk", "EscortDomain", "Foundation", "HTTPTypes", "Hummingbird", "Journal", "NIOCore", "Registers", "RouteRules",
        "ServiceLifecycle",
      ]),
    "ConvoySimulator": Row(
      folder: "Simulator",
      imports: [
        "CCurl", "EscortDomain", "JT808", "JT808NIO", "NIOCore", "NIOPosix", "Synchronization", "TrackFiles", "Yams",
      ]),
    // Crypto, EvidenceChain: a snapshot says by hashes of which journal and which program it is.
    "escort": Row(
      folder: "Sources",
      imports: [
        "ArgumentParser", "BackgroundWork", "ConvoySimulator", "Crypto", "EvidenceChain", "DispatchConsole", "Dispatch", "DispatchDesk",
        "EscortDomain", "Foundation", "Hummingbird",
        "JT808", "HTTPTypes", "Journal", "Logging", "Figures", "NIOCore", "Registers", "RouteRules", "ServiceLifecycle", "Synchronization",
        "TelemetryIngest", "TrackFiles", "UnixSignals", "Yams",
      ]),
  ]

  /// What a module's tests may import beyond the module and its imports.
  static let testImports: Set<String> = ["Foundation", "Testing"]

  /// Tests that look over several modules.
  static let widerTests: [String: Set<String>] = [
    "RouteRules": ["Synchronization", "TrackFiles"],
    "DispatchDesk": ["Synchronization"],
    // The domain's seeded generator.
    "JT808": ["EscortDomain"],
    "JT808NIO": ["NIOEmbedded"],
    "TelemetryIngest": ["NIOEmbedded"],
    // RouteRules: what the forecast says of the simulator's convoys is measured where both are at hand.
    // DispatchConsole, Hummingbird, HTTPTypes, Journal: a service whose clock goes on when it is told to is put together here.
    "EscortCommand": [
      "ArgumentParser", "TelemetryIngest", "ConvoySimulator", "DispatchConsole", "DispatchDesk", "EscortDomain", "HTTPTypes", "Hummingbird",
      "Journal", "Logging", "RouteRules", "Synchronization", "escort",
    ],
    "Architecture": [],
    // BackgroundWork: shards are judged at once as the desk has it done.
    "Benchmarks": ["BackgroundWork", "DecodeReference", "EscortDomain", "JT808", "RouteRules", "RulesReference", "Synchronization"],
    "EvidenceChain": ["Crypto"],
    "Journal": ["JournalPowerCut"],
    "JournalLoad": ["EscortDomain", "Journal", "Synchronization"],
  ]
}
