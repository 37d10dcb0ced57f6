import PhoneTrackers
import Testing

@Suite("The parameters of a query or form")
struct QueryParametersTests {
  @Test("names and values are decoded and keep their order")
  func decoded() throws {
    let parameters = try QueryParameters(decoding: "id=%E6%9D%8E+wei&&note=a%2Bb%26c=d&alone&=x&empty=")
    #expect(parameters.parameters.map(\.name) == ["id", "note", "alone", "", "empty"])
    #expect(parameters.parameters.map(\.value) == ["李 wei", "a+b&c=d", "", "x", ""])
    #expect(parameters["missing"] == nil)
  }

  @Test("of a repeated name the last value counts")
  func repeated() throws {
    #expect(try QueryParameters(decoding: "id=1&id=2")["id"] == "2")
  }

  @Test("an empty query has no parameters")
  func empty() throws {
    #expect(try QueryParameters(decoding: "").parameters.isEmpty)
    #expect(try QueryParameters(decoding: "&&").parameters.isEmpty)
  }

  @Test(
    "a broken percent sequence is refused with its place",
    arguments: [("id=%", 3), ("id=ab%4", 5), ("a=1&id=%zz", 7), ("%+1=2", 0), ("id=%E6%9D", 3), ("id=%FF", 3)])
  func broken(_ text: String, _ offset: Int) {
    #expect(throws: PhoneReportError.notPercentEncoded(offset: offset)) { try QueryParameters(decoding: text) }
  }

  @Test("bytes that are no text are refused")
  func notText() {
    #expect(throws: PhoneReportError.notPercentEncoded(offset: 0)) { try QueryParameters(decoding: [0xC3, 0x28]) }
  }

  @Test("more parameters or bytes than an app ever sends are refused")
  func bounds() throws {
    let most = String(repeating: "a=1&", count: QueryParameters.mostParameters)
    #expect(try QueryParameters(decoding: most).parameters.count == QueryParameters.mostParameters)
    #expect(throws: PhoneReportError.tooManyParameters(most: QueryParameters.mostParameters)) {
      try QueryParameters(decoding: most + "b=2")
    }
    let longest = "a=" + String(repeating: "x", count: QueryParameters.longestBytes - 2)
    #expect(try QueryParameters(decoding: longest)["a"]?.count == QueryParameters.longestBytes - 2)
    #expect(throws: PhoneReportError.tooLong(mostBytes: QueryParameters.longestBytes)) {
      try QueryParameters(decoding: longest + "x")
    }
  }
}
