import ArgumentParser

/// The command line: the only place that knows every module.
struct EscortCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "escort",
    abstract: "押运 · Escort: transports of examination papers, watched live and provable afterwards.",
    subcommands: [
      ServeCommand.self, DemoCommand.self, ReplayCommand.self, SimulateCommand.self, DecodeCommand.self, TrackCommand.self,
      PolicyCommand.self,
    ])
}
