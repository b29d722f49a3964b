import Testing

/// `evrep new`, and what all subcommands have: steps, quiet, completions.
@Suite struct NewCommandTests {
  @Test(arguments: [("zh", "data/经费.csv"), ("en", "data/budget.csv")])
  func aNewReportCompilesAtOnceWithoutAWarning(language: String, data: String) {
    let command = Command()
    let new = command.run("new", "r", "--lang", language)
    #expect(new.status == 0 && new.output == "r/\(data)\nr/report.evrep\n" && new.messages == "")
    let build = command.run("build", "--strict", "r/report.evrep")
    #expect(build.status == 0 && build.messages == "wrote r/report.html, r/report.md\n", "\(build.messages)")
    #expect(command.run("build", "--quiet", "r/report.evrep").messages == "")
    #expect(command.run("build", "--format", "short", "r/report.evrep").messages == "")
    #expect(command.run("build", "--lang", "zh", "r/report.evrep").messages == "已写 r/report.html、r/report.md\n")
    #expect(command.run("test", "r/report.evrep").output.hasSuffix("1 passed, 0 failed\n"))
  }

  /// Rows of totals are left out, and only what adds up is added up.
  @Test(arguments: [
    (
      "school,pupils,spend per pupil (£),attendance rate,URN\nAsh,100,1500,95.5%,100123\nBeech,210,1600,93%,100124\nTotal,310,,94%,\n",
      ["skip where school = \"Total\"", "pupils total: 310\n", "lowest: £1,500\n", "highest: 95.5%\n", "| 100123 |"],
      ["total: 100", "mean", "URN total", "spend_per_pupil total"]
    ),
    (
      "区域,学校,人数\n东区,甲校,10\n东区,小计,10\n西区,乙校,20\n总计,,30\n", ["or 学校 = \"小计\"", "人数 total: 30\n"],
      ["total: 70"]
    ),
    ("学年,year,pupils\na,2021,1000\nb,2022,1100\n", ["pupils lowest: 1,000\n", "pupils highest: 1,100\n"], ["total"]),
    ("校,年度,人数\n甲,2021,10\n乙,2021,20\n甲,2022,11\n乙,2022,21\n", ["人数 lowest: 10\n"], ["total"]),
    ("school,year built,pupils\nAsh,1950,10\nElm,1960,20\n", ["pupils total: 30\n"], ["lowest"]),
  ])
  func aFirstReportCountsNothingTwice(data: String, has: [String], hasNot: [String]) {
    firstReport("d.csv", data, has: has, hasNot: hasNot)
  }

  @Test(arguments: ["json", "yaml", "toml"]) func soItIsOfObjects(format: String) {
    let rows = [("Ash", 100), ("Beech", 210), ("Total", 310)]
    let objects = rows.map { "{\"school\": \"\($0)\", \"pupils\": \($1)}" }.joined(separator: ", ")
    let tables = rows.map { "[[t]]\nschool = \"\($0)\"\npupils = \($1)\n" }.joined()
    firstReport(
      "d." + format, format == "toml" ? tables : "[\(objects)]",
      has: ["skip where school = \"Total\"", "pupils total: 310\n", "rows is 2"], hasNot: ["620"],
      place: format == "toml" ? ["--at", "t"] : [])
  }

  /// The headers of a sheet may stand below its title, and say in the prose what they say there.
  @Test(arguments: [
    (
      "柳河县2023年学校统计表,,,\n序号,校名,在校生（人）,备注\n1,甲小学,300,\n2,乙小学,200,\n",
      ["header row 2", "在校生 total: 500人\n", "甲小学"], ["柳河县2023年学校统计表"]
    ),
    (
      "Schools 2023\nschool,free meals\nAsh,10\nElm,20\n", ["header row 2", "- free meals total: 30\n"],
      ["free_meals total"]
    ),
    ("school\nAsh\nElm\n", ["rows is 2"], ["header row"]),
    ("a,,,\n1,2,3,4\n", [], ["header row"]),
  ])
  func headersMayStandBelowATitle(data: String, has: [String], hasNot: [String]) {
    firstReport("d.csv", data, has: has, hasNot: hasNot)
  }

  @Test func columnsThatAreLeftOutAreCounted() {
    let names = "a,b,c,d,e,f,g,h"
    firstReport(
      "d.csv", names + "\n1,2,3,4,5,6,7,8\n",
      has: ["<!-- 2 left out of the table: g, h -->"], hasNot: ["{row.g}"])
    // A truth value is not printed.
    firstReport(
      "d.csv", "a,b,c,d,e,f,g,h\n1,2,3,4,yes,6,7,8\n", has: ["<!-- 2 left out of the table: e, h -->"], hasNot: [])
    firstReport("e.csv", "a,b\n1,2\n", has: [], hasNot: ["<!--"])
  }

  private func firstReport(_ name: String, _ data: String, has: [String], hasNot: [String], place: [String] = []) {
    let command = Command([name: data])
    #expect(command.run(["new", "r", "--from", name, "--lang", "en"] + place).status == 0)
    let build = command.run("build", "--strict", "--to", "md", "-o", "-", "r/report.evrep")
    #expect(build.status == 0 && build.messages == "", "\(build.messages)")
    let text = (command.text("r/report.evrep") ?? "") + build.output
    for part in has { #expect(text.contains(part), "\(part) in \(text)") }
    for part in hasNot { #expect(!text.contains(part), "\(part) in \(text)") }
  }

  /// What is wrong with the file is said, and what `new` says of the report is what `build` does.
  @Test func whatIsWrittenIsCompiled() {
    let command = Command([
      "bad.csv": "学校,在校生（人）\n甲,12\n乙,约300\n", "ragged.csv": "name,a,b\nAsh,1\nBeech,2,3\n",
      "rates.csv": "name,占比（%）\na,0.98\nb,0.95\nc,0.971\nd,0.92\n",
    ])
    let bad = command.run("new", "b", "--from", "bad.csv", "--lang", "en")
    #expect(bad.status == 0 && bad.messages.contains("warning[EV0403]: ‘约300’"), "\(bad.messages)")
    #expect(command.run("build", "--strict", "b/report.evrep").status == 0)
    let ragged = command.run("new", "r", "--from", "ragged.csv", "--lang", "en")
    #expect(ragged.status == 3 && ragged.messages.contains("EV0404") && ragged.output == "")
    #expect(ragged.messages.hasSuffix("evrep: no report is written, as not all of ‘ragged.csv’ can be read\n"))
    #expect(!command.names.contains("r"))
    let rates = command.run("new", "p", "--from", "rates.csv", "--lang", "en")
    let build = command.run("build", "p/report.evrep", "--lang", "en")
    #expect(rates.status == build.status && rates.messages.contains("W047"))
    #expect(build.messages.hasPrefix(rates.messages), "\(rates.messages)\(build.messages)")
  }

  @Test func nothingIsWrittenOverWhatIsThere() {
    let command = Command(["r/x.txt": "mine"])
    #expect(command.run("new", "r").status == 2)
    let lost = command.run("new", "no/such/folder")
    #expect(lost.status == 3)
    #expect(lost.messages == "evrep: no/such/folder: there is no folder ‘no/such’ to write it into\n")
    #expect(
      command.run("new", "no/such/folder", "--lang", "zh").messages
        == "evrep: no/such/folder: 没有可写入的文件夹“no/such”\n")
    #expect(command.run("new", "s", "--lang", "fr").status == 2)
    #expect(command.names == ["r"])
  }

  @Test func quietPrintsErrorsAlone() {
    let command = Command(["w.evrep": "在校学生{35000 人}万。\n", "e.evrep": "在校学生{35000 人}万{1 + }。\n"])
    #expect(command.run("check", "w.evrep").messages.contains("W001"))
    #expect(command.run("check", "--quiet", "w.evrep").messages == "")
    #expect(command.run("check", "-q", "e.evrep").messages.contains("EV0101"))
  }

  @Test func verboseTellsOfEachStep() {
    let command = Command(["r.evrep": "---\ndata t from \"t.csv\" { a number }\n---\n{sum(t.a)}\n", "t.csv": "a\n1\n"])
    let lines = command.run("build", "-v", "r.evrep").messages.split(separator: "\n").dropLast()
    let steps = lines.compactMap { $0.split(separator: " ms ").last }
    #expect(steps == ["checking r.evrep", "reading t.csv", "evaluating", "rendering"])
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func shellsCompleteTheSubcommands(shell: String) {
    let script = Command().run("--generate-completion-script", shell)
    #expect(script.status == 0)
    for name in ["build", "check", "test", "diff", "new", "trace"] { #expect(script.output.contains(name)) }
  }
}
