import Testing

/// `evrep explain` and `evrep trace`, run as a user runs them.
@Suite struct ProvenanceCommandTests {
  private let report = """
    ---
    language en
    data t from "t.csv" counted schools { name text key; pupils pupils; idle number }
    let all = sum(t.pupils)
    param cap: number = 5
    check some: all > 10 pupils
    ---
    # One

    {all} pupils.

    """
  private let data = "name,pupils,idle\nAsh,10,1\nBeech,20,2\n"

  private func command() -> Command { Command(["r.evrep": report, "t.csv": data, "w.evrep": "{1 + }\n"]) }

  @Test func aLedgerIsKeptAndVerified() {
    let command = command()
    let kept = command.run("trace", "r.evrep", "--to", "json", "-o", "l.json")
    #expect(kept.status == 0 && kept.output == "" && kept.messages == "")
    let same = command.run("trace", "r.evrep", "--verify", "l.json")
    #expect(same.status == 0 && same.output == "1 of 1 figures hold as they were kept; nothing has changed\n")
    command.write("t.csv", "name,pupils,idle\nAsh,11,1\nBeech,20,2\n")
    let changed = command.run("trace", "r.evrep", "--verify", "l.json", "--lang", "zh")
    #expect(changed.status == 1 && changed.messages == "")
    #expect(
      changed.output.hasPrefix("~ r.evrep:10  现为 31 pupils，原为 30 pupils：{all}\n    t.csv 第 2 行“pupils”现为“11”，原为“10”\n"))
    #expect(command.run("trace", "r.evrep", "--verify", "none.json").status == 3)
    #expect(command.run("trace", "r.evrep", "--verify", "t.csv").status == 2)
    // The same report is the same bytes.
    #expect(
      command.run("trace", "r.evrep", "--to", "json").output == command.run("trace", "r.evrep", "--to", "json").output)
  }

  @Test func ledgersAreTablesAndSpreadsheetsToo() {
    let command = command()
    let table = command.run("trace", "r.evrep")
    #expect(table.status == 0 && table.output.contains("    1  30 pupils  all  t.csv B2:B3\n"))
    #expect(!table.output.contains("\u{1B}"))
    let csv = command.run("trace", "r.evrep", "--to", "csv").output
    #expect(
      csv.hasPrefix("\u{FEFF}number,section,") && csv.contains("\r\n1,One,30 pupils.,30,pupils,30,all,r.evrep,10,"))
    let unused = command.run("trace", "r.evrep", "--unused")
    #expect(unused.status == 0 && unused.output.hasSuffix("2 unused declarations, 0 typed numbers\n"))
    #expect(unused.output.contains("r.evrep:3:69  the column ‘t.idle’"))
  }

  @Test func expressionsAreExplained() {
    let command = command()
    let line = command.run("explain", "r.evrep", "--at", "10")
    #expect(line.status == 0 && line.messages == "")
    #expect(
      line.output == "r.evrep:10:1  hole  prints 30 pupils\n  all = sum(t.pupils)  30 pupils  t.csv B2:B3 (2 cells)\n")
    #expect(command.run("explain", "r.evrep", "--check", "some", "--lang", "zh").output.contains("✓ 成立，相差 20 pupils"))
    let json = command.run("explain", "r.evrep", "--at", "10", "--json").output
    #expect(json.hasPrefix("[\n{\"kind\": \"hole\", \"place\": {\"file\": \"r.evrep\", \"line\": 10,"))
  }

  @Test func aPlaceWithoutAValueIsNoWrongUse() {
    let command = command()
    func said(_ arguments: String...) -> String { command.run(["explain", "r.evrep", "--at"] + arguments).messages }
    #expect(said("55") == "evrep: nothing on line 55 of r.evrep has a value\n")
    #expect(said("55:2") == "evrep: nothing on line 55 at column 2 of r.evrep has a value\n")
    #expect(said("55", "--lang", "zh") == "evrep: r.evrep 第 55 行没有可解释的内容\n")
  }

  @Test func oneReportIsExplained() {
    let help = command().run("explain", "--help").output
    #expect(help.contains("USAGE: evrep explain <file or code> [<options>]\n"), "\(help)")
    let chinese = command().run("explain", "--help", "--lang", "zh").output
    #expect(chinese.contains("用法：evrep explain <文件或代码> [<选项>]\n"), "\(chinese)")
  }

  /// A rate says what it is per, and a field of a named row which row that is.
  @Test func ratesAndRowsAreSaid() {
    let command = Command([
      "r.evrep":
        "---\nlanguage en\nunit offence\ndata t from \"t.csv\" { year year key; n pupils; c offences }\nlet now = only(t where year = 2023)\nlet rate = now.c / now.n\n---\nThere were {rate: .1} offences per 1,000 people.\n\nAnd {now.c} offences.\n",
      "t.csv": "year,n,c\n2022,100,5\n2023,200,7\n",
    ])
    let line = command.run("explain", "r.evrep", "--at", "8").output
    #expect(line.contains("prints 35.0 offences per 1,000 people\n"), "\(line)")
    #expect(line.contains("now.c = only(t where year = 2023).c  "), "\(line)")
    #expect(line.contains("└─ now.n  "), "\(line)")
    #expect(
      command.run("explain", "r.evrep", "--at", "10").output
        == "r.evrep:10:5  hole  prints 7 offences\n  now.c = only(t where year = 2023).c  7 offences  t.csv C3\n")
  }

  @Test(arguments: [
    ["explain", "r.evrep"], ["explain", "r.evrep", "--at", "0"], ["explain", "r.evrep", "--at", "a"],
    ["explain", "r.evrep", "--at", "1:2:3"], ["explain", "r.evrep", "--at", "9"],
    ["explain", "r.evrep", "--problem", "none"], ["explain", "r.evrep", "--at", "1", "--check", "some"],
    ["explain", "r.evrep", "w.evrep", "--at", "1"], ["trace", "r.evrep", "w.evrep"],
    ["trace", "r.evrep", "--to", "xml"],
    ["trace", "r.evrep", "-o", "./r.evrep"], ["trace", "r.evrep", "--unused", "--to", "json"],
    ["trace", "r.evrep", "--verify", "l.json", "-o", "x"],
  ])
  func wrongUseIsStatusTwo(arguments: [String]) {
    let outcome = command().run(arguments)
    #expect(outcome.status == 2 && outcome.output == "" && outcome.messages != "", "\(arguments): \(outcome)")
  }

  @Test func errorsForbidALedgerAndAnExplanation() {
    let command = command()
    for arguments in [["trace", "w.evrep"], ["explain", "w.evrep", "--at", "1"], ["trace", "w.evrep", "--unused"]] {
      let outcome = command.run(arguments)
      #expect(outcome.status == 1 && outcome.output == "" && outcome.messages.contains("error[EV0101]"))
    }
    #expect(command.run("trace", "none.evrep").status == 3)
  }
}
