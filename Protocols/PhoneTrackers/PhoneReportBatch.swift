/// What one request of a tracking app held: the reports that could be read, in its order, and a word on all others.
public struct PhoneReportBatch: Hashable, Sendable {
  /// A report that could not be read.
  public struct Unreadable: Hashable, Sendable {
    /// Its place in the request, from 0.
    public var index: Int
    /// What was wrong with it.
    public var error: PhoneReportError
  }

  /// The reports.
  public var reports: [PhoneReport]
  /// What should have been a report and could not be read.
  public var unreadable: [Unreadable] = []
  /// How many messages were of a kind that reports no position.
  public var withoutPosition = 0

  /// A batch in which everything could be read.
  public init(reports: [PhoneReport] = []) {
    self.reports = reports
  }

  /// The most messages of one request: a working day at one in thirty seconds. A longer list is refused whole.
  public static let mostMessages = 1000
  /// The longest body in bytes: some six hundred of Traccar Client's messages. A longer one is refused unread.
  public static let longestBytes = 262_144
}
