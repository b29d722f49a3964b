import EvrepSource
import Testing

@testable import EvrepData

@Suite struct FaultLogTests {
  private func log(_ codes: [DiagnosticCode], limit: Int) -> FaultLog {
    var log = FaultLog(limit: limit)
    for (row, code) in codes.enumerated() {
      let cell = CellAddress(row: row + 2, column: 1, header: "a", content: "")
      log.report(code) {
        Diagnostic(code, at: Place(FileID(1), 0..<0, cell: cell), Message(en: "\(row)", zh: "\(row)"))
      }
    }
    return log
  }

  @Test func faultsOfOneCodeBecomeOneThatSaysHowManyThereAre() {
    var log = log([.formulaWithoutValue, .badCell, .formulaWithoutValue, .formulaWithoutValue], limit: 20)
    log.collapse(.formulaWithoutValue) { Message(en: "all \($0)", zh: "共 \($0)") }
    #expect(log.diagnostics.map(\.code) == [.formulaWithoutValue, .badCell])
    #expect(log.diagnostics.first?.notes.map { $0[.english] } == ["all 3"])
    #expect(log.count == 2)
  }

  @Test func eachColumnHasItsShareOfWhatIsShown() {
    var all = FaultLog(limit: 4)
    all.merge([log([.badCell, .badCell, .badCell, .badCell, .badCell], limit: 4), log([.emptyCell], limit: 4)])
    #expect(all.diagnostics.map(\.code) == [.badCell, .emptyCell, .badCell, .badCell])
    #expect(all.count == 6)
  }
}
