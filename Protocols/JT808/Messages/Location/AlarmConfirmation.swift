/// 0x8203: a person has confirmed an alarm (JT/T 808-2013 §8.22).
public struct AlarmConfirmation: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8203

  /// The serial number of the alarm's report; 0 is every one of these kinds.
  public var alarmSerial: UInt16 = 0
  /// The kinds, as alarm bits.
  public var alarmBits: UInt32 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AlarmConfirmation> = [
    .number("alarmSerial", \.alarmSerial),
    .number("alarmTypes", \.alarmBits),
  ]
}
