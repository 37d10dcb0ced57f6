/// 0x8805: the platform wants one recording (JT/T 808-2013 §8.60).
public struct SingleMediaRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8805

  /// Its number.
  public var mediaID: UInt32 = 0
  /// 1 delete it afterwards.
  public var delete: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<SingleMediaRequest> = [
    .number("mediaId", \.mediaID),
    .number("delete", \.delete),
  ]
}
