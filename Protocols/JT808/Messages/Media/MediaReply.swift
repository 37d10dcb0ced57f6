/// 0x8800: a recording has arrived, or parts of it are missing (JT/T 808-2013 §8.53).
public struct MediaReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8800

  /// Its number.
  public var mediaID: UInt32 = 0
  /// The numbers of the missing parts; absent when all have arrived.
  public var missing: [UInt16]?

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaReply> = [
    .number("mediaId", \.mediaID),
    .numbers("list", \.missing, count: .byte),
  ]
}
