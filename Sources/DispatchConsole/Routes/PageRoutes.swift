import DispatchDesk
import EscortDomain
import HTTPTypes
import Hummingbird
import Journal
import NIOCore

/// The pages and what they load: nothing of it comes from another machine.
struct PageRoutes<Store: Journal>: Sendable {
  let assets: AssetStore
  let leaflet: AssetStore
  let signIn: SignIn<Store>
  let clock: @Sendable () -> Instant

  func add(to router: Router<some RequestContext>) {
    router.get("/") { request, _ in
      guard signIn.session(of: request, at: clock()) != nil else { return Answer.redirect(to: "/sign-in") }
      return asset("desk.html", of: assets, request)
    }
    router.get("sign-in") { request, _ in asset("sign-in.html", of: assets, request) }
    router.get("favicon.ico") { request, _ in asset("favicon.svg", of: assets, request) }
    router.get("assets/**") { request, context in asset(context.parameters.getCatchAll().joined(separator: "/"), of: assets, request) }
    router.get("leaflet/**") { request, context in asset(context.parameters.getCatchAll().joined(separator: "/"), of: leaflet, request) }
  }

  private func asset(_ name: String, of store: AssetStore, _ request: Request) -> Response {
    guard let asset = store[name] else { return Answer.refusal("no-page", "There is no such page.", .notFound) }
    var headers: HTTPFields = [
      .contentType: asset.type, .cacheControl: "no-cache", .eTag: asset.tag, .xContentTypeOptions: "nosniff",
      .contentSecurityPolicy: Self.policy,
    ]
    if let name = HTTPField.Name("X-Frame-Options") { headers[name] = "DENY" }
    if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
    if request.headers[.ifNoneMatch] == asset.tag { return Response(status: .notModified, headers: headers) }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes))
  }

  /// Leaflet sets styles on its elements; nothing else may come from anywhere but here.
  private static var policy: String {
    """
    default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'self'
    """
  }
}
