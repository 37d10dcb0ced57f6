import DispatchDesk
import EscortDomain
import Foundation
import Hummingbird
import Journal

/// `GET /api/v1/transports/{id}/verdicts`: what is decided about a transport, as JSON Lines (FEED.md); with `transitions=1` the
/// history of every verdict instead.
struct VerdictRoutes<Store: Journal, Deriver: EventDeriver>: Sendable {
  let desk: Desk<Store, Deriver>
  let clock: @Sendable () -> Instant
  let mayRead: @Sendable (Request) -> Bool

  func add(to router: Router<some RequestContext>) {
    router.get("api/v1/transports/{id}/verdicts") { request, context in
      guard mayRead(request) else {
        return Answer.refusal("no-token", "Sign in, or send a dispatcher's token as \"Authorization: Bearer …\".", .unauthorized)
      }
      let id = TransportID(context.parameters.get("id")?.removingPercentEncoding ?? "")
      try await desk.catchUp()
      let instant = clock()
      let lines: [JSONObject]? =
        request.uri.queryParameters.get("transitions") == "1"
        ? await desk.transitions(of: id, at: instant)?.map(\.json)
        : await desk.verdicts(of: id, at: instant)?.map(\.json)
      guard let lines else {
        return Answer.refusal("no-transport", "There is no transport of that id.", .notFound)
      }
      return Answer.text(lines.map { JSONValue.object($0).text + "\n" }.joined(), "application/jsonl; charset=utf-8")
    }
  }
}
