import Evrep
import EvrepSource
import Testing

@Suite struct ListedNamesTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    let header =
      "---\ndata t from \"t.csv\" counted 所 { n text key; k one of a | b; m 所 }\nlet a = t where k = a\n---\n"
    return Case(header + body + "\n", ["t.csv": "n,k,m\n甲,a,1\n乙,b,1\n丙,b,1\n"]).compile().codes.filter {
      $0 != .silentTie
    }
  }

  @Test(arguments: [
    "{count(t)}所（{list(t.n)}）", "{count(a)} schools ({list(a.n)})", "**{count(t)}**所小学（{list(t.n)}）",
    "{sum(t.m)}所（{list(t.n)}）",
    "{count(t)}所（其中{list(a.n)}）", "{count(t)}所学校中（{list(a.n)}）", "{count(t)}所（{list(a.n)}等）", "{count(t)}所，{list(a.n)}",
    "{count(t) / 3}所（{list(a.n)}）", "{count(t)}所学校和一所幼儿园（{list(a.n)}）",
  ])
  func asManyOrNotSaidToBeAll(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test(arguments: [
    "{count(t)}所（{list(a.n)}）", "{count(a)} schools ({list(t.n)})", "**{count(t)}**所小学（{list(a.n)}）",
    "{sum(t.m)}所（{list(a.n)}）",
  ])
  func moreOrFewer(body: String) { #expect(codes(body) == [.listedNamesMismatch], "\(body)") }

  @Test(arguments: [
    "前三名为{list(t.n)}", "前2名是{list((t top 2 by m).n)}", "The top three are {list(t.n)}", "前三名为{list(t.n): 3 项}",
    "前三年，{list(a.n)}",
    "前三名中{list(a.n)}", "前三十名为{list(t.n)}", "目前{list(a.n)}", "从前三所变为{count(t)}所：{list(a.n)}",
    "前两年{list(t.n)}",
  ])
  func asManyAsTheWordsSay(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test(arguments: [
    "前三名为{list((t top 2 by m).n)}", "前2名分别是{list(t.n)}", "The top three are {list(a.n)}", "前三位：{list(a.n)}",
  ])
  func otherThanTheWordsSay(body: String) { #expect(codes(body) == [.listedNamesMismatch], "\(body)") }

  @Test func draftsAndRedactedCopiesNameNobody() {
    var report = Case(
      "---\ndata t from \"t.csv\" counted 所 { n text key private }\n---\n{count(t)}所（{list(t.n)}）\n", [:])
    report.options.isDraft = true
    #expect(report.compile().codes == [.fileNotFound])
    report.options.isRedacted = true
    #expect(report.compile().codes == [.fileNotFound])
  }
}
