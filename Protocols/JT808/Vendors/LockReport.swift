/// Item 0xD5: the state of electronic locks, as Huabao's send it.
public struct LockReport: Laid {
  /// The locks.
  public var locks: [LockReport.Lock] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<LockReport> = [
    .list("locks", \.locks, count: .byte)
  ]
}

extension LockReport {
  /// A lock.
  public struct Lock: Laid {
    /// Its number, packed decimal, 5 bytes.
    public var id: [UInt8] = []
    /// The card last shown to it, 5 bytes.
    public var card: [UInt8] = []
    /// Battery in per cent.
    public var batteryPercent: UInt8 = 0
    /// Bit 5 set: unlocked.
    public var statusBits: UInt16 = 0

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Lock> = [
      .bytes("lockId", \.id, length: 5),
      .bytes("card", \.card, length: 5),
      .number("battery", \.batteryPercent),
      .number("status", \.statusBits),
    ]
  }
}
