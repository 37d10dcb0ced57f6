import HTTPTypes
import Hummingbird
import Registers

extension LiveFleet {
  /// Who holds the token of a request; `nil` without a valid `Authorization: Bearer …`.
  func holder(of request: Request) -> TokenRegister.Holder? {
    let words = request.headers[.authorization]?.split(separator: " ") ?? []
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    return holder(of: String(words[1]))
  }
}
