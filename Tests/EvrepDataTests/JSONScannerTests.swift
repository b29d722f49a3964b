import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

/// What RFC 8259 accepts and what it does not, as values of a key that no field names.
@Suite struct JSONScannerTests {
  private func load(_ value: String) -> Loaded {
    var fixture = Fixture("a", .optional(.text))
    return fixture.load("[{\"x\":" + value + "}]", as: "json")
  }

  @Test(arguments: [
    "0", "-0", "-1", "1.5", "1e5", "1E5", "1e+5", "1e-5", "0e1", "0.1e1", "123123123123123123123123123123123.5", "true",
    "false",
    "null", "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\uD834\\uDd1e\"", "\"\\uFFFF\"", "\"\u{7F}\"",
    "\"😀\u{2028}\"", "[]", "{}", "[ ]", "{ }", "[1]", "[ 1 , 2 ]", "[[],[[]]]", "{\"\":0}", "{ \"k\" : [ { } ] }",
    "[\"a\",1,null]",
    "\"//\"", "\" \"", " \t\r\n1 \n", "\"\\ud7ff\\ue000\"",
  ])
  func accepted(value: String) { #expect(load(value).diagnostics.isEmpty) }

  @Test(arguments: [
    "", "-", "+1", ".5", "1.", "01", "-01", "1.e1", "1e", "1e+", "0x1", "1a", "--1", "-a", "Infinity", "NaN",
    "-Infinity", "１", "1_0",
    "tru", "True", "nul", "nulll", "truefalse", "'x'", "x", "\"", "\"x", "\"\\\"", "\"\\x\"", "\"\\a\"", "\"\\u12\"",
    "\"\\u12G4\"", "\"\\U0041\"",
    "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\u0041\"", "\"\\uD800x\"", "\"\\uD800\\n\"", "\"\\uDC00\\uD800\"",
    "\"\\uD800\\uD800\"", "\"a\nb\"",
    "\"a\tb\"", "\"\u{0}\"", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "]", "{", "{\"k\"", "{\"k\":",
    "{\"k\":1", "{\"k\":1,", "{\"k\":1,}",
    "{k:1}", "{'k':1}", "{1:1}", "{\"k\" 1}", "{\"k\"::1}", "{\"k\":1 \"l\":2}", "{,}", "[}", "{]", "[1}", "{\"k\":1]",
    "1 2", "/*c*/1", "1//c", "#",
    "\u{FEFF}1", "\u{A0}1", "\u{0C}1", "[\u{0B}1]", "*", "\\u0031", "\"x\"\"y\"",
  ])
  func rejected(value: String) {
    let loaded = load(value)
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.table == nil)
  }

  @Test(arguments: ["[]]", "[] x", "[],", "[][]", "[{}]{}", "[{}", "[{},]", "[{}}", "[", "[,", "{"])
  func theWholeFileIsOneValue(text: String) {
    var fixture = Fixture("a", .optional(.text))
    #expect(fixture.load(text, as: "json").codes == [.malformedData])
  }

  @Test(arguments: [
    ("\"ab\\q\"", "\\q"), ("\"\\uD800x\"", "\\uD800"), ("\"\\u12G4\"", "\\u12"), ("01", "01"), ("1.", "1."),
    ("\"x", "\""), ("{\"k\" 1}", "1"),
    ("[1 2]", "2"), ("\"a\tb\"", "\t"), ("{\"k\":1,\"k\":2}", "k"),
  ])
  func faultsAreMarked(value: String, mark: String) { #expect(load(value).marked == [mark]) }

  @Test func escapesAreDecoded() {
    var fixture = Fixture("学校", .text)
    let loaded = fixture.load("[{\"\\u5b66校\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD834\\uDD1E尾\"}]", as: "json")
    #expect(loaded.texts() == ["\"\\/\u{8}\u{C}\n\r\té\u{1D11E}尾"])
  }
}
