/// The parameters of a URL's query or of a form body (`application/x-www-form-urlencoded`), decoded and in order.
public struct QueryParameters: Hashable, Sendable {
  /// A name and its value.
  public struct Parameter: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value; empty when the name stands alone.
    public var value: String
  }

  /// The parameters in order.
  public let parameters: [Parameter]

  /// The most parameters of one request; an app sends about a dozen. More are refused.
  public static let mostParameters = 64
  /// The longest query or form in bytes. A longer one is refused unread.
  public static let longestBytes = 8192

  /// Reads raw bytes, `name=value` joined by `&`, in which `+` is a space and `%` begins two hexadecimal digits.
  public init(decoding bytes: some Collection<UInt8>) throws(PhoneReportError) {
    guard bytes.count <= Self.longestBytes else { throw .tooLong(mostBytes: Self.longestBytes) }
    let raw = Array(bytes)
    var parameters: [Parameter] = []
    for piece in raw.split(separator: UInt8(ascii: "&")) {
      guard parameters.count < Self.mostParameters else { throw .tooManyParameters(most: Self.mostParameters) }
      let name = piece.prefix { $0 != UInt8(ascii: "=") }
      let value = piece.dropFirst(name.count + 1)
      parameters.append(Parameter(name: try Self.decoded(name), value: try Self.decoded(value)))
    }
    self.parameters = parameters
  }

  /// Reads raw text, such as a URL's query without its question mark.
  public init(decoding text: some StringProtocol) throws(PhoneReportError) {
    try self.init(decoding: Array(text.utf8))
  }

  /// The value of a name; of a repeated name the last.
  public subscript(name: String) -> String? {
    parameters.last { $0.name == name }?.value
  }

  private static func decoded(_ raw: ArraySlice<UInt8>) throws(PhoneReportError) -> String {
    var bytes: [UInt8] = []
    var index = raw.startIndex
    while index < raw.endIndex {
      switch raw[index] {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard index + 2 < raw.endIndex, let high = digit(raw[index + 1]), let low = digit(raw[index + 2]) else {
          throw .notPercentEncoded(offset: index)
        }
        bytes.append(high << 4 | low)
        index += 2
      case let byte: bytes.append(byte)
      }
      index += 1
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notPercentEncoded(offset: raw.startIndex) }
    return text
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
