import DispatchDesk
import EscortDomain
import Foundation
import HTTPTypes
import Hummingbird
import Journal

/// The desk's own routes: the overview, the lanes of a transport, acknowledging an alert. For who is signed in.
struct DeskRoutes<Store: Journal, Deriver: EventDeriver>: Sendable {
  let desk: Desk<Store, Deriver>
  let signIn: SignIn<Store>
  let clock: @Sendable () -> Instant

  func add(to router: Router<some RequestContext>) {
    router.get("api/v1/desk") { request, _ in
      let now = clock()
      guard let session = signIn.session(of: request, at: now) else { return Answer.signInFirst }
      try await desk.catchUp()
      return Answer.json(.object(await desk.overview(at: now).json(now: now, duty: session.name)))
    }
    router.get("api/v1/transports/{id}/lanes") { request, context in
      let now = clock()
      guard signIn.session(of: request, at: now) != nil else { return Answer.signInFirst }
      let id = TransportID(context.parameters.get("id")?.removingPercentEncoding ?? "")
      guard let lanes = await desk.lanes(of: id, at: now) else {
        return Answer.refusal("no-transport", "There is no transport of that id.", .notFound)
      }
      return Answer.json(.object(lanes.json(of: id)))
    }
    router.post("api/v1/transports/{id}/recording-proof") { request, context in
      let now = clock()
      guard signIn.session(of: request, at: now) != nil else { return Answer.signInFirst }
      guard request.headers[.contentType]?.hasPrefix("application/json") ?? false else {
        return Answer.refusal("bad-request", "Send it as application/json.", .unsupportedMediaType)
      }
      try await desk.catchUp()
      let id = TransportID(context.parameters.get("id")?.removingPercentEncoding ?? "")
      guard await desk.requestProof(of: id, at: now) else {
        return Answer.refusal("no-duty", "There is no transport of that id on duty with cameras.", .notFound)
      }
      return Answer.json(.object(["asked": .bool(true)]))
    }
    router.post("api/v1/alerts/{id}/acknowledge") { request, context in
      guard let session = signIn.session(of: request, at: clock()) else { return Answer.signInFirst }
      // A form of another site cannot send this type without asking first.
      guard request.headers[.contentType]?.hasPrefix("application/json") ?? false else {
        return Answer.refusal("bad-request", "Send it as application/json.", .unsupportedMediaType)
      }
      do {
        let id = AlertID(text: context.parameters.get("id") ?? "")
        guard let alert = try await desk.acknowledge(id, by: session.name) else {
          return Answer.refusal("no-alert", "There is no alert of that id.", .notFound)
        }
        return Answer.json(.object(alert.json))
      } catch DeskError.alreadyAcknowledged {
        return Answer.refusal("already-acknowledged", "Somebody acknowledged it before.", .conflict)
      }
    }
  }
}
