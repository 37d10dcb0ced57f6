/// 0x0801: what was recorded; the answer is 0x8800 (JT/T 808-2013 §8.52).
public struct MediaUpload: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0801

  /// Its number.
  public var mediaID: UInt32 = 0
  /// 0 image, 1 audio, 2 video.
  public var kind: UInt8 = 0
  /// 0 JPEG, 1 TIF, 2 MP3, 3 WAV, 4 WMV.
  public var format: UInt8 = 0
  /// As in 0x0800.
  public var event: UInt8 = 0
  /// The channel.
  public var channel: UInt8 = 0
  /// Where it was recorded.
  public var location = LocationReport()
  /// The recording.
  public var data: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaUpload> = [
    .number("mediaId", \.mediaID),
    .number("mediaType", \.kind),
    .number("format", \.format),
    .number("event", \.event),
    .number("channel", \.channel),
    .location("location", \.location, basic: true),
    .bytes("data", \.data),
  ]
}
