/// 0x0800: the terminal has something recorded (JT/T 808-2013 §8.51).
public struct MediaEvent: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0800

  /// Its number.
  public var mediaID: UInt32 = 0
  /// 0 image, 1 audio, 2 video.
  public var kind: UInt8 = 0
  /// 0 JPEG, 1 TIF, 2 MP3, 3 WAV, 4 WMV.
  public var format: UInt8 = 0
  /// 0 command, 1 timer, 2 robbery, 3 collision or rollover, 4 door opened, 5 door closed, 6 doors closed and speed past 20 km/h,
  /// 7 distance.
  public var event: UInt8 = 0
  /// The channel.
  public var channel: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<MediaEvent> = [
    .number("mediaId", \.mediaID),
    .number("mediaType", \.kind),
    .number("format", \.format),
    .number("event", \.event),
    .number("channel", \.channel),
  ]
}
