/// 0x8801: a camera is to take pictures or record; the answer is 0x0805 (JT/T 808-2013 §8.54).
public struct Snapshot: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8801

  /// The channel.
  public var channel: UInt8 = 0
  /// 0 stop, 0xFFFF record, otherwise how many pictures.
  public var command: UInt16 = 0
  /// Seconds between pictures or of recording; 0 the shortest or for ever.
  public var intervalSeconds: UInt16 = 0
  /// 1 keep it, 0 send it at once.
  public var save: UInt8 = 0
  /// 1 320×240, 2 640×480, 3 800×600, 4 1024×768, 5 QCIF, 6 CIF, 7 HALF D1, 8 D1.
  public var resolution: UInt8 = 0
  /// 1 best to 10 smallest.
  public var quality: UInt8 = 0
  /// 0–255.
  public var brightness: UInt8 = 0
  /// 0–127.
  public var contrast: UInt8 = 0
  /// 0–127.
  public var saturation: UInt8 = 0
  /// 0–255.
  public var chroma: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<Snapshot> = [
    .number("channel", \.channel),
    .number("command", \.command),
    .number("interval", \.intervalSeconds),
    .number("save", \.save),
    .number("resolution", \.resolution),
    .number("quality", \.quality),
    .number("brightness", \.brightness),
    .number("contrast", \.contrast),
    .number("saturation", \.saturation),
    .number("chroma", \.chroma),
  ]
}
