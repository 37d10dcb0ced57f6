/// 0x8103: the platform sets parameters (JT/T 808-2013 §8.9).
public struct ParameterSetting: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8103

  /// The parameters.
  public var parameters: [TerminalParameter] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<ParameterSetting> = [
    .list("params", \.parameters, count: .byte, named: "count")
  ]
}
