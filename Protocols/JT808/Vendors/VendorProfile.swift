/// The extension items of a vendor or an association, beside those of the standard. Their ids overlap between vendors, so a
/// terminal's profile says which hold.
public enum VendorProfile: String, Hashable, Sendable, CaseIterable {
  /// T/JSATL 12-2017: driver assistance, driver state, tyres, blind spots.
  case jsatl12
  /// Electronic locks of Huabao.
  case huabaoLock

  /// The items it adds, by id.
  public var items: [UInt8: any Laid.Type] {
    switch self {
    case .jsatl12: [0x64: DriverAssistanceAlarm.self, 0x65: DriverStateAlarm.self, 0x66: TyreAlarm.self, 0x67: BlindSpotAlarm.self]
    case .huabaoLock: [0xD5: LockReport.self]
    }
  }

  /// What an item says; `nil` when the profile does not know it, or not in this length.
  public func content(of item: ExtensionItem) -> (any Laid)? {
    guard let type = items[item.id] else { return nil }
    var reader = ByteReader(item.value)
    guard let content = try? type.init(&reader, version: .v2013), reader.remaining == 0 else { return nil }
    return content
  }
}
