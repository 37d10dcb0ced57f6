/// 0x1005: how many passengers got on and off (JT/T 1078-2016 §5.4.3).
public struct PassengerFlow: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1005

  /// From.
  public var start = BCDTime.none
  /// To.
  public var end = BCDTime.none
  /// Passengers on.
  public var on: UInt16 = 0
  /// Passengers off.
  public var off: UInt16 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<PassengerFlow> = [
    .time("start", \.start),
    .time("end", \.end),
    .number("on", \.on),
    .number("off", \.off),
  ]
}
