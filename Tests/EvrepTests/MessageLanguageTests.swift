import Evrep
import EvrepSource
import EvrepSyntax
import EvrepTestSupport
import Testing

/// Both languages say the same: numbers and what is quoted of the source agree.
@Suite struct MessageLanguageTests {
  /// Every message that the fixtures give rise to.
  private static let messages: [Message] = {
    var seen: Set<Message> = []
    for name in Golden.names(in: Folder.fixtures + "bad") {
      for diagnostic in Case(folder: Folder.fixtures + "bad/" + name).compile().diagnostics {
        seen.insert(diagnostic.message)
        seen.formUnion(diagnostic.labels.map(\.message))
        seen.formUnion(diagnostic.notes)
        seen.formUnion(diagnostic.fixIts.map(\.message))
      }
    }
    return seen.sorted { $0[.english] < $1[.english] }
  }()

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x4E00 && scalar.value <= 0x9FFF }

  /// The runs of scalars that `belongs` holds for.
  private static func runs(_ text: String, _ belongs: (Unicode.Scalar) -> Bool) -> [String] {
    text.unicodeScalars.split { !belongs($0) }.map { String(String.UnicodeScalarView($0)) }
  }

  /// What stands between the quotes of a language.
  private static func quoted(_ text: String, _ open: Character, _ close: Character) -> [String] {
    text.split(separator: open).dropFirst().compactMap { part in part.firstIndex(of: close).map { String(part[..<$0]) }
    }
  }

  @Test func thereAreMessages() { #expect(Self.messages.count > 150) }

  @Test(arguments: messages) func numbersAgree(message: Message) {
    // A code or a date in quotes counts too; a style's label does not begin with a digit in one language alone.
    func numbers(_ text: String) -> [String] {
      // Digits as such, 0–9, are a word.
      let text = text.split(separator: "0–9").joined()
      return Self.runs(text) { ("0"..."9").contains($0) }.sorted()
    }
    #expect(numbers(message[.english]) == numbers(message[.chinese]))
  }

  @Test(arguments: messages) func whatTheSourceSaysStandsInBoth(message: Message) {
    let (english, chinese) = (message[.english], message[.chinese])
    // Chinese in an English message is the source's, so the Chinese message has it too.
    for run in Self.runs(english, Self.isChinese) { #expect(chinese.contains(run), "\(english)\n\(chinese)") }
    let words = Set(Keyword.allCases.map(\.spellings.english))
    for part in Self.quoted(english, "‘", "’") {
      let isOfTheLanguage = Self.runs(part) { $0.properties.isAlphabetic }.allSatisfy { word in
        // What the source says may stand beside words of the language, as in ‘unit 桶’.
        words.contains(word) || ["c", "x", "name", "value", "of", "evrep", "source", "spelled"].contains(word)
          || chinese.contains(word)
      }
      #expect(isOfTheLanguage || chinese.contains(part), "‘\(part)’ is missing\n\(english)\n\(chinese)")
    }
  }

  @Test(arguments: messages) func eachLanguageIsItself(message: Message) {
    let (english, chinese) = (message[.english], message[.chinese])
    // A label that marks a further line of the same thing says nothing.
    #expect(english.isEmpty == chinese.isEmpty)
    // A message that a report gives itself, such as that of a check, is the same in both.
    if english != chinese { #expect(chinese.unicodeScalars.contains(where: Self.isChinese), "\(chinese)") }
    #expect(!english.contains("“") || english == chinese, "\(english)")
    #expect(!chinese.contains("‘") || english == chinese, "\(chinese)")
    #expect(english.count { $0 == "‘" } == english.count { $0 == "’" } || english.contains("’s"), "\(english)")
    #expect(chinese.count { $0 == "“" } == chinese.count { $0 == "”" }, "\(chinese)")
    #expect(english.last != "." || english.hasSuffix("…"), "\(english)")
    #expect(chinese.last != "。" || english == chinese, "\(chinese)")
    // CSV and the like are written so wherever they stand.
    let begins = english.prefix(2)
    if english != chinese {
      #expect(begins.first?.isUppercase != true || begins.last?.isUppercase == true, "\(english)")
    }
  }
}
