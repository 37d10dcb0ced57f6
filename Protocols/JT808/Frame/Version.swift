/// Which header a frame carries; bit 14 of the attributes decides (JT/T 808-2019 §4.4.3).
public enum Version: Int, Hashable, Sendable {
  /// The header of 2011 and 2013: a number of 6 packed bytes.
  case v2013 = 2013
  /// The header of 2019: a version byte and a number of 10 packed bytes.
  case v2019 = 2019

  /// The length of the terminal's number in bytes.
  public var terminalNumberBytes: Int { self == .v2019 ? 10 : 6 }
}
