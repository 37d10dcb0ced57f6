/// A recorded piece that a unit lists (FEED.md `segment`; JT/T 1078 0x1205).
public struct RecordedSegment: Hashable, Sendable {
  /// The vehicle.
  public var vehicle: VehicleID
  /// The camera's channel, from 1.
  public var camera: Int
  /// Start of the recording.
  public var from: Instant
  /// End of the recording.
  public var to: Instant
  /// The recording's SHA-256 as the unit states it, when it does.
  public var sha256: String?
  /// The recording's size in bytes, when said.
  public var bytes: Int?

  /// A segment.
  public init(vehicle: VehicleID, camera: Int, from: Instant, to: Instant, sha256: String? = nil, bytes: Int? = nil) {
    self.vehicle = vehicle
    self.camera = camera
    self.from = from
    self.to = to
    self.sha256 = sha256
    self.bytes = bytes
  }
}
