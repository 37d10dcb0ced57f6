/// The pieces of a route in boxes within boxes, so that the nearest piece is found by looking at few of them, however the route crosses or
/// retraces itself.
///
/// Pieces stand in order of travel, a few in each of the smallest boxes; every other box holds two. About a point the plane of RULES.md
/// 8.1-10 maps degrees to metres along its axes, so a box in degrees is a box in metres, and how near it can be is known exactly.
struct RouteIndex: Hashable, Sendable {
  private struct Box: Hashable, Sendable {
    var south = Double.infinity
    var north = -Double.infinity
    var west = Double.infinity
    var east = -Double.infinity

    mutating func take(_ point: Coordinate) {
      (south, north) = (min(south, point.latitude), max(north, point.latitude))
      (west, east) = (min(west, point.longitude), max(east, point.longitude))
    }

    mutating func take(_ other: Box) {
      (south, north) = (min(south, other.south), max(north, other.north))
      (west, east) = (min(west, other.west), max(east, other.east))
    }

    /// The square of the metres from a point to the box; infinite for one that holds nothing.
    func squaredMetres(to point: Coordinate, _ plane: TangentPlane) -> Double {
      guard south <= north else { return .infinity }
      let x = max(west - point.longitude, 0, point.longitude - east) * plane.metresPerDegreeEast
      let y = max(south - point.latitude, 0, point.latitude - north) * plane.metresPerDegreeNorth
      return x * x + y * y
    }
  }

  /// The box at 1 holds all; those at 2n and 2n+1 are in the one at n.
  private var boxes: [Box]
  private let leaves: Int
  private let pieces: Int

  init(_ points: [Coordinate]) {
    pieces = max(0, points.count - 1)
    var leaves = 1
    while leaves * Self.piecesInLeaf < pieces { leaves *= 2 }
    self.leaves = leaves
    boxes = Array(repeating: Box(), count: 2 * leaves)
    for piece in 0..<pieces {
      boxes[leaves + piece / Self.piecesInLeaf].take(points[piece])
      boxes[leaves + piece / Self.piecesInLeaf].take(points[piece + 1])
    }
    for node in stride(from: leaves - 1, through: 1, by: -1) {
      boxes[node].take(boxes[2 * node])
      boxes[node].take(boxes[2 * node + 1])
    }
  }

  /// The nearest piece to a point, and where on it; of several as near, one found first, beginning with `hint`.
  ///
  /// - Parameter points: those the index was made of.
  func nearest(
    to point: Coordinate, _ plane: TangentPlane, on points: [Coordinate], from hint: Int
  ) -> (piece: Int, nearest: TangentPlane.Nearest) {
    let first = min(max(hint, 0), pieces - 1)
    return points.withUnsafeBufferPointer { points in
      boxes.withUnsafeBufferPointer { boxes in
        var search = Search(
          point: point, plane: plane, points: points, boxes: boxes, leaves: leaves,
          best: (first, plane.nearest(on: points[first], points[first + 1])))
        search.look(into: 1)
        return search.best
      }
    }
  }

  private struct Search {
    let point: Coordinate
    let plane: TangentPlane
    let points: UnsafeBufferPointer<Coordinate>
    let boxes: UnsafeBufferPointer<Box>
    let leaves: Int
    var best: (piece: Int, nearest: TangentPlane.Nearest)

    mutating func look(into node: Int) {
      guard node < leaves else {
        let start = (node - leaves) * RouteIndex.piecesInLeaf
        for piece in start..<min(start + RouteIndex.piecesInLeaf, max(start, points.count - 1)) {
          let found = plane.nearest(on: points[piece], points[piece + 1])
          if found.squaredMetres < best.nearest.squaredMetres { best = (piece, found) }
        }
        return
      }
      let left = boxes[2 * node].squaredMetres(to: point, plane)
      let right = boxes[2 * node + 1].squaredMetres(to: point, plane)
      let (near, far) = left <= right ? (2 * node, 2 * node + 1) : (2 * node + 1, 2 * node)
      if mayHoldNearer(min(left, right)) { look(into: near) }
      if mayHoldNearer(max(left, right)) { look(into: far) }
    }

    /// The margin is a million times what the two ways of reckoning can differ by.
    private func mayHoldNearer(_ squaredMetres: Double) -> Bool { squaredMetres <= best.nearest.squaredMetres * (1 + 1e-9) }
  }

  private static let piecesInLeaf = 4
}
