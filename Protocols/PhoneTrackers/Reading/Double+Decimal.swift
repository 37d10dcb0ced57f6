extension Double {
  /// A finite number written in decimal, perhaps with an exponent; `nil` for anything else Swift would read, such as `nan` and `0x1p4`.
  init?(decimal text: some StringProtocol) {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): true
      default: false
      }
    }
    guard isPlain, let number = Double(text), number.isFinite else { return nil }
    self = number
  }
}
