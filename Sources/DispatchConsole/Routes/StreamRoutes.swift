import DispatchDesk
import EscortDomain
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import ServiceLifecycle

/// `GET /api/v1/stream`: the desk's live stream as server-sent events, resumable by `Last-Event-ID` or `?after=`.
struct StreamRoutes<Store: Journal, Deriver: EventDeriver>: Sendable {
  let desk: Desk<Store, Deriver>
  let signIn: SignIn<Store>
  let clock: @Sendable () -> Instant

  func add(to router: Router<some RequestContext>) {
    router.get("api/v1/stream") { request, _ in
      guard let secret = signIn.secret(of: request), signIn.session(secret: secret, at: clock()) != nil else {
        return Answer.signInFirst
      }
      let after = (request.headers[.lastEventID] ?? request.uri.queryParameters.get("after")).flatMap { Int64($0) }
      guard let events = desk.stream.listen(after: after) else {
        return Answer.refusal("too-many-listeners", "Too many desks are open; close one.", .serviceUnavailable)
      }
      let isSignedIn: @Sendable () -> Bool = { signIn.session(secret: secret, at: clock()) != nil }
      return Response(
        status: .ok,
        headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store", .xAccelBuffering: "no"],
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: ": 押运\n\n"))
          for await numbered in events.cancelOnGracefulShutdown() {
            guard isSignedIn() else { break }
            try await writer.write(ByteBuffer(string: numbered.text))
          }
          try await writer.finish(nil)
        })
    }
  }
}

extension HTTPField.Name {
  fileprivate static var lastEventID: Self { HTTPField.Name("Last-Event-ID").unsafelyUnwrapped }
  fileprivate static var xAccelBuffering: Self { HTTPField.Name("X-Accel-Buffering").unsafelyUnwrapped }
}
