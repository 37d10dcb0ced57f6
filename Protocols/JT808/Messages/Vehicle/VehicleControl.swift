/// 0x8500: the platform controls the vehicle; the answer is 0x0500 (JT/T 808-2013 §8.33; 2019 lists controls of various length).
public struct VehicleControl: MessageBody {
  /// The message's number.
  public static let id: UInt16 = 0x8500

  /// Bit 0: 0 unlock the doors, 1 lock them.
  public var flag: UInt8 = 0
  /// The controls of a 2019 terminal as they are.
  public var controls: [UInt8] = []

  /// Everything at its default.
  public init() {}

  /// The fields in order.
  public static let layout: Layout<VehicleControl> = [
    .when({ _, version in version != .v2019 }, [.number("flag", \.flag)]),
    .when({ _, version in version == .v2019 }, [.bytes("controls", \.controls)]),
  ]
}
