/// An extension item of a location report: id, length, value (JT/T 808-2019 table 27, JT/T 1078-2016 table 13).
public struct ExtensionItem: Hashable, Sendable {
  /// The item's id.
  public var id: UInt8
  /// The value as sent, at most 255 bytes. The items of a report share their memory.
  public var value: ArraySlice<UInt8>

  /// An item.
  public init(id: UInt8, value: ArraySlice<UInt8>) {
    self.id = id
    self.value = value
  }

  /// An item.
  public init(id: UInt8, value: [UInt8]) { self.init(id: id, value: value[...]) }

  /// Mileage, 0.1 km.
  public static let mileage: UInt8 = 0x01
  /// Video signal loss by channel (JT/T 1078).
  public static let videoSignalLoss: UInt8 = 0x15
  /// Video occlusion by channel (JT/T 1078).
  public static let videoOcclusion: UInt8 = 0x16
  /// Storage faults (JT/T 1078): bits 0–11 main storage, 12–15 backup.
  public static let storageFault: UInt8 = 0x17

  /// The value as a big-endian number; `nil` past four bytes.
  public var number: UInt32? {
    guard value.count <= 4 else { return nil }
    return value.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// A DWORD item.
  public static func doubleWord(_ id: UInt8, _ number: UInt32) -> ExtensionItem {
    var writer = ByteWriter()
    writer.doubleWord(number)
    return ExtensionItem(id: id, value: writer.bytes)
  }

  /// A WORD item.
  public static func word(_ id: UInt8, _ number: UInt16) -> ExtensionItem {
    var writer = ByteWriter()
    writer.word(number)
    return ExtensionItem(id: id, value: writer.bytes)
  }
}
