extension JSONValue {
  /// The value as compact JSON, fields in their own order, non-ASCII unescaped.
  public var text: String {
    var output = ""
    write(to: &output, sorted: false)
    return output
  }

  /// The canonical text of RULES.md 8.1-4: keys sorted by code point, non-ASCII unescaped.
  public var canonicalText: String {
    var output = ""
    write(to: &output, sorted: true)
    return output
  }

  private func write(to output: inout String, sorted: Bool) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .integer(let whole): output += String(whole)
    case .number(let number): output += number.description
    case .string(let text): Self.writeQuoted(text, to: &output)
    case .array(let elements):
      output += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { output += "," }
        element.write(to: &output, sorted: sorted)
      }
      output += "]"
    case .object(let object):
      let fields = sorted ? object.fields.sorted { $0.name.precedesByCodePoint($1.name) } : object.fields
      output += "{"
      for (index, field) in fields.enumerated() {
        if index > 0 { output += "," }
        Self.writeQuoted(field.name, to: &output)
        output += ":"
        field.value.write(to: &output, sorted: sorted)
      }
      output += "}"
    }
  }

  private static func writeQuoted(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{08}": output += "\\b"
      case "\u{0C}": output += "\\f"
      case "\u{00}"..."\u{1F}":
        let hex = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}

extension String {
  /// Whether this text comes before another by code points, as every sort of RULES.md and FEED.md compares.
  public func precedesByCodePoint(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
