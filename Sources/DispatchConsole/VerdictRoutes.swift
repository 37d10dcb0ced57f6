public import DispatchDesk
public import EscortDomain
import Foundation
import HTTPTypes
public import Hummingbird
public import Journal
import NIOCore

/// `GET /api/v1/transports/{id}/verdicts`: what is decided about a transport, as JSON Lines (FEED.md); with `transitions=1` the
/// history of every verdict instead.
public struct VerdictRoutes<Store: Journal, Deriver: EventDeriver>: Sendable {
  private let judge: LiveJudge<Store, Deriver>
  private let clock: @Sendable () -> Instant
  private let mayRead: @Sendable (Request) -> Bool

  /// Routes that ask a judge.
  ///
  /// - Parameters:
  ///   - judge: the judge.
  ///   - now: the service's clock.
  ///   - mayRead: whether a request's sender may read verdicts.
  public init(
    judge: LiveJudge<Store, Deriver>, now: @escaping @Sendable () -> Instant,
    mayRead: @escaping @Sendable (Request) -> Bool
  ) {
    self.judge = judge
    clock = now
    self.mayRead = mayRead
  }

  /// Adds the route.
  public func add(to router: Router<some RequestContext>) {
    router.get("api/v1/transports/{id}/verdicts") { request, context in
      guard mayRead(request) else {
        return refusal("no-token", "Send a dispatcher's token as \"Authorization: Bearer …\".", .unauthorized)
      }
      let id = TransportID(context.parameters.get("id")?.removingPercentEncoding ?? "")
      try await judge.catchUp()
      let instant = clock()
      let lines: [JSONObject]? =
        request.uri.queryParameters.get("transitions") == "1"
        ? await judge.transitions(of: id, at: instant)?.map(\.json)
        : await judge.verdicts(of: id, at: instant)?.map(\.json)
      guard let lines else {
        return refusal("no-transport", "There is no transport of that id.", .notFound)
      }
      return answer(lines.map { JSONValue.object($0).text + "\n" }.joined(), .ok)
    }
  }

  private func refusal(_ id: String, _ message: String, _ status: HTTPResponse.Status) -> Response {
    answer(JSONValue.object(["error": .string(id), "message": .string(message)]).text + "\n", status)
  }

  private func answer(_ text: String, _ status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "application/jsonl; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
