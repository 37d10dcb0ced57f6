extension Instant: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(microsecondsSince1970) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(microsecondsSince1970: reader.read()) }
}

extension TimeSpan: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(microseconds) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(microseconds: reader.read()) }
}

extension Identifier: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) { writer.write(text) }
  /// Reads it.
  public init(from reader: inout PackedReader) { self.init(reader.read(String.self)) }
}

extension JSONValue: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    switch self {
    case .null: writer.write(byte: 0)
    case .bool(let value):
      writer.write(byte: 1)
      writer.write(value)
    case .integer(let value):
      writer.write(byte: 2)
      writer.write(value)
    case .number(let value):
      writer.write(byte: 3)
      writer.write(value)
    case .string(let value):
      writer.write(byte: 4)
      writer.write(value)
    case .array(let value):
      writer.write(byte: 5)
      writer.write(value)
    case .object(let value):
      writer.write(byte: 6)
      writer.write(value)
    }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    switch reader.byte() {
    case 0: self = .null
    case 1: self = .bool(reader.read())
    case 2: self = .integer(reader.read())
    case 3: self = .number(reader.read())
    case 4: self = .string(reader.read())
    case 5: self = .array(reader.read())
    case 6: self = .object(reader.read())
    default: self = reader.fail(.null)
    }
  }
}

extension JSONObject: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(fields.count)
    for field in fields {
      writer.write(field.name)
      writer.write(field.value)
    }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    var pairs: [(String, JSONValue)] = []
    for _ in 0..<reader.count() where !reader.isDamaged {
      let name = reader.read(String.self)
      pairs.append((name, reader.read()))
    }
    self.init(pairs)
  }
}

extension PositionReport: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    var last = PackedNumbers()
    writer.write(vehicle)
    writer.write(self, from: &last)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    var last = PackedNumbers()
    let vehicle = reader.read(VehicleID.self)
    self = reader.report(of: vehicle, from: &last)
  }
}

/// Of anything but a plan, a record or a policy.
extension Event: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    var last = PackedNumbers()
    writer.write(fact.vehicle?.text ?? "")
    writer.write(self, from: &last)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    var last = PackedNumbers()
    let vehicle = VehicleID(reader.read(String.self))
    self = reader.event(of: vehicle, from: &last)
  }
}

extension Verdict: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(subject.rule.rawValue)
    writer.write(subject.transport)
    writer.write(subject.vehicle)
    writer.write(subject.camera)
    writer.write(subject.person)
    writer.write(subject.aspect?.field)
    writer.write(subject.aspect?.value)
    writer.write(from)
    writer.write(to)
    writer.write(severity.rawValue)
    writer.write(detail)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    let rule = RuleID(rawValue: reader.read()) ?? reader.fail(.seal)
    var subject = Subject(rule: rule, transport: reader.read(), vehicle: reader.read(), camera: reader.read(), person: reader.read())
    let field = reader.read(String?.self)
    let value = reader.read(String?.self)
    if let field, let value { subject.aspect = Aspect(field: field, value: value) }
    let from = reader.read(Instant.self)
    let to = reader.read(Instant?.self)
    let severity = Severity(rawValue: reader.read()) ?? reader.fail(.info)
    self.init(subject: subject, from: from, to: to, severity: severity, detail: reader.read())
  }
}

extension Transition: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(kind.rawValue)
    writer.write(received)
    writer.write(verdict)
    writer.write(decidedBy)
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    let kind = Kind(rawValue: reader.read()) ?? reader.fail(.raised)
    self.init(kind: kind, received: reader.read(), verdict: reader.read(), decidedBy: reader.read())
  }
}

extension ScenarioClock: Packable {
  /// Writes it.
  public func pack(into writer: inout PackedWriter) {
    writer.write(([first] + further).count)
    for stretch in [first] + further {
      writer.write(stretch.wall)
      writer.write(stretch.scenario)
      writer.write(stretch.speed)
    }
  }

  /// Reads it.
  public init(from reader: inout PackedReader) {
    var stretches: [Stretch] = []
    for _ in 0..<reader.count() where !reader.isDamaged {
      stretches.append(Stretch(wall: reader.read(), scenario: reader.read(), speed: reader.read()))
    }
    let first = stretches.first ?? reader.fail(Stretch(wall: .distantPast, scenario: .distantPast, speed: 1))
    self.init(first: first, further: Array(stretches.dropFirst()))
  }
}
