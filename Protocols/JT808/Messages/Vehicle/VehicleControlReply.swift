/// 0x0500: the state of the vehicle after a control (JT/T 808-2013 §8.34).
public struct VehicleControlReply: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x0500

  /// The serial number of the control.
  public var replySerial: UInt16 = 0
  /// The report, whose status bits tell.
  public var location = LocationReport()

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<VehicleControlReply> = [
    .number("replySerial", \.replySerial),
    .location("location", \.location),
  ]
}
