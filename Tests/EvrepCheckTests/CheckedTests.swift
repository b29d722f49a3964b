import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits
import Testing

/// A checked report without data, and what the checker says of it.
struct Checked {
  let program: Program
  let diagnostics: [Diagnostic]

  init(_ header: String, _ body: String = "", module: String? = nil) {
    let files = module.map { ["m": "---\n\($0)\n---\n"] } ?? [:]
    let loaded = modules("---\n\(header)\n---\n\(body)", files: files)
    let (program, findings) = check(loaded.modules)
    self.program = program
    diagnostics = loaded.diagnostics + findings
  }

  var codes: [DiagnosticCode] { diagnostics.map(\.code) }

  /// The type of the definition `x`.
  var type: Type? { program.definitions.last { $0.name == "x" }?.expression.type }
}

@Suite struct TypeTests {
  private static let table = """
    data t from "t.csv" counted 所 {
      a text key
      b 人?
      c one of x | y
      d 万元
      e date
      f year
    }

    """

  /// How a type is shown here: its kind by the unit that it is in.
  private func shown(_ expression: String) -> String {
    let checked = Checked(Self.table + "let x = " + expression)
    #expect(checked.codes == [], "\(expression)")
    switch checked.type {
    case .quantity(let kind, let unit):
      switch kind {
      case .number: return "number"
      case .ratio: return "ratio"
      case .points: return "points"
      case .dimension(let dimension): return unit?.name ?? checked.program.registry.describe(dimension)
      }
    case .optional(.quantity(_, let unit)): return "\(unit?.name ?? "")?"
    case let type?: return "\(type)".split(separator: "(").first.map(String.init) ?? ""
    case nil: return "none"
    }
  }

  @Test(arguments: [
    ("1 + 2", "number"), ("1 / 2", "number"), ("3 人 / 4 人", "ratio"), ("3 元 / 4 人", "元/人"), ("3 元 / 4 人 * 2 人", "元"),
    ("50% - 20%", "points"),
    ("50% + 2 个百分点", "ratio"), ("1 - 20%", "ratio"), ("3 人 * 50%", "人"), ("3 万元 + 2 亿元", "万元"), ("-3 人", "人"),
    ("count(t)", "所"),
    ("sum(t.d)", "万元"), ("sum(t.b skipping missing)", "人"), ("sum(t.d) / count(t)", "元/所"),
    ("share(1 人, 2 人)", "ratio"),
    ("growth(2 元, 1 元)", "ratio"), ("first(t).b", "人?"), ("first(t).b ?? 0 人", "人"), ("first(t).a", "text"),
    ("first(t).c", "enumeration"),
    ("first(t).f + 1", "year"), ("first(t).f - 2000", "year"), ("max(t.f) - min(t.f)", "年"),
    ("first(t).e + 3 天", "date"), ("max(t.e) - min(t.e)", "天"),
    ("t where c = x", "table"), ("t by c", "groups"), ("first(t by c)", "group"), ("t.d", "column"),
    ("list(t.a)", "list"), ("count(t by c)", "number"),
    ("1 < 2", "bool"), ("if 1 < 2 then 3 人 else 4 人", "人"), ("\"a{1}\"", "text"), ("month(first(t).e)", "number"),
    ("round(3.5 万元, 0)", "万元"),
  ])
  func expressionsHaveTheirTypes(expression: String, type: String) {
    #expect(shown(expression) == type, "\(expression)")
  }

  @Test(arguments: [
    ("1 人 + 1 所", DiagnosticCode.dimensionMismatch), ("1 人 + 1", .dimensionMismatch),
    ("1 个百分点 - 50%", .dimensionMismatch), ("1 人 < 1 所", .dimensionMismatch),
    ("1 人 < 1", .dimensionMismatch), ("\"a\" + 1", .typeMismatch), ("\"a\" < \"b\"", .typeMismatch),
    ("first(t).b + 1 人", .optionalUnsettled), ("sum(t.b)", .optionalUnsettled),
    ("sum(t.a)", .wrongArguments), ("t.g", .unknownField), ("g", .unknownName), ("g(1)", .unknownFunction),
    ("1 桶", .unknownUnit), ("t where c = z", .unknownCase),
    ("t where d", .notACondition), ("50% > 20", .bareNumberAgainstRatio), ("missing", .typeMismatch),
    ("first(t).f = 2022 人", .typeMismatch), ("t by b", .optionalUnsettled),
    ("first(t).a is missing", .typeMismatch), ("first(t).e > \"2022-13-01\"", .badNumber),
    ("growth(1 人, 1 元)", .dimensionMismatch), ("min(1, \"a\")", .wrongArguments),
    ("if 1 then 2 else 3", .notACondition), ("if 1 < 2 then 2 else \"a\"", .typeMismatch),
    ("t order by t", .typeMismatch), ("1.a", .unknownField), ("list(t.d)", .wrongArguments),
    ("round(1, -1)", .wrongArguments), ("problems.name where 1 > 2 + \"a\"", .typeMismatch), ("not 3", .notACondition),
    ("1 < 2 and 3", .notACondition),
  ])
  func oneSlipIsOneMessage(expression: String, code: DiagnosticCode) {
    #expect(Checked(Self.table + "let x = " + expression).codes == [code], "\(expression)")
  }

  /// What is built on a slip says nothing more, unless it would not fit what the slip was meant to be.
  @Test(arguments: [
    ("1 人 + 1 所", DiagnosticCode.dimensionMismatch), ("g", .unknownName), ("g(1)", .unknownFunction),
    ("1 桶", .unknownUnit), ("t.g", .unknownField), ("missing", .typeMismatch), ("sum(t.a)", .wrongArguments),
    ("1 人 + 1", .dimensionMismatch), ("t by b", .optionalUnsettled), ("list(t.d)", .wrongArguments),
    ("if 1 < 2 then 2 else \"a\"", .typeMismatch), ("min(1, \"a\")", .wrongArguments), ("1.a", .unknownField),
  ])
  func whatIsBuiltOnASlipSaysNothingMore(expression: String, code: DiagnosticCode) {
    let used = Checked(
      Self.table + "let x = \(expression)\nlet y = x + 1\nlet w = sum(x)", "{x}人、{y}、{when w > 1}{w}{end}")
    #expect(used.codes == [code], "\(expression)")
  }

  @Test func whatASlipWasMeantToBeIsKnown() {
    func codes(_ declarations: String, _ body: String) -> [DiagnosticCode] {
      Checked(Self.table + declarations, body).codes
    }
    #expect(codes("let x = t where g", "{count(x)}所、{sum(x.d)}万元、{count(x)}人") == [.unknownName, .unitContradicts])
    #expect(codes("let x = t where b > ", "{count(x)}所、{count(x)}人") == [.unexpectedToken, .unitContradicts])
    #expect(codes("let x = t order by g", "{count(x)}所、{count(x)}人") == [.unknownName, .unitContradicts])
    #expect(codes("let x = t top g by d", "{count(x)}所、{count(x)}人") == [.unknownName, .unitContradicts])
    #expect(codes("let x = sum(t.b)", "{x}人、{x}所") == [.optionalUnsettled, .unitContradicts])
    #expect(codes("let x = first(t).b + 1 人", "{x}人、{x}所") == [.optionalUnsettled, .unitContradicts])
    #expect(codes("let x = share(g, 1)", "{x}%、{x}所") == [.unknownName, .unitContradicts])
    #expect(codes("let x = if g then 1 人 else h", "{x}人、{x}所") == [.unknownName, .unknownName, .unitContradicts])
    #expect(codes("let x = t.g = x1", "{when x}是{end}{x}") == [.unknownField, .unknownName, .notPrintable])
    #expect(codes("", "::: each r in t where g > 1\n{r.d}万元、{r.d}人、{r.e}日、{r.h}\n:::").last == .unknownField)
  }

  @Test func namesAreSeenInAnyOrderAndCyclesAreFound() {
    #expect(Checked("let a = b\nlet b = c\nlet c = 1").codes == [])
    #expect(Checked("let a = b\nlet b = c\nlet c = a").codes == [.cyclicDefinition])
    #expect(Checked("let f(x) = f(x)\nlet a = f(1)").codes == [.cyclicDefinition])
    #expect(Checked("let f(x) = g(x)\nlet g(x) = x\nlet a = f(1) + f(2 人) / 1 人").codes == [])
  }

  @Test func aLongChainOfDefinitionsIsOneMessage() {
    let chain = (1...400).map { "let a\($0) = a\($0 - 1) + 1\n" }.joined()
    #expect(Checked("let a0 = 1\n\(chain)").codes == [.nestedTooDeep])
    #expect(
      Checked("\(chain.split(separator: "\n").reversed().joined(separator: "\n"))\nlet a0 = 1").codes == [
        .nestedTooDeep
      ])
  }

  @Test func aFunctionIsCheckedForTheTypesThatItIsGiven() {
    #expect(Checked("let f(a, b) = a + b\nlet x = f(1 人, 2 人)").codes == [])
    #expect(Checked("let f(a, b) = a + b\nlet x = f(1 人, 2 元)").codes == [.dimensionMismatch])
    #expect(Checked("let f(a, b) = a + b\nlet x = f(1)").codes == [.wrongArguments])
    #expect(Checked("let f(a) = a.b").codes == [])
  }

  @Test func modulesAreSeenUnderTheirNames() {
    let module = "let a = 3 人\nlet f(x) = x + a\nunit 桶"
    #expect(Checked("use \"m\" as m\nlet x = m.f(m.a) + 1 人", "{x}人{1 桶}桶", module: module).codes == [])
    #expect(Checked("use \"m\" as m\nlet x = a", module: module).codes == [.unknownName])
    #expect(Checked("use \"m\" as m\nlet x = m.b", module: module).codes == [.unknownName])
    #expect(Checked("use \"m\" as m\nlet x = m", module: module).codes == [.typeMismatch])
    #expect(Checked("use \"m\" as m\nlet x = m.g(1)", module: module).codes == [.unknownName])
    #expect(Checked("use \"m\" as m\nlet m = 1", module: module).codes == [.duplicateName])
  }

  @Test func suggestionsReplaceTheWrongWord() throws {
    let checked = Checked(Self.table, "{sum(t.dd)}万元 {cuont(t)}所 {count(tt)}所")
    let fixIts = checked.diagnostics.flatMap(\.fixIts)
    #expect(fixIts.map(\.replacement) == ["d", "count", "t"])
  }

  @Test func everyBuiltinIsKnownByBothNames() {
    #expect(Set(Builtin.allCases.map(\.chinese)).count == Builtin.allCases.count)
    for builtin in Builtin.allCases {
      for name in [builtin.rawValue, builtin.chinese] {
        #expect(Checked("let x = \(name)()").codes == [.wrongArguments], "\(name)")
      }
    }
  }

  @Test func theStandardUnitsAreWithoutFindings() {
    let checked = Checked("")
    #expect(checked.codes == [])
    for name in ["万元", "元/人", "%", "％", "‰", "个百分点", "percentage points", "people", "公顷", "million pounds", "平方米/人"] {
      #expect(checked.program.registry.unit(named: name) != nil, "\(name)")
    }
  }
}
