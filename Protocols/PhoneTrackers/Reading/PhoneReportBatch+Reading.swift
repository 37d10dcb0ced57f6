import EscortDomain

extension PhoneReportBatch {
  /// Reads the JSON of a body that is not too long.
  static func json(_ body: some Collection<UInt8>) throws(PhoneReportError) -> JSONValue {
    guard body.count <= longestBytes else { throw .tooLong(mostBytes: longestBytes) }
    do {
      return try JSONValue(parsing: body)
    } catch {
      // The reader's own text may quote the body, so only the place is kept.
      throw .notJSON(offset: error.offset)
    }
  }

  /// Reads one message or a list of them. A lone message that cannot be read is an error; one of a list is noted and the rest read.
  ///
  /// `report` gives `nil` for a message that reports no position.
  init(
    reading value: JSONValue, by report: (JSONValue) throws(PhoneReportError) -> PhoneReport?
  ) throws(PhoneReportError) {
    self.init()
    guard let messages = value.array else {
      add(try report(value))
      return
    }
    guard messages.count <= Self.mostMessages else { throw .tooManyMessages(most: Self.mostMessages) }
    for (index, message) in messages.enumerated() {
      do throws(PhoneReportError) {
        add(try report(message))
      } catch {
        unreadable.append(Unreadable(index: index, error: error))
      }
    }
  }

  private mutating func add(_ report: PhoneReport?) {
    guard let report else { return withoutPosition += 1 }
    reports.append(report)
  }
}
