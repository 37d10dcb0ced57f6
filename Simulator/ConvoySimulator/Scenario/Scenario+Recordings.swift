import EscortDomain

extension Scenario {
  /// What a vehicle's recorder has on its disk at an instant: the pieces begun by then, the one under way as far as it is.
  func recordings(of vehicle: VehicleID, until instant: Instant) -> [RecordedSegment] {
    recordings.filter { $0.vehicle == vehicle && $0.from < instant }.map { piece in
      RecordedSegment(
        vehicle: vehicle, camera: piece.camera, from: piece.from, to: min(piece.to, instant),
        bytes: Self.bytes(of: min(piece.to, instant) - piece.from))
    }
  }

  /// Two megabits a second; what exceeds the four bytes of JT/T 1078 is cut.
  private static func bytes(of length: TimeSpan) -> Int {
    Int(UInt32(clamping: length.microseconds / 1_000_000 * 250_000))
  }
}
