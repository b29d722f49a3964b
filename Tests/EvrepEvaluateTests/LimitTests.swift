import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits
import Testing

@testable import EvrepEvaluate

/// A checked report without data.
private func program(_ source: String) -> (Program, [Diagnostic]) {
  let (modules, slips) = modules(source)
  let (program, findings) = check(modules)
  return (program, slips + findings)
}

@Suite struct LimitTests {
  @Test func tooMuchWorkIsOneMessage() {
    let (program, findings) = program("{1 + 1}{2 + 2}\n")
    #expect(findings == [])
    var evaluator = Evaluator(program: program, tables: [nil], settings: EvaluationSettings())
    evaluator.steps = Evaluator.stepLimit - 1
    evaluator.run()
    #expect(evaluator.diagnostics.map(\.code) == [.tooMuchOutput])
    #expect(evaluator.document.figures.count < 2)
  }

  @Test func findingsAreLimited() {
    let (program, findings) = program(
      String(repeating: "{1 / 0}\n\n", count: 5) + (0..<300).map { "{\($0) / 0} " }.joined())
    #expect(findings == [])
    let (_, diagnostics) = evaluate(program, tables: [nil], settings: EvaluationSettings())
    #expect(diagnostics.count == Evaluator.findingLimit)
    #expect(Set(diagnostics.map(\.code)) == [.divisionByZero])
  }

  @Test func aWordThatEndsTheFileIsJudged() {
    let (program, findings) = program("---\nwords above behind: 有余\n---\n{3.2 万元}万元有余")
    #expect(findings == [])
    let (_, diagnostics) = evaluate(program, tables: [nil], settings: EvaluationSettings())
    #expect(diagnostics.map(\.code) == [.falseApproximation])
  }

  @Test(arguments: ["0", "10000", "9223372036854775807"])
  func aYearThatTheCalendarDoesNotHaveIsNone(number: String) {
    let (_, findings) = program("---\nparam y: year = \(number)\n---\n{y + 1}\n")
    #expect(findings.map(\.code) == [.typeMismatch])
  }

  @Test func aPowerThatNoAmountHasIsNone() {
    let squares = (1..<70).map { "let a\($0) = a\($0 - 1) * a\($0 - 1)\n" }.joined()
    let (_, findings) = program("---\nlet a0 = 2 元\n\(squares)---\n")
    #expect(findings.map(\.code) == [.dimensionMismatch])
  }

  /// An expression of 400 levels, with those of the definitions that it builds on, fits a thread of the tests; one more
  /// level is refused where it stands, and its value is not asked for.
  @Test(arguments: ["", "(x)"]) func levelsAreCountedThroughDefinitions(parameter: String) {
    let call = parameter.isEmpty ? "" : "(1)"
    func source(_ brackets: Int) -> String {
      let deep = String(repeating: "(", count: brackets) + "1" + String(repeating: " + 1)", count: brackets)
      let chain = (1..<100).map { "let a\($0)\(parameter) = a\($0 - 1)\(parameter) + 1\n" }.joined()
      return "---\nlet a0\(parameter) = \(deep)\n\(chain)---\n{a99\(call)}\n"
    }
    // A call is a level of its own, as the mention of a definition is.
    let (most, findings) = program(source(100))
    #expect(findings == [])
    let (document, diagnostics) = evaluate(most, tables: [nil], settings: EvaluationSettings())
    #expect(diagnostics == [])
    #expect(document.figures.map(\.printed) == ["200"])
    let (refused, tooMany) = program(source(101))
    #expect(tooMany.map(\.code) == [.nestedTooDeep])
    #expect(evaluate(refused, tables: [nil], settings: EvaluationSettings()).0.figures.isEmpty)
  }
}

@Suite struct ResolvedDocumentTests {
  private func resolved(_ source: String) -> ResolvedDocument {
    let (program, findings) = program(source)
    #expect(findings == [])
    let (document, diagnostics) = evaluate(program, tables: [nil], settings: EvaluationSettings())
    #expect(diagnostics == [])
    return document
  }

  @Test func figuresKeepTheirExactValueUnitAndPlace() throws {
    let document = resolved("共{10 万元 / 3: .1}万元，{2 人}人。\n")
    #expect(document.figures.map(\.printed) == ["3.3", "2"])
    let third = try Number(100_000).divided(by: Number(3))
    #expect(document.figures[0].value == third && document.figures[0].unit.name == "万元")
    #expect(document.figures.map(\.place.range) == [3..<22, 31..<38])
  }

  @Test func valuesStandBehindMarks() {
    let document = resolved("a{\"*\"}b\n")
    #expect(document.insertions == [.text("*")])
    #expect(!document.text.contains(UInt8(ascii: "*")))
  }

  @Test func placesLeadBackToTheSource() {
    let source = "甲{1}乙\n\n::: when 1 > 0\n丙\n:::\n"
    let document = resolved(source)
    for word in ["甲", "乙", "丙"] {
      let bytes = Array(word.utf8)
      let (here, there) = (Self.offset(of: bytes, in: document.text), Self.offset(of: bytes, in: Array(source.utf8)))
      #expect(document.place(of: here, length: 3).range == there..<there + 3)
    }
  }

  private static func offset(of bytes: [UInt8], in text: [UInt8]) -> Int {
    (0...(text.count - bytes.count)).first { text[$0..<$0 + bytes.count].elementsEqual(bytes) } ?? -1
  }

  @Test func problemsAreNumberedAmongThoseKept() {
    let block = "::: problem NAME when COND\nx\n::: measures\n- y\n:::\n:::\n"
    let source = [("a", "1 > 2"), ("b", "1 > 0"), ("c", "2 > 1")].map { name, condition in
      block.split(separator: "NAME").joined(separator: name).split(separator: "COND").joined(separator: condition)
    }.joined()
    let document = resolved("{count(problems)}个\n\n" + source)
    #expect(document.problems.map(\.name) == ["a", "b", "c"])
    #expect(document.problems.map(\.number) == [nil, 1, 2])
    #expect(document.figures.map(\.printed) == ["2"])
  }
}
