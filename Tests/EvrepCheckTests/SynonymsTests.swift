import EvrepSource
import EvrepSyntax
import Testing

@testable import EvrepCheck

/// The table of other words for the words of the language.
@Suite struct SynonymsTests {
  @Test func whatIsMeantIsInTheLanguage() {
    let signs = ["=", "!=", "<", "<=", ">", ">=", "%", ".0"]
    let words = Keyword.allCases.flatMap { [$0.spellings.english, $0.spellings.chinese] }
    let settings = ["zh", "en", "gongwen", "plain"]
    let known = Set(words + Builtin.spellings + Checker.formatSpellings + signs + settings)
    for entry in Synonyms.table {
      for word in entry.meant { #expect(known.contains(word), "\(word)") }
      #expect(Set(entry.others).isDisjoint(with: entry.meant), "\(entry.meant)")
      #expect(Set(entry.others).count == entry.others.count, "\(entry.meant): \(entry.others)")
    }
  }

  @Test func eachFunctionIsFoundByAnotherWord() {
    for builtin in Builtin.allCases where builtin != .year {
      #expect(!Synonyms.others(for: builtin.rawValue).isEmpty, "\(builtin)")
    }
  }

  @Test(arguments: [
    ("mean", "average"), ("Mean", "average"), ("求和", "合计"), ("总计", "合计"), ("medain", "median"), ("均值", "平均"),
  ])
  func meaningGoesBeforeSpelling(word: String, meant: String) {
    #expect(Nearest.match(for: word, in: Builtin.spellings) == meant)
  }
}
