import Evrep
import EvrepSyntax
import EvrepTestSupport
import Testing

@testable import EvrepCheck

/// `Grammar/evrep.ebnf` against itself and against the compiler's words.
struct GrammarTests {
  /// The start symbol.
  static let start = "File"
  /// The words that a format knows beside units, each in a declaration that takes it.
  static let formats: [String: String] = [
    "grouped": "人: grouped", "分节": "人: 分节", "ungrouped": "人: ungrouped", "不分节": "人: 不分节", "half-up": "人: half-up",
    "四舍五入": "人: 四舍五入", "half-even": "人: half-even", "四舍六入五成双": "人: 四舍六入五成双", "digits": "人: 2 digits",
    "位": "人: 2 位", "items": "list: 3 items", "项": "列表: 3 项", "about": "人: about", "约": "人: 约",
    "spelled": "year: spelled",
    "小写": "年份: 小写", "formal": "元: formal", "大写": "元: 大写", "iso": "date: iso", "短横": "日期: 短横",
    "year-month": "date: year-month", "年月": "date: 年月", "month-day": "date: month-day", "月日": "date: 月日",
    "relative": "year: relative", "相对": "year: 相对", "and": "list: and", "和": "list: 和", "or": "list: or",
    "或": "list: 或",
  ]
  static let formatWords = Set(formats.keys).union(["n"])

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

  @Test(arguments: formats.values.sorted())
  func formatKnows(declaration: String) {
    let compilation = compileReport("---\nreport \"t\" for 2022\nformat \(declaration)\n---\n")
    #expect(compilation.messages() == "")
  }

  static var keywords: Set<String> { Set(Keyword.allCases.flatMap { [$0.spellings.english, $0.spellings.chinese] }) }

  static var functions: Set<String> { Set(Builtin.allCases.flatMap { [$0.rawValue, $0.chinese] }) }
}
