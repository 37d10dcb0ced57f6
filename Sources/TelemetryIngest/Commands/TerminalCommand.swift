public import EscortDomain
public import JT808

/// What a terminal can be told to do, or asked.
public enum TerminalCommand: Hashable, Sendable {
  /// Where is it? 0x8201, answered by 0x0201.
  case locate
  /// A text for the crew: 0x8300.
  case text(String, isUrgent: Bool)
  /// Parameters to keep: 0x8103.
  case parameters([TerminalParameter])
  /// Reports at another interval for a time: 0x8202. An interval of 0 ends it.
  case tracking(intervalSeconds: UInt16, validitySeconds: UInt32)
  /// A picture of a camera: 0x8801, answered by 0x0805.
  case snapshot(camera: UInt8)
  /// Which recordings are there? 0x9205, answered by 0x1205. Camera 0 is every camera.
  case recordings(camera: UInt8, from: Instant, to: Instant)
  /// A recording for the configured FTP server: 0x9206, its end told by 0x1206.
  case upload(camera: UInt8, from: Instant, to: Instant)

  /// The command's name in the API.
  public var name: String {
    switch self {
    case .locate: "locate"
    case .text: "text"
    case .parameters: "parameters"
    case .tracking: "tracking"
    case .snapshot: "snapshot"
    case .recordings: "recordings"
    case .upload: "upload"
    }
  }

  /// Whether the terminal's general answer is all that follows.
  var endsWithGeneralReply: Bool {
    switch self {
    case .text, .parameters, .tracking: true
    case .locate, .snapshot, .recordings, .upload: false
    }
  }

  /// The message that says it; `nil` for an upload without a server to upload to.
  func message(uploadsTo server: UploadServer?, version: Version) -> Message? {
    switch self {
    case .locate: .tabled(LocationRequest())
    case .text(let text, let isUrgent):
      .tabled(
        TextMessage.with {
          $0.flag = Self.onDisplay | Self.readAloud | Self.urgency(isUrgent, version)
          $0.kind = Self.notice
          $0.text = text
        })
    case .parameters(let parameters): .tabled(ParameterSetting.with { $0.parameters = parameters })
    case .tracking(let interval, let validity):
      .tabled(
        TemporaryTracking.with {
          $0.intervalSeconds = interval
          $0.validitySeconds = interval == 0 ? nil : validity
        })
    case .snapshot(let camera): .tabled(Self.snapshot(of: camera))
    case .recordings(let camera, let from, let to):
      .tabled(
        RecordingListRequest.with {
          $0.channel = camera
          $0.start = BCDTime(from)
          $0.end = BCDTime(to)
          $0.media = Self.videoOrBoth
        })
    case .upload(let camera, let from, let to): server.map { .tabled($0.upload(camera: camera, from: from, to: to)) }
    }
  }

  private static func snapshot(of camera: UInt8) -> Snapshot {
    Snapshot.with {
      $0.channel = camera
      $0.command = 1
      $0.resolution = 4
      $0.quality = 3
      $0.brightness = 127
      $0.contrast = 63
      $0.saturation = 63
      $0.chroma = 127
    }
  }

  /// Bit 0 says urgent up to 2013; in 2019 bits 0 and 1 are 2 for urgent and 3 for a notice.
  private static func urgency(_ isUrgent: Bool, _ version: Version) -> UInt8 {
    version == .v2019 ? (isUrgent ? 2 : 3) : (isUrgent ? 1 : 0)
  }

  // Bits of the flag of 0x8300.
  private static let onDisplay: UInt8 = 1 << 2
  private static let readAloud: UInt8 = 1 << 3
  /// The kind of a text in 2019.
  private static let notice: UInt8 = 1
  /// The media condition of 0x9205: video, with or without sound.
  private static let videoOrBoth: UInt8 = 3
}

/// The FTP server recordings are uploaded to. Its password goes to the terminals in clear (JT/T 1078-2016 §5.6.5), so it is one for
/// this alone; it is never logged and never journaled.
public struct UploadServer: Hashable, Sendable {
  /// The server's address.
  public var host: String
  /// Its port.
  public var port: UInt16
  /// The account.
  public var user: String
  /// The password.
  public var password: String
  /// The folder.
  public var path: String

  /// A server.
  public init(host: String, port: UInt16 = 21, user: String, password: String, path: String = "/") {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.path = path
  }

  func upload(camera: UInt8, from: Instant, to: Instant) -> RecordingUpload {
    RecordingUpload.with {
      $0.host = host
      $0.port = port
      $0.user = user
      $0.password = password
      $0.path = path
      $0.channel = camera
      $0.start = BCDTime(from)
      $0.end = BCDTime(to)
      $0.media = 3
      $0.condition = 0b111
    }
  }
}

extension BCDTime {
  /// The time of an instant, in whole seconds.
  init(_ instant: Instant) { self.init(secondsSince1970: instant.microsecondsSince1970 / 1_000_000) }
}
