/// 0x8804: the terminal is to record sound (JT/T 808-2013 §8.59).
public struct AudioRecording: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8804

  /// 0 stop, 1 start.
  public var command: UInt8 = 0
  /// For how many seconds; 0 is without end.
  public var seconds: UInt16 = 0
  /// 1 keep it, 0 send it at once.
  public var save: UInt8 = 0
  /// 0 8 kHz, 1 11 kHz, 2 23 kHz, 3 32 kHz.
  public var sampleRate: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AudioRecording> = [
    .number("command", \.command),
    .number("interval", \.seconds),
    .number("save", \.save),
    .number("sampleRate", \.sampleRate),
  ]
}
