/// 0x1003: audio and video properties (JT/T 1078-2016 §5.4.2).
public struct AudioVideoProperties: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x1003

  /// 6 G.711A, 7 G.711U, 8 G.726, 19 AAC, 26 ADPCMA.
  public var audioCodec: UInt8 = 0
  /// Channels of input audio.
  public var audioChannels: UInt8 = 0
  /// 0 8 kHz, 1 22.05 kHz, 2 44.1 kHz, 3 48 kHz.
  public var sampleRate: UInt8 = 0
  /// 0 8 bits, 1 16 bits, 2 32 bits.
  public var sampleBits: UInt8 = 0
  /// Length of an audio frame.
  public var frameLength: UInt16 = 0
  /// 1 when it can play audio.
  public var audioOut: UInt8 = 0
  /// 98 H.264, 99 H.265, 100 AVS, 101 SVAC.
  public var videoCodec: UInt8 = 0
  /// Greatest number of audio channels.
  public var mostAudioChannels: UInt8 = 0
  /// Greatest number of video channels.
  public var mostVideoChannels: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<AudioVideoProperties> = [
    .number("audioCodec", \.audioCodec),
    .number("audioChannels", \.audioChannels),
    .number("sampleRate", \.sampleRate),
    .number("sampleBits", \.sampleBits),
    .number("frameLen", \.frameLength),
    .number("audioOut", \.audioOut),
    .number("videoCodec", \.videoCodec),
    .number("maxAudioCh", \.mostAudioChannels),
    .number("maxVideoCh", \.mostVideoChannels),
  ]
}
