/// A dashcam's heartbeat for one camera (FEED.md `recording`).
public struct CameraHeartbeat: Hashable, Sendable {
  /// What a camera can say of itself, by its name in a feed.
  public enum State: String, Hashable, Sendable {
    /// It records.
    case recording
    /// It is switched off.
    case stopped
    /// Its storage or the device is broken.
    case fault
    /// Its view is covered.
    case occluded
    /// It gives no picture.
    case noSignal = "no-signal"
  }

  /// The vehicle.
  public var vehicle: VehicleID
  /// The camera's channel, from 1.
  public var camera: Int
  /// What the camera says of itself.
  public var state: State
  /// Free storage in bytes, when said.
  public var freeBytes: Int?

  /// A heartbeat.
  public init(vehicle: VehicleID, camera: Int, state: State, freeBytes: Int? = nil) {
    self.vehicle = vehicle
    self.camera = camera
    self.state = state
    self.freeBytes = freeBytes
  }
}
