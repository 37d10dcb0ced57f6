/// 0x8302: a question for the crew; the answer is 0x0302 (JT/T 808-2013 §8.26).
public struct Question: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8302

  /// As in 0x8300.
  public var flag: UInt8 = 0
  /// The question.
  public var question: String = ""
  /// The answers to choose from.
  public var answers: [Question.Answer] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<Question> = [
    .number("flag", \.flag),
    .text("question", \.question, count: .byte),
    .list("answers", \.answers, count: .toEnd),
  ]
}

extension Question {
  /// A possible answer.
  public struct Answer: Laid {
    /// Its number.
    public var id: UInt8 = 0
    /// What it says.
    public var content: String = ""

    /// Everything at its default.
    public init() {}

    /// The fields in order.
    public static let layout: Layout<Answer> = [
      .number("answerId", \.id),
      .text("content", \.content, count: .word),
    ]
  }
}
