/// 0x8100: the answer to a registration (JT/T 808-2019 §8.6).
public struct RegistrationReply: Hashable, Sendable {
  /// What became of the registration.
  public enum Result: UInt8, Hashable, Sendable {
    /// Registered.
    case success = 0
    /// The vehicle is registered already.
    case vehicleAlreadyRegistered = 1
    /// There is no such vehicle.
    case noSuchVehicle = 2
    /// The terminal is registered already.
    case terminalAlreadyRegistered = 3
    /// There is no such terminal.
    case noSuchTerminal = 4
  }

  /// The serial number of the registration.
  public var replySerial: UInt16
  /// The result as sent.
  public var resultCode: UInt8
  /// The code to authenticate with; only on success.
  public var authenticationCode: String?

  /// The result, when the standard knows it.
  public var result: Result? { Result(rawValue: resultCode) }

  /// An answer.
  public init(replySerial: UInt16, result: Result, authenticationCode: String? = nil) {
    self.replySerial = replySerial
    resultCode = result.rawValue
    self.authenticationCode = authenticationCode
  }

  init(_ body: ArraySlice<UInt8>) throws(DecodingError) {
    var reader = ByteReader(body)
    replySerial = try reader.word()
    resultCode = try reader.byte()
    authenticationCode = resultCode == 0 ? GBK.text(reader.rest()) : nil
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.word(replySerial)
    writer.byte(resultCode)
    if let authenticationCode, resultCode == 0 { writer.append(GBK.bytes(authenticationCode)) }
    return writer.bytes
  }
}
