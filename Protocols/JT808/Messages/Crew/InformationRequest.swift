/// 0x0303: the crew subscribes to news or ends it (JT/T 808-2013 §8.29).
public struct InformationRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0303

  /// Its number.
  public var kind: UInt8 = 0
  /// 0 end, 1 subscribe.
  public var flag: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<InformationRequest> = [
    .number("infoType", \.kind),
    .number("flag", \.flag),
  ]
}
