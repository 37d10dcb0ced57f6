import DispatchDesk
import EscortDomain
import HTTPTypes
import Hummingbird
import Journal
import Registers

/// `POST /api/v1/sessions`, `GET` and `DELETE /api/v1/sessions/current`: signing in and out.
struct SessionRoutes<Store: Journal>: Sendable {
  let signIn: SignIn<Store>
  let clock: @Sendable () -> Instant

  func add(to router: Router<some RequestContext>) {
    router.post("api/v1/sessions") { request, _ in try await begin(request) }
    router.get("api/v1/sessions/current") { request, _ in
      guard let session = signIn.session(of: request, at: clock()) else { return Answer.signInFirst }
      return Answer.json(.object(session.json))
    }
    router.delete("api/v1/sessions/current") { request, _ in
      if let secret = signIn.secret(of: request) { signIn.end(secret: secret) }
      return Response(status: .noContent, headers: [.setCookie: "\(SignIn<Store>.cookie)=; Path=/; Max-Age=0"])
    }
  }

  private func begin(_ request: Request) async throws -> Response {
    guard let object = try await Answer.object(in: request), let account = object["account"]?.string,
      let password = object["password"]?.string
    else { return Answer.refusal("bad-request", "Send an account and a password as JSON.", .badRequest) }
    switch try await signIn.attempt(account: account, password: password, at: clock()) {
    case .signedIn(let session, let secret):
      let cookie = "\(SignIn<Store>.cookie)=\(secret); Path=/; HttpOnly; SameSite=Strict"
      return Answer.json(.object(session.json), headers: [.setCookie: cookie])
    case .refused: return Answer.refusal("sign-in-failed", "The account or the password is wrong.", .unauthorized)
    case .paused:
      return Answer.refusal("too-many-attempts", "Too many attempts; wait half a minute and try again.", .tooManyRequests)
    }
  }
}

extension SignIn.Session {
  fileprivate var json: JSONObject {
    ["account": .string(account), "name": .string(name), "role": .string(role.rawValue)]
  }
}
