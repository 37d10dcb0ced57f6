import EscortDomain
import JT808

/// The recordings on a simulated unit's disk, as it lists them when it is asked (JT/T 1078-2016 §5.6.1, §5.6.2).
struct RecordingShelf: Sendable {
  let scenario: Scenario
  let vehicle: VehicleID

  /// The answer to a question; `nil` for a unit that keeps no list.
  ///
  /// A piece is listed whole, but never past the end of the interval asked for: the service asks up to now, and what is to come is not yet
  /// recorded.
  func list(answering request: RecordingListRequest, serial: UInt16) -> RecordingList? {
    let end = Self.instant(request.end) ?? .distantFuture
    let start = Self.instant(request.start) ?? .distantPast
    guard scenario.recordings.contains(where: { $0.vehicle == vehicle }) else { return nil }
    let pieces = scenario.recordings(of: vehicle, until: end).filter { piece in
      piece.to > start && (request.channel == 0 || Int(request.channel) == piece.camera)
    }
    return RecordingList.with { list in
      list.replySerial = serial
      list.items = pieces.map { piece in
        RecordingList.Item.with {
          $0.channel = UInt8(clamping: piece.camera)
          $0.start = Self.time(piece.from)
          $0.end = Self.time(piece.to)
          $0.stream = 1
          $0.storage = 1
          $0.bytes = UInt32(clamping: piece.bytes ?? 0)
        }
      }
    }
  }

  private static func instant(_ time: BCDTime) -> Instant? {
    time.secondsSince1970.map { Instant(microsecondsSince1970: $0 * 1_000_000) }
  }

  private static func time(_ instant: Instant) -> BCDTime { BCDTime(secondsSince1970: instant.microsecondsSince1970 / 1_000_000) }
}
