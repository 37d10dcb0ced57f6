import ArgumentParser
import EscortDomain
import TrackFiles

/// `escort policy`.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "The numbers the rules decide by.", subcommands: [PolicyShowCommand.self],
    defaultSubcommand: PolicyShowCommand.self)
}

/// `escort policy show`.
struct PolicyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the policy of an organisation, with where each value comes from.",
    discussion: """
      A policy line of a feed may say whose it is ("org"), whose policy that organisation inherits ("parent"), and a profile it
      begins from ("profile": "regulation" or "national"). Everybody's lines come first, then the inherited, then the own.

      Example:
        escort policy show policy.feed.jsonl --org changsha --at 2024-01-11T00:00:00+08:00
      """)

  @Argument(help: "Feed files with policy lines; - is standard input. Without any, the defaults.")
  var feeds: [String] = []

  @Option(help: "Whose policy; default: everybody's.")
  var org: String?

  @Option(help: "The planned departure to be judged (RFC 3339): lines of later are not in force. Default: all lines.")
  var at: String?

  @Option(help: "A profile to begin from: regulation or national.")
  var profile: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if let profile, PolicyProfile(rawValue: profile) == nil {
      throw ValidationError("--profile must be one of \(PolicyProfile.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard let at, Instant(rfc3339: at) == nil else { return }
    throw ValidationError("--at must be an RFC 3339 instant with an offset, such as 2024-01-11T09:00:00+08:00.")
  }

  func run() throws {
    let instant = at.flatMap { Instant(rfc3339: $0) } ?? .distantFuture
    var input = FeedInput()
    var lines: [PolicyDocument.Line] = []
    for feed in feeds {
      try input.read(feed) { events in
        for event in events {
          if case .policy(let change) = event.fact, event.at <= instant { lines.append((event.at, change)) }
        }
      }
    }
    let sources = profile.flatMap(PolicyProfile.init).map { [($0.values, "profile \($0.rawValue)")] } ?? []
    let document = PolicyDocument(of: org.map { OrganisationID($0) }, from: lines)
    tell(sources + document.lines.map { ($0.change.values, Self.name(of: $0)) })
    if input.hasFailed { throw ExitStatus.badInput }
  }

  /// What sources come to, one after the other, and by value the last of them that named or changed it.
  static func merged(_ sources: [(values: JSONObject, name: String)]) -> (policy: Policy, origins: [String: String]) {
    var policy = Policy()
    var origins: [String: String] = [:]
    for source in sources {
      let former = policy.values
      try? policy.merge(source.values)  // each was merged once when it was read, or it would not be here
      for field in policy.values.fields where former[field.name] != field.value || source.values[field.name] != nil {
        origins[field.name] = source.name
      }
    }
    return (policy, origins)
  }

  private func tell(_ sources: [(values: JSONObject, name: String)]) {
    let (policy, origins) = Self.merged(sources)
    for field in policy.values.fields {
      let origin = origins[field.name] ?? "default"
      if json {
        Terminal.writeLine(JSONValue.object(["name": .string(field.name), "value": field.value, "from": .string(origin)]).text)
      } else {
        let name = field.name + String(repeating: " ", count: max(1, Self.nameWidth - field.name.count))
        Terminal.writeLine("\(name)\(field.value.text)  (\(origin))")
      }
    }
  }

  private static func name(of line: PolicyDocument.Line) -> String {
    "\(line.change.organisation.map { "\($0), " } ?? "")line of \(line.at.rfc3339Shanghai)"
  }

  private static let nameWidth = 28
}
