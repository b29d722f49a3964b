import Evrep
import EvrepSource
import Testing

/// Names that each mention the one before twice. Taken apart each time, the last would have 2^60 parts, and no rule that goes
/// through what a figure rests on would come to an end.
@Suite struct RepeatedNamesTests {
  /// `name0` is `first`, and each next one twice the one before.
  private func doubled(_ name: String, _ first: String) -> String {
    "let \(name)0 = \(first)\n" + (1...60).map { "let \(name)\($0) = \(name)\($0 - 1) + \(name)\($0 - 1)\n" }.joined()
  }

  private func codes(_ declarations: String, _ body: String) -> [DiagnosticCode] {
    let header = "---\nlanguage en\ndata t from \"t.csv\" { name text key; year year; n pupils }\n"
    return Case(header + declarations + "---\n" + body + "\n", ["t.csv": "name,year,n\nAsh,2022,1\nBeech,2023,1\n"])
      .compile().codes
  }

  @Test func thresholdsTiesAndYearsAreLookedForOnce() {
    #expect(codes(doubled("a", "if sum(t.n) < 3 pupils then 1 pupil else 2 pupils"), "{a60} pupils.") == [])
    #expect(codes(doubled("a", "first(t order by n).n"), "{a60} pupils.") == [])
    let years = doubled("a", "only(t where year = 2022).n") + doubled("b", "only(t where year = 2023).n")
    #expect(codes(years, "A change of {growth(b60, a60): .1 %}.") == [])
    #expect(codes(years, "A change of {growth(a60, b60): .1 %}.") == [.swappedYears])
  }

  @Test func aTotalAddsUpOnce() {
    let table =
      "| School | Pupils |\n|---|--:|\n::: each r in t\n| {r.name} | {r.n: pupils} |\n:::\n| Total | {a60: pupils} |"
    #expect(codes(doubled("a", "sum(t.n)"), table) == [.totalNotOfRows])
  }
}
