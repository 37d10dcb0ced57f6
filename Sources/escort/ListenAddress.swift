import ArgumentParser

/// An address to listen on, as `HOST:PORT`.
struct ListenAddress: ExpressibleByArgument, CustomStringConvertible {
  let host: String
  let port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
      (0...65_535).contains(port), colon > argument.startIndex
    else { return nil }
    self.init(host: String(argument[..<colon]), port: port)
  }

  var description: String { "\(host):\(port)" }
  var defaultValueDescription: String { description }
}
