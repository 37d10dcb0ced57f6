/// What an app expects to hear when its request was taken; after anything else it may keep the report and send it again.
public struct PhoneAnswer: Hashable, Sendable {
  /// The HTTP status.
  public let status: Int
  /// The media type of the body; `nil` when there is none.
  public let contentType: String?
  /// The body.
  public let body: String

  /// The answer to OsmAnd and Traccar Client, whichever form they send.
  public static let osmAnd = PhoneAnswer(status: 200, contentType: nil, body: "")
  /// The answer to OwnTracks: a list of commands to the app, which is empty.
  public static let ownTracks = PhoneAnswer(status: 200, contentType: "application/json", body: "[]")
}
