import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// What a report may read, and what comes of files that are not as they should be.
@Suite struct FileTests {
  @Test(arguments: ["../x.csv", "/x.csv", "a/../../x.csv", "data/../../report/../x.csv"])
  func dataOutsideTheRootIsNotRead(path: String) {
    let world = MemoryWorld(["x.csv": "a\n1\n", "/x.csv": "a\n1\n", "report/data/y.csv": "a\n1\n"])
    world.set("report/r.evrep", Array("---\ndata t from \"\(path)\" { a number }\n---\n{count(t)}\n".utf8))
    let refused = Evrep.compile("report/r.evrep", source: nil, options: CompileOptions(), world: world)
    #expect(refused.codes == [.outsideRoot])
    #expect(refused.sources.files.allSatisfy { !$0.path.hasSuffix(".csv") })
  }

  @Test(arguments: ["o。csv", "o csv", "ocsv", "O,csv", "o．csv", "o、csv"]) func aFileIsFoundThatDiffersInItsDot(
    path: String
  ) {
    let source =
      "---\nlanguage en\ndata t from \"\(path)\" { a number }\ndata u from \"p.csv\" { a number }\n---\n{sum(t.a) + sum(u.a)}\n"
    let found = Case(source, ["o.csv": "a\n1\n", "p.csv": "a\n1\n", "oc.csv": "a\n1\n"]).compile()
    #expect(found.codes == [.unsupportedFormat])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["\"o.csv\""])
  }

  @Test(arguments: ["limits。evrep", "limitsevrep", "limits，evrep"]) func aModuleIsFoundThatDiffersInItsDot(path: String)
  {
    let found = Case("---\nuse \"\(path)\"\n---\nText.\n", ["limits.evrep": "---\nlet x = 1\n---\n"]).compile()
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["\"limits.evrep\""])
  }

  @Test func aWiderRootIsGivenByTheUser() {
    let world = MemoryWorld(["x.csv": "a\n1\n"])
    world.set("report/r.evrep", Array("---\ndata t from \"../x.csv\" { a number }\n---\n{sum(t.a)}\n".utf8))
    var options = CompileOptions()
    options.root = "."
    #expect(Evrep.compile("report/r.evrep", source: nil, options: options, world: world).markdownText == "1\n")
  }

  @Test func aPathIsSeenFromTheFileThatNamesIt() {
    let report = Case(
      "---\nuse \"m/n.evrep\" as n\n---\n{sum(n.t.a)}{n.p}\n",
      [
        "m/n.evrep": "---\ndata t from \"d.csv\" { a number }\nuse \"o.evrep\" as o\nlet p = o.b\n---\n",
        "m/d.csv": "a\n7\n",
        "m/o.evrep": "---\nlet b = 8\n---\n",
      ])
    let compilation = report.compile()
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText == "78\n")
  }

  @Test func aModuleThatTwoUseIsReadOnce() {
    let report = Case(
      "---\nuse \"a.evrep\" as a\nuse \"./b/../a.evrep\" as c\nuse \"b.evrep\" as b\n---\n{a.x}{b.y}{c.x}\n",
      ["a.evrep": "---\nlet x = 1\n---\n", "b.evrep": "---\nuse \"a.evrep\" as a\nlet y = a.x + 1\n---\n"])
    let compilation = report.compile()
    #expect(compilation.markdownText == "121\n")
    #expect(compilation.sources.files.count { $0.path.hasSuffix("a.evrep") } == 1)
  }

  @Test(arguments: ["case.evrep", "./case.evrep", "x/../case.evrep"]) func aReportCannotUseItself(path: String) {
    #expect(Case("---\nuse \"\(path)\" as a\n---\nx\n").compile().codes == [.cyclicModules])
  }

  @Test func modulesNestSoDeepAndNoDeeper() {
    func chain(_ count: Int) -> Compilation {
      var files: [String: String] = [:]
      for index in 1...count { files["m\(index).evrep"] = "---\nuse \"m\(index + 1).evrep\" as n\nlet x = 1\n---\n" }
      files["m\(count).evrep"] = "---\nlet x = 1\n---\n"
      return Case("---\nuse \"m1.evrep\" as m\n---\n{m.x}\n", files).compile()
    }
    #expect(chain(32).markdownText == "1\n")
    #expect(chain(33).codes == [.moduleTooDeep])
  }

  @Test func moreModulesThanTheBudgetAreRefused() {
    var files: [String: String] = [:]
    for index in 0..<300 { files["m\(index).evrep"] = "---\nlet x = 1\n---\n" }
    let header = (0..<300).map { "use \"m\($0).evrep\" as m\($0)\n" }.joined()
    let codes = Case("---\n\(header)---\nx\n", files).compile().codes
    #expect(Set(codes) == [.moduleTooDeep])
  }

  @Test func theReportItselfIsMissing() {
    let compilation = Evrep.compile("none.evrep", source: nil, options: CompileOptions(), world: MemoryWorld())
    #expect(compilation.codes == [.fileNotFound])
    #expect(compilation.html == nil && compilation.markdown == nil)
  }

  @Test func sourcesAreUTF8() {
    let report = Case("x")
    report.world.set("case.evrep", Array("甲\n乙".utf8) + [0xC0, 0x80] + Array("\n".utf8))
    let compilation = report.compile()
    #expect(compilation.codes == [.notUTF8])
    #expect(compilation.diagnostics.first?.place?.range == 7..<8)
    let module = Case("---\nuse \"m.evrep\" as m\n---\nx\n")
    module.world.set("m.evrep", [0x2D, 0xFF])
    #expect(module.compile().codes == [.notUTF8])
  }

  @Test func aByteOrderMarkIsPassedOver() {
    let report = Case("")
    report.world.set("case.evrep", [0xEF, 0xBB, 0xBF] + Array("---\nlet a = 1\n---\n{a}\n".utf8))
    #expect(report.compile().markdownText == "1\n")
  }

  @Test func everyFaultyCellIsReportedAtOnceAndNothingIsMade() {
    let report = Case(
      "---\ndata t from \"t.csv\" { a number; b year }\ndata u from \"u.csv\" { a date }\n---\n{count(t)}{count(u)}\n",
      ["t.csv": "a,b\nx,2020\n1,y\n", "u.csv": "a\n2022-13-01\n"])
    let compilation = report.compile()
    #expect(compilation.codes == [.badCell, .badCell, .badCell])
    #expect(compilation.html == nil && compilation.markdown == nil && compilation.document == nil)
  }

  @Test func warningsAreErrorsWhenStrict() {
    var report = Case("a<b>c</b>\n")
    #expect(!report.compile().hasErrors)
    #expect(report.compile().markdown != nil)
    report.options.isStrict = true
    #expect(report.compile().hasErrors)
    #expect(report.compile().markdown == nil)
  }

  @Test func outputsAreMadeAsAsked() {
    var report = Case("# a\n")
    report.options.html = false
    #expect(report.compile().html == nil && report.compile().markdown != nil)
    report.options.html = true
    report.options.markdown = false
    #expect(report.compile().markdown == nil && report.compile().htmlText.hasPrefix("<!DOCTYPE html>"))
    report.options.fragment = true
    #expect(!report.compile().htmlText.contains("<html") && report.compile().htmlText.contains("<h1"))
  }

  @Test func checkingReadsNoData() {
    let world = MemoryWorld(["r.evrep": "---\ndata t from \"none.csv\" { a number }\n---\n{sum(t.a)}\n"])
    let compilation = Evrep.check("r.evrep", source: nil, options: CompileOptions(), world: world)
    #expect(compilation.codes == [])
  }
}
