/// 0x0704: several location reports at once (JT/T 808-2019 §8.49).
public struct LocationBatch: Hashable, Sendable {
  /// Why they come together.
  public enum Kind: Hashable, Sendable {
    /// The terminal batches its reports.
    case normal
    /// It was out of coverage and sends what it stored.
    case backfill
    /// Something the standard does not know.
    case other(UInt8)

    /// The byte in the body.
    public var code: UInt8 {
      switch self {
      case .normal: 0
      case .backfill: 1
      case .other(let code): code
      }
    }
  }

  /// One record: a report, or the bytes that are none.
  public enum Record: Hashable, Sendable {
    /// A report.
    case report(LocationReport)
    /// Bytes that could not be read, with the reason.
    case unreadable([UInt8], DecodingError)
  }

  /// How many records are read: as many as can be announced. A megabyte of nothing would be half a million.
  private static let mostRecords = Int(UInt16.max)

  /// How many reports the terminal says there are.
  public var announcedCount: UInt16
  /// Why they come together.
  public var kind: Kind
  /// The records in order: a bad one does not lose the good ones.
  public var records: [Record]

  /// A batch of reports.
  public init(kind: Kind, reports: [LocationReport]) {
    self.kind = kind
    announcedCount = UInt16(clamping: reports.count)
    records = reports.map { .report($0) }
  }

  init(_ body: ArraySlice<UInt8>) throws(DecodingError) {
    var reader = ByteReader(body)
    announcedCount = try reader.word()
    switch try reader.byte() {
    case 0: kind = .normal
    case 1: kind = .backfill
    case let code: kind = .other(code)
    }
    records = []
    while reader.remaining > 0, records.count < Self.mostRecords {
      var rest = reader
      do {
        let length = Int(try reader.word())
        let bytes = try reader.take(length)
        do { records.append(.report(try LocationReport(bytes))) } catch {
          records.append(.unreadable(Array(bytes), error))
        }
      } catch {
        records.append(.unreadable(Array(rest.rest()), error))
        break
      }
    }
  }

  /// The reports that could be read, in order.
  public var reports: [LocationReport] {
    records.compactMap { if case .report(let report) = $0 { report } else { nil } }
  }

  /// The body.
  public var body: [UInt8] {
    var writer = ByteWriter()
    writer.word(announcedCount)
    writer.byte(kind.code)
    for record in records {
      let bytes =
        switch record {
        case .report(let report): report.body
        case .unreadable(let bytes, _): bytes
        }
      writer.word(UInt16(clamping: bytes.count))
      writer.append(bytes)
    }
    return writer.bytes
  }
}
