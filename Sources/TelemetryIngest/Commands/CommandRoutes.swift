import EscortDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Registers

/// `POST` and `GET /api/v1/vehicles/{id}/commands`, `GET /api/v1/commands/{id}`: commands to the terminals of vehicles, for dispatchers.
struct CommandRoutes: Sendable {
  let center: CommandCenter
  let fleet: LiveFleet
  /// The name of who asks, when that is a dispatcher.
  let dispatcher: @Sendable (Request) -> String?

  /// How long a command waits for its terminal when nothing is said, and at most, in seconds.
  private static let lifetime = 600
  private static let longestLifetime = 86_400
  private static let longestBodyBytes = 128 << 10

  func add(to router: Router<some RequestContext>) {
    router.post("api/v1/vehicles/{id}/commands") { request, context in
      try await issue(request, to: try terminal(context.parameters.get("id"), request))
    }
    router.get("api/v1/vehicles/{id}/commands") { request, context in
      let terminal = try terminal(context.parameters.get("id"), request)
      return JSONResponse.make(.object(["commands": .array(center.commands(of: terminal).map(Self.json))]))
    }
    router.get("api/v1/commands/{id}") { request, context in
      _ = try name(of: request)
      guard let id = context.parameters.get("id").flatMap({ Int64($0) }), let command = center[id] else {
        throw Refusal(.notFound, "no-such-command", "There is no command of this number.")
      }
      return JSONResponse.make(Self.json(command))
    }
  }

  private func issue(_ request: Request, to terminal: String) async throws -> Response {
    let name = try name(of: request)
    let object: JSONObject
    let body = try await request.wholeBody(upTo: Self.longestBodyBytes)
    do {
      guard let read = try JSONValue(parsing: body).object else { throw JSONExpected() }
      object = read
    } catch { throw Refusal(.badRequest, "not-json", "The body must be one JSON object.") }
    let content: TerminalCommand
    do { content = try TerminalCommand(object) } catch { throw Refusal(.badRequest, "bad-command", "\(error.description).") }
    let lifetime = object["expires"]?.integer ?? Self.lifetime
    guard (1...Self.longestLifetime).contains(lifetime) else {
      throw Refusal(.badRequest, "bad-command", "\"expires\" must be a number of seconds from 1 to \(Self.longestLifetime).")
    }
    do {
      let command = try await center.issue(content, to: terminal, by: name, lifetime: .seconds(lifetime))
      return JSONResponse.make(Self.json(command), status: .accepted)
    } catch CommandCenter.Refusal.tooMany(let most) {
      throw Refusal(.tooManyRequests, "too-many", "The terminal has \(most) commands under way; wait until some have ended.")
    } catch CommandCenter.Refusal.noUploadServer {
      throw Refusal(.conflict, "no-upload-server", "No FTP server is configured to upload to; see uploadHost in escort serve --help.")
    } catch {
      throw Refusal(.serviceUnavailable, "not-stored", "The command could not be stored; give it again.")
    }
  }

  private struct JSONExpected: Error {}

  private func name(of request: Request) throws -> String {
    guard let name = dispatcher(request) else {
      throw Refusal(.unauthorized, "no-token", "Send a dispatcher's token as \"Authorization: Bearer …\".")
    }
    return name
  }

  private func terminal(_ id: String?, _ request: Request) throws -> String {
    _ = try name(of: request)
    let vehicle = VehicleID(id?.removingPercentEncoding ?? "")
    guard let terminal = fleet.current.identity(of: vehicle) else {
      throw Refusal(.notFound, "no-such-vehicle", "No plan gives this vehicle a terminal.")
    }
    return terminal
  }

  private static func json(_ command: Command) -> JSONValue {
    var object = command.content.json
    object["id"] = .integer(command.id)
    object["terminal"] = .string(command.terminal)
    object["by"] = .string(command.by)
    object["issued"] = .string(command.issued.rfc3339)
    object["expires"] = .string(command.expires.rfc3339)
    object["state"] = .string(command.state.name)
    object["changed"] = .string(command.changed.rfc3339)
    if case .failed(let reason) = command.state { object["reason"] = .string(reason) }
    return .object(object)
  }
}
