import Evrep
import EvrepSource
import Testing

/// `≈`: each cell stands for what rounds to it.
@Suite struct WithinRoundingTests {
  private let data = [
    "t.csv":
      "年度,在园,普惠,减少,率,差,班,少\n2023,4627.55,4144.05,,89.55,,8.57,\n2024,4092.98,3717.01,427.03,90.81,1.26,1.87,6.7\n"
  ]

  private func codes(_ check: String, _ files: [String: String]? = nil) -> [DiagnosticCode] {
    let header = """
      ---
      数据 t 来自 "t.csv" { 年度 year key; 在园 万人; 普惠 万人; 减少 万人?; 率 %; 差 百分点?; 班 万个; 少 万个? }
      令 今 = only(t where 年度 = 2024)
      令 前 = only(t where 年度 = 2023)
      令 少(甲, 乙) = 甲 - 乙
      核验 相符: \(check)
      ---
      在园{今.在园}万人。
      """
    return Case(header + "\n", files ?? data).compile().codes
  }

  @Test(arguments: [
    "今.减少 ?? 0 万人 ≈ 前.普惠 - 今.普惠", "前.普惠 - 今.普惠 ~= 今.减少 ?? 0 万人", "今.差 ?? 0 百分点 ≈ 今.率 - 前.率",
    "share(今.少 ?? 0 个, 今.班 + (今.少 ?? 0 个)) ≈ 78.1%", "abs(growth(今.在园, 前.在园)) ≈ 11.552%",
    "少(前.普惠, 今.普惠) ≈ 427.03 万人", "sum(t.普惠) ≈ 7861.06 万人", "average(t.普惠) ≈ 3930.53 万人",
    "max(t.普惠) ≈ 4144.054 万人", "min(今.普惠, 前.普惠) ≈ 3717.01 万人", "-今.普惠 ≈ -3717.01 万人",
    "round(今.普惠, 0) ≈ 3717 万人", "count(t) ≈ 2", "(若 今.在园 > 前.在园 则 今.在园 否则 前.在园) ≈ 4627.554 万人",
    "今.班 × 2 ≈ 3.75 万个", "sum(t.减少 略去 缺失) ≈ 427.034 万人",
  ])
  func whatRoundingCanExplainHolds(check: String) { #expect(codes(check) == [], "\(check)") }

  @Test(arguments: [
    "今.减少 ?? 0 万人 ≈ 前.普惠 - 今.普惠 - 0.03 万人", "今.差 ?? 0 百分点 ≈ 今.率 - 前.率 + 0.02 百分点",
    "share(今.少 ?? 0 个, 今.班 + (今.少 ?? 0 个)) ≈ 77%", "sum(t.普惠) ≈ 7861.08 万人", "count(t) ≈ 3",
    "max(t.普惠) ≈ 4144.056 万人",
  ])
  func whatItCannotDoesNot(check: String) { #expect(codes(check) == [.checkFailed], "\(check)") }

  @Test func equalityWithoutRoundingStaysExact() { #expect(codes("今.减少 ?? 0 万人 = 前.普惠 - 今.普惠") == [.checkFailed]) }

  @Test func zerosAtTheEndOfACellCount() {
    func report(_ cell: String) -> [DiagnosticCode] {
      Case("---\ndata t: record from \"t.json\" { a 元 }\ncheck c: t.a ≈ 500.3 元\n---\n", ["t.json": "{\"a\": \(cell)}"])
        .compile().codes
    }
    #expect(report("500") == [])
    #expect(report("500.0") == [.checkFailed])
    #expect(report("500.30") == [])
    #expect(report("5e2") == [])
  }

  @Test func onlyQuantitiesAreRounded() {
    #expect(codes("今.年度 ≈ 2024") == [.typeMismatch])
    #expect(codes("今.在园 ≈ 3 所") == [.dimensionMismatch])
  }

  @Test func whatAScenarioSetsIsExact() {
    let header = "---\ndata t: record from \"t.json\" { a 元 }\nlet a = t.a\n"
    let scenario = "scenario s { set a = 500 元; expect not (a ≈ 500.3 元); expect a ≈ 500 元 }\n---\n"
    let run = Evrep.test(
      "case.evrep", source: nil, filter: nil, options: CompileOptions(),
      world: Case(header + scenario, ["t.json": "{\"a\": 500}"]).world)
    #expect(run.results.count == 1)
    #expect(run.results.allSatisfy { $0.failures.isEmpty })
  }
}
