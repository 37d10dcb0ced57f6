/// Kinds of evidence that rules decide by.
struct Grounds: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// Positions, and the states of doors and alarms that come with them.
  static let positions = Grounds(rawValue: 1)
  /// Heartbeats and recorded segments of cameras.
  static let recordings = Grounds(rawValue: 2)
  /// Doors that report by themselves.
  static let doors = Grounds(rawValue: 4)
  /// Alarms that are told by themselves.
  static let alarms = Grounds(rawValue: 8)
  /// Seals.
  static let seals = Grounds(rawValue: 16)
  /// Check-ins, confirmations and check-outs.
  static let acts = Grounds(rawValue: 32)
  /// Phones of escorts.
  static let phones = Grounds(rawValue: 64)
  /// Custody and duty alone, which every rule decides by.
  static let custody: Grounds = []
}
