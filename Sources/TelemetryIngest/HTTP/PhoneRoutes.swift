import EscortDomain
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import PhoneTrackers
import Registers

/// `/api/v1/phones/osmand` and `/api/v1/phones/owntracks`: the positions of phones that run a tracking app.
///
/// Each phone shows a token of its own: in `Authorization` (as a bearer or as a password), as `token` in the address, or, for Traccar
/// Client, as the device identifier. A crew member's token tells where that person's phone is; a vehicle's unit token makes the phone
/// the vehicle's unit. Success means stored.
struct PhoneRoutes<Store: Journal>: Sendable {
  let gateway: TerminalGateway<Store>

  func add(to router: Router<some RequestContext>) {
    router.get("api/v1/phones/osmand") { request, _ in try await osmAnd(request, body: []) }
    router.post("api/v1/phones/osmand") { request, _ in
      try await osmAnd(request, body: try await request.wholeBody(upTo: PhoneReportBatch.longestBytes))
    }
    router.post("api/v1/phones/owntracks") { request, _ in try await ownTracks(request) }
  }

  private func osmAnd(_ request: Request, body: [UInt8]) async throws -> Response {
    let query = try read { () throws(PhoneReportError) in try QueryParameters(decoding: request.uri.query ?? "") }
    if body.first(where: { !Self.isSpace($0) }) == UInt8(ascii: "{") {
      let batch = try read { () throws(PhoneReportError) in try TraccarClientMessage.batch(from: body) }
      let holder = try holder(of: request, query, device: batch.reports.first?.device)
      return try await accept(batch, from: holder, answer: .osmAnd)
    }
    let form = body.isEmpty ? query : try read { () throws(PhoneReportError) in try QueryParameters(decoding: body) }
    let device = form["id"] ?? form["deviceid"] ?? query["id"] ?? query["deviceid"]
    let holder = try holder(of: request, query, device: device)
    let report = try read { () throws(PhoneReportError) in try OsmAndRequest.report(from: form) }
    return try await accept(PhoneReportBatch(reports: [report]), from: holder, answer: .osmAnd)
  }

  private func ownTracks(_ request: Request) async throws -> Response {
    let query = try read { () throws(PhoneReportError) in try QueryParameters(decoding: request.uri.query ?? "") }
    let holder = try holder(of: request, query, device: nil)
    let body = try await request.wholeBody(upTo: PhoneReportBatch.longestBytes)
    let batch: PhoneReportBatch
    do { batch = try OwnTracksMessage.batch(from: body) } catch .encrypted {
      throw Self.refusal(.encrypted)
    } catch {
      // The app would send what it was refused again and again, before anything else it has to say.
      note(malformed: 1, error)
      return Self.response(.ownTracks)
    }
    return try await accept(batch, from: holder, answer: .ownTracks)
  }

  /// Stores every report, or tells the app to send them again.
  private func accept(_ batch: PhoneReportBatch, from holder: TokenRegister.Holder, answer: PhoneAnswer) async throws -> Response {
    if let first = batch.unreadable.first { note(malformed: batch.unreadable.count, first.error) }
    for report in batch.reports where report.isMock {
      gateway.counters.add(.mockPosition)
      if let warning = IngestCount.mockPosition.warning { gateway.logger.warning(warning, metadata: ["device": "\(Self.kind(holder))"]) }
    }
    let received = gateway.clock()
    let drafts = batch.reports.map { PhoneEntry.draft($0, from: holder, received: received) }
    do { try await gateway.journal.append(all: drafts) } catch {
      gateway.counters.add(.storeFailed, drafts.count)
      throw Refusal(.serviceUnavailable, "not-stored", "The positions could not be stored; send them again.")
    }
    gateway.counters.add(.stored, drafts.count)
    return Self.response(answer)
  }

  private func note(malformed count: Int, _ error: PhoneReportError) {
    gateway.counters.add(.malformed, count)
    gateway.logger.debug("a phone's report could not be read", metadata: ["reason": "\(error)"])
  }

  /// Who a request speaks for: a crew member or a vehicle's unit.
  private func holder(of request: Request, _ query: QueryParameters, device: String?) throws -> TokenRegister.Holder {
    let candidates = [Self.password(of: request), query["token"], device].compactMap(\.self)
    let holder = gateway.fleet.holder(of: request) ?? candidates.lazy.compactMap { gateway.fleet.holder(of: $0) }.first
    switch holder {
    case .crew, .unit:
      if let holder { return holder }
      fallthrough
    case .dispatcher: throw Refusal(.forbidden, "not-yours", "A dispatcher's token sends no positions; use a crew member's or a unit's.")
    case nil:
      gateway.counters.add(.authenticationRefused)
      throw Refusal(
        .unauthorized, "no-token",
        "Send the phone's token: as a bearer or a password in Authorization, as token= in the address, or as the device identifier.")
    }
  }

  private static func password(of request: Request) -> String? {
    let words = request.headers[.authorization]?.split(separator: " ") ?? []
    guard words.count == 2, words[0].lowercased() == "basic", let pair = Data(base64Encoded: String(words[1])),
      let text = String(data: pair, encoding: .utf8), let colon = text.firstIndex(of: ":")
    else { return nil }
    return String(text[text.index(after: colon)...])
  }

  private func read<Value>(_ read: () throws(PhoneReportError) -> Value) throws -> Value {
    do { return try read() } catch {
      note(malformed: 1, error)
      throw Self.refusal(error)
    }
  }

  private static func refusal(_ error: PhoneReportError) -> Refusal { Refusal(.badRequest, "bad-report", "\(error)") }

  private static func response(_ answer: PhoneAnswer) -> Response {
    let body = ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
    var response = Response(status: HTTPResponse.Status(code: answer.status), body: body)
    if let type = answer.contentType { response.headers[.contentType] = type }
    return response
  }

  private static func kind(_ holder: TokenRegister.Holder) -> String { String(holder.text.prefix { $0 != ":" }) }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
