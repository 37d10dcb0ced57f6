/// The JT/T 808 codec under libFuzzer, built by Tests/Fuzz/run together with the codec's own files.
///
/// An input is read twice: as a stream of bytes, and as a message number, a version and a body, so that the search need not find a
/// checksum first. Whatever was read is written and read again, and must then be the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  var scanner = FrameScanner()
  var reassembler = Reassembler()
  scanner.scan(input.span) { element in
    guard case .frame(let frame) = element else { return }
    precondition(Frame(header: frame.header, body: frame.body).body == frame.body, "a frame changed")
    if frame.header.part == nil { read(frame) } else if case .whole(let whole) = reassembler.take(frame) { read(whole) }
  }
  guard count >= 3 else { return 0 }
  let version: Version = input[2] & 1 == 0 ? .v2013 : .v2019
  let terminal = TerminalNumber(packed: [UInt8](repeating: 0x12, count: version.terminalNumberBytes))
  let header = Header(messageID: UInt16(input[0]) << 8 | UInt16(input[1]), version: version, terminal: terminal, serial: 1)
  read(Frame(header: header, body: Array(input[3...])))
  return 0
}

private func read(_ frame: Frame) {
  guard let message = try? Message(frame) else { return }
  // A card in the form of 2011 is told from later forms by chance only, so writing it without padding may change its form.
  if case .driverCard(let card) = message, card.status == nil { return }
  let body = message.body(version: frame.header.version)
  var again = frame
  again.body = body[...]
  guard let second = try? Message(again) else { preconditionFailure("what was written cannot be read") }
  precondition(second.body(version: frame.header.version) == body, "what was written is read as something else")
}
