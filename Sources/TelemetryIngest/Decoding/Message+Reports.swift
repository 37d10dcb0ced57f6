import EscortDomain
import JT808

extension Message {
  /// The location reports a message carries: its own, a batch's, or the answer to a question or a control.
  var reports: [LocationReport] {
    switch self {
    case .location(let report): [report]
    case .batch(let batch): batch.reports
    case .tabled(let message):
      switch message.body {
      case let reply as LocationReply: [reply.location]
      case let reply as VehicleControlReply: [reply.location]
      default: []
      }
    default: []
    }
  }
}

extension BCDTime {
  /// The instant; `nil` when the bytes are no time.
  var instant: Instant? { secondsSince1970.map { Instant(microsecondsSince1970: $0 * 1_000_000) } }
}
