import EscortDomain

/// Any number of convoys made of a few scenarios, each with names, plates and terminals of its own.
///
/// The scenarios are dealt out in turn. Seeds are dealt out as well, from a bounded number, so that what thousands say is held once for
/// each seed.
public struct ConvoyCopies: Sendable {
  /// The most convoys of one process: with two vehicles each they have as many connections as descriptors, often 20,000, may allow.
  public static let most = 10_000
  /// How many seeds of each scenario are played: enough that no report interval sees many convoys say the same.
  static let mostSeeds = 32

  /// The convoys that copies are made of.
  public let originals: [PlayedConvoy]
  /// For each of these the marks of its copies.
  public let marks: [[ConvoyMark]]
  private let order: [(original: Int, mark: ConvoyMark)]

  /// So many copies of scenarios.
  ///
  /// - Parameters:
  ///   - count: from 1 to ``most``.
  ///   - seed: the first seed; `nil` for each scenario's own.
  public init(of scenarios: [Scenario], count: Int, seed: UInt64?) throws(ScenarioError) {
    guard (1...Self.most).contains(count), !scenarios.isEmpty else {
      throw ScenarioError(line: nil, "from 1 to \(Self.most) convoys can be played at once, not \(count)")
    }
    let block = ConvoyMark.block(of: scenarios.map(\.transport.id.text).joined(separator: " "))
    let seeds = min(Self.mostSeeds, (count + scenarios.count - 1) / scenarios.count)
    originals = scenarios.flatMap { scenario in
      (0..<UInt64(seeds)).map { PlayedConvoy(ConvoyScript(scenario, seed: (seed ?? scenario.seed) &+ $0)) }
    }
    var marks = [[ConvoyMark]](repeating: [], count: originals.count)
    var order: [(Int, ConvoyMark)] = []
    var terminals = 0
    for index in 0..<count {
      let original = index % scenarios.count * seeds + index / scenarios.count % seeds
      let digits = String(index + 1)
      let mark = ConvoyMark(
        suffix: "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits, terminals: originals[original].terminals,
        block: block, first: terminals)
      terminals += originals[original].terminals.count
      guard terminals <= Self.mostTerminals else {
        throw ScenarioError(line: nil, "more than \(Self.mostTerminals) terminals; play fewer convoys")
      }
      marks[original].append(mark)
      order.append((original, mark))
    }
    self.marks = marks
    self.order = order
    terminalCount = terminals
  }

  /// The copies' terminals in all.
  public let terminalCount: Int

  /// The copies, in order.
  public var convoys: [PlayedConvoy] { order.map { originals[$0.original].copy(under: $0.mark) } }

  /// What one process can connect from one address: the system hands out some 28,000 ports.
  private static let mostTerminals = 25_000
}
