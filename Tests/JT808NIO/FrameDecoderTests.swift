import JT808
import JT808NIO
import NIOCore
import NIOEmbedded
import Testing

@Suite("A connection's bytes become frames")
struct FrameDecoderTests {
  private let heartbeat = Frame(
    header: Header(
      messageID: 2, version: .v2019, terminal: TerminalNumber(packed: [0, 0, 0, 0, 1, 0x38, 0, 0, 0x7E, 1]), serial: 7),
    body: [])

  @Test("frames come whole whether bytes come one by one or all at once")
  func dripFed() throws {
    let stream = [0x55] + heartbeat.raw + heartbeat.raw.dropFirst() + [0x7E] + heartbeat.raw
    for size in [1, 2, 3, 7, stream.count] {
      let channel = EmbeddedChannel(handler: FrameDecoder())
      var elements: [FrameScanner.Element] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        try channel.writeInbound(ByteBuffer(bytes: stream[start..<min(start + size, stream.count)]))
      }
      while let element = try channel.readInbound(as: FrameScanner.Element.self) { elements.append(element) }
      #expect(
        elements == [.dropped(.garbage, bytes: 1), .frame(heartbeat), .frame(heartbeat), .frame(heartbeat)])
      #expect(try channel.finish().isClean)
    }
  }

  @Test("megabytes without a delimiter are dropped and counted, and the next frame is read")
  func garbage() throws {
    let channel = EmbeddedChannel(handler: FrameDecoder())
    let piece = ByteBuffer(repeating: 0x41, count: 1 << 20)
    for _ in 0..<4 { try channel.writeInbound(piece) }
    try channel.writeInbound(ByteBuffer(bytes: heartbeat.raw))
    var dropped = 0
    var frames = 0
    while let element = try channel.readInbound(as: FrameScanner.Element.self) {
      switch element {
      case .dropped(_, let bytes): dropped += bytes
      case .frame: frames += 1
      }
    }
    #expect(dropped == 4 << 20)
    #expect(frames == 1)
  }
}
