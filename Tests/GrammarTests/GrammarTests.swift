import Evrep
import EvrepSyntax
import EvrepTestSupport
import Testing

@testable import EvrepCheck

/// `Grammar/evrep.ebnf` against itself and against the compiler's words.
struct GrammarTests {
  /// The start symbol.
  static let start = "File"
  /// The words that a format knows beside units.
  static let formatWords: Set<String> = [
    "grouped", "分节", "ungrouped", "不分节", "half-up", "四舍五入", "half-even", "四舍六入五成双", "n",
  ]

  let grammar = GrammarFile(Repository.text("Grammar/evrep.ebnf"))

  @Test func isWellFormed() { #expect(grammar.mistakes == []) }

  @Test func definesEachSymbolOnce() {
    let symbols = grammar.rules.map(\.symbol)
    let twice = symbols.filter { symbol in symbols.count { $0 == symbol } > 1 }
    #expect(twice == [])
  }

  @Test func definesWhatItUses() {
    let undefined = Set(grammar.rules.flatMap(\.symbols)).subtracting(grammar.rules.map(\.symbol))
    #expect(undefined.sorted() == [])
  }

  @Test func usesWhatItDefines() {
    let unused = Set(grammar.rules.map(\.symbol)).subtracting(grammar.rules.flatMap(\.symbols))
    #expect(unused.sorted() == [Self.start])
  }

  @Test func reachesEverySymbol() {
    var reached: Set<String> = []
    var pending = [Self.start]
    while let symbol = pending.popLast() {
      guard reached.insert(symbol).inserted else { continue }
      pending += grammar.rules.filter { $0.symbol == symbol }.flatMap(\.symbols)
    }
    #expect(Set(grammar.rules.map(\.symbol)).subtracting(reached).sorted() == [])
  }

  @Test func hasEveryWordInBothSpellings() {
    let words = grammar.words
    #expect(Self.keywords.subtracting(words).sorted() == [])
    #expect(Self.functions.subtracting(words).sorted() == [])
    #expect(Self.formatWords.subtracting(words).sorted() == [])
  }

  @Test func hasNoOtherWord() {
    let known = Self.keywords.union(Self.functions).union(Self.formatWords)
    #expect(grammar.words.subtracting(known).sorted() == [])
  }

  @Test(arguments: formatWords.subtracting(["n"]).sorted())
  func formatKnows(word: String) {
    let compilation = compileReport("---\nformat 人: \(word)\n---\n")
    #expect(compilation.messages() == "")
  }

  static var keywords: Set<String> { Set(Keyword.allCases.flatMap { [$0.spellings.english, $0.spellings.chinese] }) }

  static var functions: Set<String> { Set(Builtin.allCases.flatMap { [$0.rawValue, $0.chinese] }) }
}
