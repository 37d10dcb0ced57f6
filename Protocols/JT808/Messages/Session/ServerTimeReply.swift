/// 0x8004: the time of the platform, in UTC unlike every other time of the standard (JT/T 808-2019 table 6).
public struct ServerTimeReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8004

  /// The digits of the UTC time; a ``BCDTime`` takes digits as GMT+8, so its instant is eight hours early.
  public var time = BCDTime.none

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ServerTimeReply> = [
    .time("serverTime", \.time)
  ]
}
