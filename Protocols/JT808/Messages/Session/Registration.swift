/// 0x0100: a terminal registers (JT/T 808-2019 §8.5; 2011 and 2013 with shorter fields).
public struct Registration: Hashable, Sendable {
  /// The layouts, told apart by header version and length.
  public enum Layout: Int, Hashable, Sendable {
    /// Maker 5, model 8, terminal id 7 bytes.
    case v2011 = 2011
    /// Maker 5, model 20, terminal id 7 bytes.
    case v2013 = 2013
    /// Maker 11, model 30, terminal id 30 bytes.
    case v2019 = 2019

    fileprivate var lengths: (maker: Int, model: Int, terminalID: Int) {
      switch self {
      case .v2011: (5, 8, 7)
      case .v2013: (5, 20, 7)
      case .v2019: (11, 30, 30)
      }
    }
  }

  /// Which layout it had.
  public var layout: Layout
  /// Province, as in GB/T 2260.
  public var province: UInt16
  /// City and county, as in GB/T 2260.
  public var city: UInt16
  /// The maker's number.
  public var maker: String
  /// The model.
  public var model: String
  /// The maker's number of the terminal.
  public var terminalID: String
  /// The colour of the plate as in JT/T 415; 0 for a vehicle without one.
  public var plateColour: UInt8
  /// The plate; with colour 0 the vehicle's identification number.
  public var plate: String

  /// A registration.
  public init(
    layout: Layout, province: UInt16, city: UInt16, maker: String, model: String, terminalID: String,
    plateColour: UInt8, plate: String
  ) {
    self.layout = layout
    self.province = province
    self.city = city
    self.maker = maker
    self.model = model
    self.terminalID = terminalID
    self.plateColour = plateColour
    self.plate = plate
  }

  init(_ body: ArraySlice<UInt8>, version: Version) throws(DecodingError) {
    layout = version == .v2019 ? .v2019 : body.count > 36 ? .v2013 : .v2011
    var reader = ByteReader(body)
    let lengths = layout.lengths
    province = try reader.word()
    city = try reader.word()
    maker = try reader.text(lengths.maker)
    model = try reader.text(lengths.model)
    terminalID = try reader.text(lengths.terminalID)
    plateColour = try reader.byte()
    plate = GBK.text(reader.rest())
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.word(province)
    writer.word(city)
    writer.text(maker, length: layout.lengths.maker)
    writer.text(model, length: layout.lengths.model)
    writer.text(terminalID, length: layout.lengths.terminalID)
    writer.byte(plateColour)
    writer.append(GBK.bytes(plate))
    return writer.bytes
  }
}
