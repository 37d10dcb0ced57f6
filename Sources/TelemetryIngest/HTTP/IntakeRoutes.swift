import EscortDomain
import HTTPTypes
public import Hummingbird
public import Journal
import NIOCore
import Registers
import TrackFiles

/// `POST /api/v1/telemetry` and `POST /api/v1/feed`: events as JSON, stored before they are answered.
public struct IntakeRoutes<Store: Journal>: Sendable {
  private let journal: Store
  private let fleet: LiveFleet
  private let counters: IngestCounters
  private let limits: IngestLimits

  /// Routes that store in a journal.
  public init(journal: Store, fleet: LiveFleet, counters: IngestCounters, limits: IngestLimits = IngestLimits()) {
    self.limits = limits
    self.journal = journal
    self.fleet = fleet
    self.counters = counters
  }

  /// Adds the routes.
  public func add(to router: Router<some RequestContext>) {
    router.post("api/v1/telemetry") { request, _ in try await telemetry(request) }
    router.post("api/v1/feed") { request, _ in try await feed(request) }
  }

  private func telemetry(_ request: Request) async throws -> Response {
    let holder = try holder(of: request)
    if case .dispatcher = holder {
      throw Refusal(.forbidden, "not-yours", "A dispatcher's token posts to /api/v1/feed, not telemetry.")
    }
    let value: JSONValue
    do { value = try JSONValue(parsing: try await request.wholeBody(upTo: limits.longestBodyBytes)) } catch let error as JSONError {
      throw Refusal(.badRequest, "not-json", "The body is not JSON: \(error).")
    }
    let items = value.array ?? [value]
    return try await accept(try items.enumerated().map { try event($0.element, "event \($0.offset + 1)") }, from: holder)
  }

  private func feed(_ request: Request) async throws -> Response {
    let holder = try holder(of: request)
    guard case .dispatcher = holder else {
      throw Refusal(.forbidden, "not-yours", "Only a dispatcher's token posts to /api/v1/feed.")
    }
    let lines = try await request.wholeBody(upTo: limits.longestBodyBytes).split(separator: 0x0A)
    let events = try lines.enumerated().compactMap { index, line -> Item? in
      guard let first = line.first(where: { $0 != 0x20 && $0 != 0x0D }), first != UInt8(ascii: "#") else { return nil }
      do { return try event(try JSONValue(parsing: line), "line \(index + 1)") } catch let error as JSONError {
        throw Refusal(.badRequest, "not-json", "Line \(index + 1) is not JSON: \(error).")
      }
    }
    let gives = request.uri.queryParameters.get("tokens") == "1"
    return try await accept(events, from: holder, givesTokens: gives)
  }

  private struct Item: Sendable {
    let event: Event
    let bytes: [UInt8]
    let place: String
  }

  private func event(_ value: JSONValue, _ place: String) throws -> Item {
    guard let object = value.object else { throw Refusal(.badRequest, "bad-event", "\(place): it must be one JSON object.") }
    do {
      return Item(event: try EventReader.event(from: object), bytes: Array(value.text.utf8), place: place)
    } catch {
      throw Refusal(.badRequest, "bad-event", "\(place): \(error.reason).")
    }
  }

  /// Stores all events or, when one of them may not be posted, none.
  private func accept(
    _ items: [Item], from holder: TokenRegister.Holder, givesTokens: Bool = false
  ) async throws -> Response {
    guard items.count <= limits.mostEvents else {
      throw Refusal(.contentTooLarge, "too-many", "\(items.count) events; send at most \(limits.mostEvents) at once.")
    }
    for item in items where !holder.mayPost(item.event.fact) {
      throw Refusal(
        .forbidden, "not-yours",
        "\(item.place): this token may not post \"\(EventWriter.type(of: item.event.fact))\" for that vehicle or person.")
    }
    for item in items {
      guard case .transport(let plan) = item.event.fact, let mixture = fleet.claim(plan) else { continue }
      throw Refusal(
        .conflict, "simulated-and-real", "\(item.place): \(mixture); a simulation cannot share it. Use another one.")
    }
    let drafts = items.map { item in
      EntryDraft(
        kind: .feedLine, origin: holder.text, bytes: item.bytes,
        keys: item.event.fact.vehicle.map { [EntryKey(subject: $0.text, at: item.event.at)] } ?? [])
    }
    try await store(drafts)
    fleet.update { register in for item in items { register.take(item.event) } }
    counters.add(.stored, items.count)
    var answer = JSONObject([("accepted", .integer(Int64(items.count)))])
    if givesTokens { answer["tokens"] = .object(try await giveTokens(for: items.map(\.event))) }
    return JSONResponse.make(.object(answer))
  }

  /// New tokens for the units and crews of the transports just planned; they are told this once.
  private func giveTokens(for events: [Event]) async throws -> JSONObject {
    var units = JSONObject()
    var crew = JSONObject()
    for event in events {
      guard case .transport(let plan) = event.fact else { continue }
      for vehicle in plan.vehicles {
        units[vehicle.id.text] = .string(try await give(to: .unit(vehicle.id)))
        for member in vehicle.crew { crew[member.person.text] = .string(try await give(to: .crew(member.person))) }
      }
    }
    return JSONObject([("units", .object(units)), ("crew", .object(crew))])
  }

  private func give(to holder: TokenRegister.Holder) async throws -> String {
    var generator = SystemRandomNumberGenerator()
    let code = SecretCode(using: &generator)
    try await store([EntryDraft(kind: .tokenGiven, origin: holder.text, bytes: Array(code.hash.utf8))])
    fleet.give(hash: code.hash, to: holder)
    return code.text
  }

  private func store(_ drafts: [EntryDraft]) async throws {
    do { try await journal.append(all: drafts) } catch {
      counters.add(.storeFailed, drafts.count)
      throw Refusal(.serviceUnavailable, "not-stored", "The events could not be stored; send them again.")
    }
  }

  private func holder(of request: Request) throws -> TokenRegister.Holder {
    guard let holder = fleet.holder(of: request) else {
      throw Refusal(.unauthorized, "no-token", "Send a valid token as \"Authorization: Bearer …\".")
    }
    return holder
  }
}
