/// 0x0805: the pictures a command gave (JT/T 808-2013 §8.55).
///
/// How many there are is a WORD in some terminals and a DWORD in others; the length of the body tells which.
public struct SnapshotReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0805

  /// The serial number of the command.
  public var replySerial: UInt16 = 0
  /// 0 done, 1 failed, 2 no such channel.
  public var result: UInt8 = 0
  /// The numbers of the pictures.
  public var mediaIDs: [UInt32] = []
  /// Whether the number of pictures is a DWORD.
  public var countsInDoubleWord = false

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<SnapshotReply> = [
    .number("replySerial", \.replySerial),
    .number("result", \.result),
    .when({ body, _ in body.result == 0 }, [pictures]),
  ]

  private static let pictures = Layout<SnapshotReply>.Part(
    read: { body, reader, version throws(DecodingError) in
      body.countsInDoubleWord = reader.remaining.isMultiple(of: 4)
      body.mediaIDs = try reader.numbers(body.countsInDoubleWord ? .doubleWord : .word, version: version)
    },
    write: { body, writer, version in
      writer.numbers(body.mediaIDs, body.countsInDoubleWord ? .doubleWord : .word, version: version)
    },
    describe: { body, _ in [Field("mediaIds", .list(body.mediaIDs.map { .number(UInt64($0)) }))] })
}
