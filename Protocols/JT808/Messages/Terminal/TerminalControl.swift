/// 0x8105: the platform controls the terminal, for example resets or upgrades it (JT/T 808-2013 §8.13).
public struct TerminalControl: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8105

  /// 1 upgrade, 2 connect to a given server, 3 power off, 4 reset, 5 factory settings, 6 close data connections, 7 close all.
  public var command: UInt8 = 0
  /// The parameters of commands 1 and 2, separated by semicolons.
  public var parameters: String = ""

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<TerminalControl> = [
    .number("command", \.command),
    .text("parameters", \.parameters),
  ]
}
