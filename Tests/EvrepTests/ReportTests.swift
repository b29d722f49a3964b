import Evrep
import EvrepModel
import EvrepSource
import EvrepTestSupport
import Testing

/// The sample reports, all the way.
@Suite struct ReportTests {
  private static let education = "education-self-evaluation"
  private static let names = [education, "district-school-report"]

  private func sample(_ name: String) -> Case {
    var sample = Case(folder: Folder.reports + name)
    sample.path = "report.evrep"
    return sample
  }

  @Test(arguments: names) func samplesCompileWithoutFindings(name: String) {
    let compilation = sample(name).compile()
    #expect(compilation.messages() == "")
    Golden.expect(compilation.html ?? [], matches: Folder.reports + name + "/report.html")
    Golden.expect(compilation.markdown ?? [], matches: Folder.reports + name + "/report.md")
  }

  @Test(arguments: names) func theSameReportIsTheSameBytes(name: String) {
    let first = sample(name).compile()
    let second = sample(name).compile()
    #expect(first.html == second.html && first.markdown == second.markdown)
    let source = sample(name)
    let elsewhere = MemoryWorld()
    for path in source.world.paths { elsewhere.set("a/b c/" + path, Array((source.world.text(path) ?? "").utf8)) }
    let third = Evrep.compile("a/b c/report.evrep", source: nil, options: CompileOptions(), world: elsewhere)
    #expect(third.messages() == "")
    #expect(first.html == third.html && first.markdown == third.markdown)
  }

  @Test(arguments: names) func theSameBytesComeOfOtherLineEnds(name: String) {
    let first = sample(name).compile()
    let other = sample(name)
    let files = other.world.paths.filter { path in [".evrep", ".csv", ".style"].contains { path.hasSuffix($0) } }
    for path in files {
      other.world.set(path, Array((other.world.text(path) ?? "").replacing("\n", with: "\r\n").utf8))
    }
    let second = other.compile()
    #expect(second.messages() == "")
    #expect(first.html == second.html && first.markdown == second.markdown)
  }

  /// The flagship after a change of its data.
  private func changed(_ path: String, _ old: String, _ new: String) -> Compilation {
    let report = sample(Self.education)
    let text = report.world.text(path) ?? ""
    #expect(text.contains(old))
    report.world.set(path, Array(Self.replacing(text, old, new).utf8))
    return report.compile()
  }

  private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
    guard let range = text.firstRange(of: old) else { return text }
    return text.replacingCharacters(in: range, with: new)
  }

  /// The names of the problems that are kept.
  private func problems(_ compilation: Compilation) -> [String] {
    (compilation.document?.problems ?? []).filter { $0.number != nil }.compactMap(\.name)
  }

  @Test func oneCellChangesTheFiguresThatDependOnItAlone() throws {
    let before = try #require(sample(Self.education).compile().document)
    // The award fund of the year: printed, and compared with the year before.
    let row = try #require((sample(Self.education).world.text("data/funding.csv") ?? "").split(separator: "\n").last)
    let fund = try #require(row.split(separator: ",").last)
    let after = try #require(changed("data/funding.csv", String(row), row.dropLast(fund.count) + "999").document)
    let pairs = zip(before.figures, after.figures).filter { $0.0 != $0.1 }
    #expect(before.figures.count == after.figures.count)
    #expect(pairs.map { $0.1.printed } == ["999", "889"])
    for (old, new) in pairs { #expect(old.place == new.place) }
  }

  @Test func aValueOverItsThresholdTakesTheProblemAway() {
    let usual = problems(sample(Self.education).compile())
    #expect(usual == ["公办园占比偏低", "班额超标", "初中骨干教师不足", "运动场馆不足", "隐患整改未清零", "校园周边与智慧校园"])
    let table = sample(Self.education).world.text("data/conditions.csv") ?? ""
    let row = String(table.split(separator: "\n").first { $0.contains(",初中,") } ?? "")
    var cells = row.split(separator: ",", omittingEmptySubsequences: false)
    // Enough key teachers, in one junior school.
    cells[4] = "999"
    let now = changed("data/conditions.csv", row, cells.joined(separator: ","))
    #expect(problems(now) == usual.filter { $0 != "初中骨干教师不足" })
  }

  @Test func aValueUnderItsThresholdBringsTheProblem() {
    let usual = problems(sample(Self.education).compile())
    let now = changed("data/rates.csv", "97.42", "94.99")
    #expect(now.messages() == "")
    #expect(problems(now) == [usual[0], "巩固率未达标"] + usual[1...])
    #expect(now.markdownText.contains("九年义务教育巩固率为94.99%，低于95%的目标。"))
    #expect(problems(changed("data/rates.csv", "97.42", "95")) == usual)
  }

  @Test func parametersAreSetFromOutside() {
    var report = sample(Self.education)
    report.options.parameters = [("市", "*别*的市")]
    let compilation = report.compile()
    #expect(compilation.markdownText.contains("\\*别\\*的市"))
    #expect(!compilation.markdownText.contains("清禾市"))
  }

  @Test(arguments: names) func aRedactedCopyHasNoFigure(name: String) {
    var report = sample(name)
    report.options.isRedacted = true
    let compilation = report.compile()
    #expect(!compilation.hasErrors)
    #expect(compilation.document?.figures.isEmpty == true)
  }
}

extension String {
  fileprivate func firstRange(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
