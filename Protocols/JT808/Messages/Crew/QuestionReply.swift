/// 0x0302: the crew's answer (JT/T 808-2013 §8.27).
public struct QuestionReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0302

  /// The serial number of the question.
  public var replySerial: UInt16 = 0
  /// The number of the answer.
  public var answerID: UInt8 = 0

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<QuestionReply> = [
    .number("replySerial", \.replySerial),
    .number("answerId", \.answerID),
  ]
}
