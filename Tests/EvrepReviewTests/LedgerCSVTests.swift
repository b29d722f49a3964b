import EvrepModel
import EvrepUnits
import Testing

@testable import EvrepReview

/// The index of evidence that a spreadsheet opens.
@Suite struct LedgerCSVTests {
  private func csv(printed: String, kind: LedgerEntry.Kind = .text, exact: String? = nil, sentence: String = "s")
    -> String
  {
    var ledger = Ledger(report: "r.evrep", title: "", language: .english)
    ledger.entries = [
      LedgerEntry(
        identity: LedgerEntry.Identity(section: [], formula: "f", occurrence: 1), number: 1,
        place: LedgerPlace(file: "r.evrep", line: 3, column: 1), section: [], sentence: sentence, kind: kind,
        printed: printed, unit: "", exact: exact, value: nil, formula: "f", definitions: [], parameters: [], inputs: [])
    ]
    return String(decoding: ledger.csv(), as: UTF8.self)
  }

  @Test func itBeginsWithAMarkAndEndsLinesAsSpreadsheetsDo() {
    let text = csv(printed: "a")
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    #expect(text.utf8.count { $0 == 0x0A } == 2 && text.hasSuffix("\r\n"))
    #expect(text.contains("\r\n1,,s,a,,,f,r.evrep,3,,,\r\n"))
  }

  @Test(arguments: ["=1+1", "+1", "-x", "@a", "\ta", "\ra", "＝1"]) func aFormulaInTextIsNeutralised(text: String) {
    #expect(csv(printed: text).contains(",'" + text) || csv(printed: text).contains(",\"'" + text))
  }

  @Test func numbersStayNumbers() {
    #expect(csv(printed: "-3.5", kind: .number, exact: "-3.5").contains(",-3.5,,-3.5,"))
    #expect(csv(printed: "1,234", kind: .number, exact: "1234").contains(",\"1,234\",,1234,"))
    #expect(csv(printed: "0.07", kind: .number, exact: "1/15").contains(",0.07,,1 ÷ 15,"))
  }

  @Test func quotesAreDoubled() { #expect(csv(printed: "a\"b,c").contains(",\"a\"\"b,c\",")) }
}
