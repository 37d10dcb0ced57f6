/// 0x9003: the platform asks for audio and video properties; the answer is 0x1003 (JT/T 1078-2016 §5.4.1).
public struct AudioVideoRequest: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x9003

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AudioVideoRequest> = []
}
