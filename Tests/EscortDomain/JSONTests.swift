import EscortDomain
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("values keep what the feed's ties need: field order, whole numbers, every character")
  func values() throws {
    let text = #"{"b":[1,1.0,-2.5e3,9223372036854775808],"a":{"é":"\u6e58\ud83d\ude80\n\"","t":true,"n":null},"":""}"#
    let value = try JSONValue(parsing: text)
    #expect(value.text == #"{"b":[1,1.0,-2500.0,9.223372036854776e+18],"a":{"é":"湘🚀\n\"","t":true,"n":null},"":""}"#)
    #expect(value.canonicalText == #"{"":"","a":{"n":null,"t":true,"é":"湘🚀\n\""},"b":[1,1.0,-2500.0,9.223372036854776e+18]}"#)
    #expect(try JSONValue(parsing: value.text) == value)
  }

  @Test("objects of many fields keep their order, find each, and of one that stands twice the last value at the first place")
  func manyFields() throws {
    let names = (0..<5000).map { "field \($0 * 7919 % 5000)" }
    let text = "{" + (names + ["field 7"]).enumerated().map { "\"\($0.element)\":\($0.offset)" }.joined(separator: ",") + "}"
    var object = try #require(try JSONValue(parsing: text).object)
    #expect(object.fields.map(\.name) == names)
    #expect(object.fields.indices.allSatisfy { object.fields[$0].value.integer == $0 || names[$0] == "field 7" })
    #expect(object["field 7"]?.integer == 5000)
    object["field 7"] = nil
    #expect(object["field 7"] == nil)
    #expect(object.fields.count == 4999)
  }

  @Test(
    "what is no JSON is refused and never traps",
    arguments: [
      "", " ", "{", "[", "]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "01", "1.", "-", "+1", "1e", ".5", "nul", "tru",
      "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\u{01}\"", "1 2", "{'a':1}", "NaN", "1e999", "[1}",
    ])
  func refused(_ text: String) { #expect(throws: JSONError.self) { try JSONValue(parsing: text) } }

  @Test("nesting is bounded, and bytes that are not UTF-8 are refused")
  func bounds() throws {
    let deep = JSONValue.deepestNesting
    _ = try JSONValue(parsing: String(repeating: "[", count: deep) + String(repeating: "]", count: deep))
    #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
  }
}
