/// A parameter of a terminal (JT/T 808-2013 table 12, JT/T 1078-2016 table 1).
public struct TerminalParameter: Laid {
  /// Its id.
  public var id: UInt32 = 0
  /// Its value.
  public var value: [UInt8] = []

  /// 0x0001: seconds between heartbeats.
  public static let heartbeatInterval: UInt32 = 0x0001
  /// 0x0029: seconds between reports.
  public static let reportInterval: UInt32 = 0x0029
  /// 0x0055: greatest speed in km/h.
  public static let maxSpeed: UInt32 = 0x0055

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TerminalParameter> = [
    .identifier("id", \.id, bytes: 2),
    .bytes("value", \.value, count: .byte),
  ]
}
