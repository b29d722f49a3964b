import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct HeaderSearchTests {
  private func load(_ text: String) -> Loaded {
    var fixture = Fixture([("名称", .text, true), ("人数", .number, false)])
    return fixture.load(text)
  }

  @Test func headersBelowATitleHaveOneMessage() {
    let loaded = load("情况表,\n,\n名称,人数（人）\n甲,1\n")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first == "the headers stand in row 3: write behind the path: header row 3")
  }

  @Test(arguments: [("名称\t人数\n", "delimiter tab"), ("名称;人数\n", "delimiter \";\""), ("名称，人数\n", "full width")])
  func soHasAnotherDelimiter(text: String, hint: String) {
    let loaded = load(text)
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first?.contains(hint) == true)
    #expect(loaded.notes.allSatisfy { !$0.contains("\t") })
  }

  @Test func nothingThatExplainsItShowsTheColumns() {
    #expect(load("甲,乙\n1,2\n").notes.contains("the columns are ‘甲’, ‘乙’"))
  }

  @Test func oneMissingColumnOfSeveralIsNamed() { #expect(load("名称,乙\n1,2\n").message.contains("人数")) }
}
