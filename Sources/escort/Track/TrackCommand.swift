import ArgumentParser
import ConvoySimulator
import EscortDomain
import Foundation
import JT808
import TrackFiles

/// `escort track`.
struct TrackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "track",
    abstract: "Read recorded tracks: what is in them, as a feed, as frames, or played as a terminal.",
    discussion: """
      A file is GPX, NMEA 0183, CSV with the header time,lat,lon[,speed,course,altitude], GeoJSON with times, or PLT; how it
      begins tells which. The first line of the feed is the plan that provisions the terminal: post it to the service before
      --send.

      Example:
        escort track drive.csv --feed drive.feed.jsonl
        escort track drive.csv --send 127.0.0.1:7808
      """)

  @Argument(help: "Track files.")
  var files: [String]

  @Option(help: "Write the track as a feed to this file; - is standard output.")
  var feed: String?

  @Flag(help: "Print the track as JT/T 808 frames in hex, one a line.")
  var jt808 = false

  @Option(help: "Play the track as a terminal that registers, authenticates and reports to this address.")
  var send: ListenAddress?

  @Option(help: "The terminal's number.")
  var terminal = "13900000001"

  @Option(help: "The vehicle's plate.")
  var plate = "湘A00000"

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func run() async throws {
    guard let number = TerminalNumber(terminal, version: .v2019) else {
      throw ValidationError("--terminal must be 1 to 20 digits.")
    }
    for file in files {
      let track: Track
      do { track = try read(file) } catch let error as TrackError {
        Terminal.warn("\(file):\(error.line): \(error.reason)")
        throw ExitStatus.badInput
      }
      if let feed {
        try write(track, to: feed)
      } else if jt808 {
        var encoder = FrameEncoder(version: .v2019, terminal: number)
        for report in TrackReports.reports(of: track) {
          for frame in encoder.frames(.location(report)) { Terminal.writeLine(frame.raw.hex) }
        }
      } else if let send {
        try await play(track, to: send, as: number)
      } else {
        summarise(track, file)
      }
    }
  }

  private func read(_ file: String) throws -> Track {
    guard let data = FileManager.default.contents(atPath: file) else {
      Terminal.warn("\(file): cannot be opened; check the path and the right to read it")
      throw ExitStatus.badInput
    }
    return try TrackFile.track(from: String(decoding: data, as: UTF8.self))
  }

  private func write(_ track: Track, to path: String) throws {
    let vehicle = VehicleID(plate)
    let events = [try TrackFeed.plan(of: track, vehicle: vehicle, terminal: terminal)] + TrackFeed.positions(of: track, vehicle: vehicle)
    let text = events.map { EventWriter.line($0) + "\n" }.joined()
    if path == "-" {
      FileHandle.standardOutput.write(Data(text.utf8))
    } else {
      try Data(text.utf8).write(to: URL(filePath: path))
    }
  }

  private func play(_ track: Track, to address: ListenAddress, as number: TerminalNumber) async throws {
    let reports = TrackReports.reports(of: track)
    do {
      let link = try await TerminalLink.connect(host: address.host, port: address.port, terminal: number, version: .v2019)
      try await link.signIn(plate: plate)
      for (index, report) in reports.enumerated() {
        try await link.send(.location(report))
        Terminal.progress("\(index + 1) of \(reports.count) reports answered")
      }
      try await link.close()
    } catch let error as TerminalLink.LinkError {
      Terminal.warn("\(address): \(error)")
      throw ExitStatus.doesNotHold
    }
    Terminal.progress("")
    Terminal.writeLine("\(reports.count) reports sent, each answered as stored")
  }

  private func summarise(_ track: Track, _ file: String) {
    let gaps = track.gaps(longerThan: .seconds(120))
    let stops = track.stops(within: 50, for: .seconds(300))
    guard json else {
      Terminal.writeLine("\(file): \(track.points.count) points, \(Int(track.lengthMetres.rounded())) m")
      for stop in stops { Terminal.writeLine("  stop \(stop.from.rfc3339) – \(stop.to.rfc3339)") }
      for gap in gaps { Terminal.writeLine("  gap  \(gap.from.rfc3339) – \(gap.to.rfc3339)") }
      return
    }
    func list(_ stretches: [Track.Stretch]) -> JSONValue {
      .array(stretches.map { ["from": .string($0.from.rfc3339), "to": .string($0.to.rfc3339)] })
    }
    let object: JSONObject = [
      "file": .string(file), "points": .integer(Int64(track.points.count)), "lengthMetres": .number(track.lengthMetres),
      "stops": list(stops), "gaps": list(gaps),
    ]
    Terminal.writeLine(JSONValue.object(object).text)
  }
}
