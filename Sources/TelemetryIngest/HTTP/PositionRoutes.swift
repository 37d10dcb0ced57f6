import EscortDomain
import Foundation
import HTTPTypes
public import Hummingbird
public import Journal
import NIOCore
import Registers
import TrackFiles

/// `GET /api/v1/vehicles/{id}/positions?from=&to=`: a vehicle's positions in device-time order, each exactly once.
public struct PositionRoutes<Store: Journal>: Sendable {
  /// The most entries one answer is made from.
  public static var mostEntries: Int { 100_000 }

  private let journal: Store
  private let fleet: LiveFleet

  /// Routes that read a journal.
  public init(journal: Store, fleet: LiveFleet) {
    self.journal = journal
    self.fleet = fleet
  }

  /// Adds the route.
  public func add(to router: Router<some RequestContext>) {
    router.get("api/v1/vehicles/{id}/positions") { request, context in
      let id = context.parameters.get("id").flatMap { $0.removingPercentEncoding } ?? ""
      return try await positions(of: VehicleID(id), request)
    }
  }

  private func positions(of vehicle: VehicleID, _ request: Request) async throws -> Response {
    guard case .dispatcher? = fleet.holder(of: request) else {
      throw Refusal(.unauthorized, "no-token", "Send a dispatcher's token as \"Authorization: Bearer …\".")
    }
    let from = try instant("from", request) ?? .distantPast
    let to = try instant("to", request) ?? .distantFuture
    let entries = try await journal.read(subject: vehicle.text, from: from, to: to, limit: Self.mostEntries)
    let register = fleet.current
    var seen: Set<Event> = []
    let events = entries.flatMap { EntryDecoder.positions(of: $0, register: register) }
      .filter { event in
        guard case .position(let report) = event.fact, report.vehicle == vehicle, from <= event.at, event.at < to
        else { return false }
        return seen.insert(Event(at: event.at, received: event.at, fact: event.fact)).inserted
      }
      .sorted { $0.at < $1.at }
    return JSONResponse.make(
      .object(["vehicle": .string(vehicle.text), "positions": .array(events.map { .object(EventWriter.object($0)) })]))
  }

  private func instant(_ name: String, _ request: Request) throws -> Instant? {
    guard let text = request.uri.queryParameters.get(name) else { return nil }
    guard let instant = Instant(rfc3339: text.replacing(" ", with: "+")) else {
      throw Refusal(.badRequest, "bad-instant", "\"\(name)\" must be an RFC 3339 instant with an offset.")
    }
    return instant
  }
}
