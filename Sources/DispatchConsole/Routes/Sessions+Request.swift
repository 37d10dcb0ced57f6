import DispatchDesk
import EscortDomain
import HTTPTypes
import Hummingbird
import Journal

extension SignIn {
  /// The cookie that carries a session's secret. Strict, so that no other site's page can act for who is signed in.
  static var cookie: String { "escort_session" }

  /// The secret a request carries.
  func secret(of request: Request) -> String? {
    for part in (request.headers[.cookie] ?? "").split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
      if pair.count == 2, pair[0] == Self.cookie { return String(pair[1]) }
    }
    return nil
  }

  /// Who sent a request; `nil` when nobody is signed in.
  func session(of request: Request, at now: Instant) -> Session? {
    secret(of: request).flatMap { session(secret: $0, at: now) }
  }
}
