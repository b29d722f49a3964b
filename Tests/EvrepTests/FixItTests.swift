import Evrep
import EvrepFormat
import EvrepSource
import EvrepTestSupport
import Testing

/// What fixes make of sources.
@Suite struct FixItTests {
  private static let bad = Folder.fixtures + "bad/"

  @Test(arguments: Golden.names(in: bad)) func eachFixMendsItsFinding(name: String) throws {
    let report = Case(folder: Self.bad + name)
    let before = report.compile()
    func count(_ compilation: Compilation, _ code: DiagnosticCode) -> Int {
      compilation.diagnostics.count { $0.code == code }
    }
    for diagnostic in before.diagnostics {
      for fix in diagnostic.fixIts {
        let file = before.sources[fix.place.file]
        var bytes = file.bytes
        let range = fix.place.range
        try #require(range.lowerBound >= 0 && range.upperBound <= bytes.count, "\(name): \(fix)")
        bytes.replaceSubrange(range, with: Array(fix.replacement.utf8))
        let mended = Case(folder: Self.bad + name)
        mended.world.set(file.path, bytes)
        let after = mended.compile()
        #expect(
          count(after, diagnostic.code) < count(before, diagnostic.code),
          "\(name): ‘\(file.text(range))’ → ‘\(fix.replacement)’ does not mend\n\(after.messages())")
        // What only data shows may come to light, as nothing of it is looked at before.
        func slips(_ compilation: Compilation) -> Int {
          compilation.diagnostics.count { $0.code.rawValue < "EV04" || $0.severity == .warning }
        }
        // A name that is near may have another type than its place asks for.
        // A figure that is put right may show that the word beside it is wrong.
        // What a word of a declaration stands before may be none of it.
        let isOfData = diagnostic.code.rawValue.hasPrefix("EV04")
        let reveals =
          isOfData
          || [.unknownName, .unknownCase, .unknownDeclaration, .swappedYears, .multipleOfLevel].contains(
            diagnostic.code)
        #expect(
          slips(after) < slips(before) + (reveals ? 1 : 0),
          "\(name): ‘\(file.text(range))’ → ‘\(fix.replacement)’ does harm\n\(after.messages())")
      }
    }
  }

  @Test func percentagePointsStandApartFromTheFigure() {
    let source = "---\nlanguage en\nlet a = 48%\nlet b = 51%\n---\nUp by {b - a}%.\n"
    var fixes = Fixes()
    _ = fixes.apply(to: "r.evrep", options: CompileOptions(), world: MemoryWorld(["r.evrep": source]))
    let changed = fixes.changes.first.map { String(decoding: $0.after, as: UTF8.self) }
    #expect(changed?.hasSuffix("Up by {b - a} percentage points.\n") == true, "\(changed ?? "")")
  }

  @Test func aUnitIsNotWrittenBetweenAFigureAndAWord() {
    let source = "---\n令 款 = 3 万元\n令 师 = 12 人\n---\n{款}万圆，{师}老师，{师}，{款}万。\n"
    var fixes = Fixes()
    _ = fixes.apply(to: "r.evrep", options: CompileOptions(), world: MemoryWorld(["r.evrep": source]))
    let changed = fixes.changes.first.map { String(decoding: $0.after, as: UTF8.self) }
    #expect(changed?.hasSuffix("{款}万圆，{师}老师，{师}人，{款}万元。\n") == true, "\(changed ?? "")")
    #expect(fixes.left.map(\.code) == [.scaleWithoutUnit, .unitMissing])
  }

  @Test func safeFixesAreAppliedUntilNoneIsLeft() throws {
    let source = "---\n令 今年 = 51%\n令 支出 = 1200 万元\n---\n占比提高{今年 - 48.5%}%，支出{支出}。\n支出{支出: 万元}万元，{教师}人。\n"
    let world = MemoryWorld(["r.evrep": source])
    var fixes = Fixes()
    let left = fixes.apply(to: "r.evrep", options: CompileOptions(), world: world)
    #expect(fixes.count == 3)
    #expect(left.codes == [.unknownName])
    #expect(world.text("r.evrep") == source)
    try fixes.write(to: world)
    let expected = "占比提高{今年 - 48.5%}个百分点，支出{支出}万元。\n支出{支出: 万元}，{教师}人。\n"
    #expect(world.text("r.evrep")?.hasSuffix(expected) == true)
    let change = try #require(fixes.changes.first)
    #expect(
      String(decoding: LineDifference(change.before, change.after).unified("r.evrep", "r.evrep"), as: UTF8.self) == """
        --- r.evrep
        +++ r.evrep
        @@ -2,5 +2,5 @@
         令 今年 = 51%
         令 支出 = 1200 万元
         ---
        -占比提高{今年 - 48.5%}%，支出{支出}。
        -支出{支出: 万元}万元，{教师}人。
        +占比提高{今年 - 48.5%}个百分点，支出{支出}万元。
        +支出{支出: 万元}，{教师}人。

        """)
  }

  @Test func whatOnlyDataShowsIsMendedToo() throws {
    let source = "---\ndata t from \"Data/T.CSV\" { a 人 }\n---\n有{sum(t.a)}。\n"
    let world = MemoryWorld(["r.evrep": source, "Data/t.csv": "a\n3\n"])
    var fixes = Fixes()
    let last = fixes.apply(to: "r.evrep", options: CompileOptions(), world: world)
    #expect(last.diagnostics.isEmpty && fixes.count == 2 && fixes.left.isEmpty)
    try fixes.write(to: world)
    #expect(world.text("r.evrep") == "---\ndata t from \"Data/t.csv\" { a 人 }\n---\n有{sum(t.a)}人。\n")
  }

  @Test func whatIsLeftToTheWriterIsSaidWithTheReason() {
    let world = MemoryWorld([
      "r.evrep": "---\ndata t from \"t.csv\" { 男生 人 }\n---\n有{sum(t.女生)}人，{3 人}。\n", "t.csv": "男生\n3\n",
      "s.evrep": "---\nlet a = -3%\n---\n增长{a}%。\n",
    ])
    var fixes = Fixes()
    for path in ["r.evrep", "s.evrep"] { _ = fixes.apply(to: path, options: CompileOptions(), world: world) }
    #expect(fixes.count == 1)
    #expect(
      fixes.left.map { $0.text(.english) }.first
        == "left to you: r.evrep:4: EV0204: did you mean ‘男生’? (another name may be meant)")
    // What is left changes nothing.
    var again = Fixes()
    _ = again.apply(to: "s.evrep", options: CompileOptions(), world: world)
    #expect(again.changes.isEmpty && again.count == 0)
  }

  @Test func theHeaderIsClosedWhereItCanEndNowhereElse() {
    let world = MemoryWorld(["r.evrep": "---\nlet a = 3 人\n\n# 一\n\n有{a}。\n"])
    var fixes = Fixes()
    #expect(fixes.apply(to: "r.evrep", options: CompileOptions(), world: world).diagnostics.isEmpty)
    #expect(
      fixes.changes.first.map { String(decoding: $0.after, as: UTF8.self) }
        == "---\nlet a = 3 人\n\n---\n# 一\n\n有{a}人。\n")
  }

  @Test func aByteOrderMarkStays() throws {
    let world = MemoryWorld()
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    world.set("r.evrep", mark + Array("{3 人}。\n".utf8))
    var fixes = Fixes()
    _ = fixes.apply(to: "r.evrep", options: CompileOptions(), world: world)
    try fixes.write(to: world)
    #expect(try world.read("r.evrep", within: nil, limit: 100) == mark + Array("{3 人}人。\n".utf8))
  }

  @Test func aModuleIsMendedOnceForAllItsReports() throws {
    let module = "---\n令 说明 = \"{3 人}\"\n---\n"
    let report = "---\n引用 \"m.evrep\" 为 m\n---\n{m.说明}{4 人}\n"
    let world = MemoryWorld(["a.evrep": report, "b.evrep": report, "m.evrep": module])
    var fixes = Fixes()
    for path in ["a.evrep", "b.evrep"] {
      #expect(fixes.apply(to: path, options: CompileOptions(), world: world).diagnostics.isEmpty)
    }
    #expect(fixes.changes.map(\.path) == ["a.evrep", "m.evrep", "b.evrep"] || fixes.count == 3)
    try fixes.write(to: world)
    #expect(world.text("m.evrep")?.contains("\"{3 人}人\"") == true)
    #expect(world.text("b.evrep")?.hasSuffix("{m.说明}{4 人}人\n") == true)
  }

  @Test func nothingIsWrittenWhereAFileHasChanged() {
    let world = MemoryWorld(["a.evrep": "{3 人}。\n", "b.evrep": "{4 人}。\n"])
    var fixes = Fixes()
    for path in ["a.evrep", "b.evrep"] { _ = fixes.apply(to: path, options: CompileOptions(), world: world) }
    world.set("b.evrep", Array("other\n".utf8))
    #expect(throws: WorldError.self) { try fixes.write(to: world) }
    #expect(world.text("a.evrep") == "{3 人}。\n" && world.text("b.evrep") == "other\n")
  }
}
