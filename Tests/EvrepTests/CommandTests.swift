import EvrepSource
import Glibc
import Testing

/// The command, run as a user runs it.
@Suite struct CommandTests {
  private let report = "---\nparam n: number = 1\n---\n# Title {n}\n"
  private let wrong = "{1 + }\n"

  @Test func buildWritesBothOutputsBesideTheSource() {
    let command = Command(["a/r.evrep": report])
    let outcome = command.run("build", "a/r.evrep")
    #expect(outcome.status == 0)
    #expect(outcome.output == "" && outcome.messages == "wrote a/r.html, a/r.md\n")
    #expect(command.text("a/r.md") == "# Title 1\n")
    #expect(command.text("a/r.html")?.hasPrefix("<!DOCTYPE html>") == true)
  }

  @Test func errorsAreStatusOneAndNothingIsWritten() {
    let command = Command(["r.evrep": report, "w.evrep": wrong, "w.md": "old\n"])
    let outcome = command.run("build", "r.evrep", "w.evrep")
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("error[EV0101]") && outcome.messages.contains("--> w.evrep:1:6"))
    #expect(command.names == ["r.evrep", "w.evrep", "w.md"])
    #expect(command.text("w.md") == "old\n")
  }

  @Test(arguments: [
    ["build"], ["build", "r.evrep", "--to", "pdf"], ["build", "r.evrep", "--set", "n"],
    ["build", "r.evrep", "--set", "=1"],
    ["build", "r.evrep", "-o", "-", "--to", "html,md"], ["build", "r.evrep", "-o", "x.htm"],
    ["build", "r.evrep", "r.evrep", "-o", "x.html"], ["check", "r.evrep", "--max-errors", "-1"],
    ["check", "r.evrep", "--root", "none"], ["check", "r.evrep", "--root", "r.evrep"],
    ["build", "r.evrep", "--lang", "fr"], ["build", "r.evrep", "--limit", "row=1"],
    ["build", "r.evrep", "--limit", "rows=0"], ["build", "r.evrep", "--limit", "rows"],
    ["build", "r.evrep", "--to", "md", "-o", "r.evrep"], ["nonsense"], ["build", "r.evrep", "--nonsense"],
    ["build", "-", "-", "--to", "md", "-o", "x/"],
  ])
  func wrongUseIsStatusTwo(arguments: [String]) {
    let command = Command(["r.evrep": report])
    let outcome = command.run(arguments)
    #expect(outcome.status == 2, "\(arguments): \(outcome.messages)")
    #expect(outcome.output == "" && outcome.messages != "")
    #expect(command.names == ["r.evrep"])
  }

  @Test(arguments: [
    (["new", "."], "evrep new"), (["explain", "r.evrep", "--check", "x", "--at", "1"], "evrep explain"),
    (["explain", "EV9999"], "evrep explain"), (["git", "install"], "evrep git install"),
    (["diff", "a", "b", "c"], "evrep diff"), (["buld", "r.evrep"], "evrep"),
    (["build", "r.evrep", "--to", "pdf"], "evrep build"),
  ])
  func wrongUseShowsTheUsageOfItsCommand(arguments: [String], name: String) {
    let command = Command(["r.evrep": "Text.\n", ".git": "none\n"])
    let english = command.run(arguments)
    #expect(english.status == 2 && english.messages.hasPrefix("Error: "), "\(english)")
    #expect(english.messages.contains("\nUsage: \(name) "), "\(english.messages)")
    #expect(english.messages.contains("See '\(name) --help'"), "\(english.messages)")
    guard arguments[0] != "git" else { return }
    let chinese = command.run(arguments + ["--lang", "zh"])
    #expect(chinese.messages.hasPrefix("错误："), "\(chinese.messages)")
    #expect(chinese.messages.contains("\n用法：\(name) "), "\(chinese.messages)")
    #expect(chinese.messages.contains("详见“\(name) --help”。"), "\(chinese.messages)")
  }

  @Test(arguments: [
    "build", "check", "fmt", "test", "explain", "trace", "diff", "new", "schema", "git", "git install", "git uninstall",
    "git textconv", "git pre-commit",
  ])
  func helpShowsExamplesInBothLanguages(name: String) {
    let command = Command()
    let words = name.split(separator: " ").map(String.init)
    for (language, parts) in [
      ("en", ["OVERVIEW: ", "\nEXAMPLES\n  evrep ", "\nUSAGE: evrep \(name) "]),
      ("zh", ["概述：", "\n示例\n  evrep ", "\n用法：evrep \(name) "]),
    ] {
      let help = command.run(words + ["--help", "--lang", language])
      #expect(help.status == 0 && help.messages == "", "\(help)")
      for part in parts { #expect(help.output.contains(part), "\(help.output)") }
      #expect(language == "en" || !help.output.contains(/<[a-z-]+>/), "\(help.output)")
      #expect(name == "git" || help.output.contains(language == "en" ? "\nExit status: 0 " : "\n退出状态：0 "))
      for line in help.output.split(separator: "\n") where !line.hasPrefix("USAGE") && !line.hasPrefix("用法") {
        #expect(DisplayWidth.of(line) <= 80, "\(line)")
      }
    }
  }

  @Test(arguments: [
    ["trace", "r.evrep"], ["explain", "r.evrep", "--at", "1"], ["explain", "EV0304"], ["fmt", "--check", "r.evrep"],
    ["schema", "t.csv"], ["build", "r.evrep", "-o", "-", "--to", "md"], ["check", "--fix", "r.evrep"],
  ])
  func messagesForProgramsDoNotMixWithAnOutput(arguments: [String]) {
    let command = Command(["r.evrep": "{1 + 1}\n", "t.csv": "a\n1\n"])
    let mixed = command.run(arguments + ["--format", "json"])
    #expect(mixed.status == 2 && mixed.output == "" && mixed.messages.contains("standard output"), "\(mixed)")
    #expect(command.run(arguments + ["--format", "short", "--quiet", "--max-errors", "1"]).status != 2)
  }

  @Test func filesThatCannotBeReadOrWrittenAreStatusThree() {
    let command = Command([
      "r.evrep": "---\ndata t from \"none.csv\" { a number }\n---\n{count(t)}\n", "ok.evrep": report,
    ])
    #expect(command.run("build", "none.evrep").status == 3)
    #expect(command.run("build", "r.evrep").status == 3)
    let lost = command.run("build", "ok.evrep", "--to", "md", "-o", "no/such/x.md")
    #expect(lost.status == 3)
    let reason = "evrep: no/such/x.md: there is no folder ‘no/such’ to write it into\n"
    #expect(lost.messages == reason)
    #expect(command.run("diff", "ok.evrep", "ok.evrep", "-o", "no/such/x.md").messages == reason)
    #expect(command.run("test", "ok.evrep", "--junit", "no/such/x.md").messages.hasSuffix(reason))
    #expect(command.names == ["ok.evrep", "r.evrep"])
  }

  @Test func standardInputAndOutput() {
    let command = Command(["r.evrep": report, "d.csv": "a\n5\n"])
    #expect(command.run("build", "r.evrep", "--to", "md", "-o", "-").output == "# Title 1\n")
    #expect(command.run("build", "r.evrep", "--fragment", "-o", "-").output == "<h1>Title 1</h1>\n")
    let piped = command.run(
      "build", "-", "--to", "md", input: "---\ndata t from \"d.csv\" { a number }\n---\n{sum(t.a)}\n")
    #expect(piped.output == "5\n" && piped.status == 0)
    let failed = command.run("build", "-", "--to", "md", input: wrong)
    #expect(failed.output == "" && failed.status == 1)
    #expect(command.names == ["d.csv", "r.evrep"])
    #expect(command.run("build", "-", "-o", "out/", input: report).status == 0)
    #expect(command.text("out/report.md") == "# Title 1\n")
  }

  @Test func outputsGoWhereTheyAreAskedTo() {
    let command = Command(["r.evrep": report, "s.evrep": report])
    #expect(command.run("build", "r.evrep", "--to", "md", "-o", "x.md").status == 0)
    #expect(command.names == ["r.evrep", "s.evrep", "x.md"])
    #expect(command.run("build", "r.evrep", "-o", "y.md").status == 0 && command.text("y.md") == "# Title 1\n")
    #expect(command.run("build", "r.evrep", "-o", "y.html").status == 0 && command.text("y.html") != nil)
    #expect(command.run("build", "r.evrep", "-o", "z.html", "--to", "md").status == 0)
    #expect(command.text("z.html") == "# Title 1\n")
    command.write("a.html/old", "")
    #expect(command.run("build", "r.evrep", "-o", "a.html").status == 0 && command.text("a.html/r.md") != nil)
    #expect(command.run("build", "r.evrep", "s.evrep", "--to", "html", "-o", "out/").status == 0)
    #expect(command.text("out/r.html") != nil && command.text("out/s.html") != nil && command.text("out/r.md") == nil)
  }

  @Test func optionsReachTheCompiler() {
    let command = Command(["r.evrep": report, "w.evrep": "a<b>c</b>\n", "d.evrep": "---\nparam a: text\n---\n{a}\n"])
    #expect(command.run("build", "r.evrep", "--set", "n=7", "--to", "md", "-o", "-").output == "# Title 7\n")
    #expect(command.run("build", "r.evrep", "--set", "m=7").status == 1)
    let fragment = command.run("build", "r.evrep", "--fragment", "--to", "html", "-o", "-").output
    #expect(fragment.contains("Title 1") && !fragment.contains("<html"))
    #expect(command.run("build", "w.evrep", "--to", "md", "-o", "-").status == 0)
    #expect(command.run("build", "w.evrep", "--strict", "--to", "md", "-o", "-").status == 1)
    #expect(command.run("build", "d.evrep", "--to", "md", "-o", "-").status == 1)
    #expect(command.run("build", "d.evrep", "--draft", "--to", "md", "-o", "-").output == "\\*\n")
    #expect(command.run("build", "r.evrep", "--redact", "--to", "md", "-o", "-").output == "# Title \\*\n")
    #expect(command.run("check", "w.evrep", "--lang", "zh").status == 0)
    #expect(command.run("check", "d.evrep", "r.evrep").status == 0)
    command.write("t.csv", "n\n1\n2\n")
    command.write("t.evrep", "---\ndata t from \"t.csv\" {\n  n number\n}\n---\n{sum(t.n)}\n")
    #expect(command.run("build", "t.evrep", "--limit", "rows=2", "--to", "md", "-o", "-").output == "3\n")
    let limited = command.run("build", "t.evrep", "--limit", "rows=1", "--to", "md", "-o", "-")
    #expect(limited.status == 3 && limited.messages.contains("--limit rows=NUMBER"))
    command.write("e.evrep", wrong)
    let chinese = command.run("check", "e.evrep", "--lang", "zh")
    #expect(chinese.status == 1 && chinese.messages.contains("错误 1 个"))
    #expect(command.run("--help").status == 0 && command.run("--version").output.hasPrefix("0."))
  }

  @Test func scenariosAreRun() {
    let good =
      "---\nparam n: number = 1\nscenario one { set n = 2; expect n = 2 }\nscenario two { expect n < 2 }\n---\n{n}\n"
    let bad = "---\nparam n: text = \"<&\"\nscenario three { expect printed n \"<\\\\\\\"&>\" }\n---\n{n}\n"
    let command = Command(["g.evrep": good, "b.evrep": bad, "w.evrep": wrong, "none.evrep": report])
    let passed = command.run("test", "g.evrep")
    #expect(passed.status == 0 && passed.messages == "")
    #expect(passed.output == "g.evrep\n  ✓ one\n  ✓ two\n2 passed, 0 failed\n")
    #expect(command.names == ["b.evrep", "g.evrep", "none.evrep", "w.evrep"])
    let failed = command.run("test", "g.evrep", "b.evrep", "--filter", "t", "--lang", "zh", "--junit", "r.xml")
    #expect(failed.status == 1)
    #expect(
      failed.output.hasPrefix(
        "g.evrep\n  ✓ two\nb.evrep\n  ✗ three\n错误[EV0512]: 印出来是“<&”，不是“<\\\"&>”\n --> b.evrep:3:"))
    #expect(failed.output.hasSuffix("\n通过 1 个，失败 1 个\n"))
    let xml = command.text("r.xml") ?? ""
    #expect(xml.contains("<testsuites tests=\"2\" failures=\"1\" errors=\"0\">"))
    #expect(xml.contains("<failure message=\"印出来是“&lt;&amp;”，不是“&lt;\\&quot;&amp;&gt;”\">"))
    #expect(command.run("test", "g.evrep", "b.evrep", "--filter", "t", "--lang", "zh", "--junit", "r.xml").status == 1)
    #expect(command.text("r.xml") == xml)
    #expect(command.run("test", "none.evrep").output == "none.evrep\n  no scenarios\n0 passed, 0 failed\n")
  }

  @Test func testsSayWhatWentWrongByTheirStatus() {
    let good = "---\nscenario one { expect true }\n---\n"
    let lost = "---\ndata t from \"none.csv\" { a number }\nscenario s { expect true }\n---\n"
    let command = Command(["g.evrep": good, "w.evrep": wrong, "l.evrep": lost])
    let errors = command.run("test", "w.evrep", "g.evrep", "--junit", "r.xml")
    #expect(errors.status == 1 && errors.messages.contains("error[EV0101]"))
    #expect(errors.output == "g.evrep\n  ✓ one\n1 passed, 0 failed\n")
    #expect(command.text("r.xml")?.contains("<testsuites tests=\"2\" failures=\"0\" errors=\"1\">") == true)
    #expect(command.run("test", "l.evrep").status == 3 && command.run("test", "no.evrep").status == 3)
    #expect(command.run("test", "g.evrep", "--junit", "no/such/r.xml").status == 3)
    for arguments in [
      [], ["g.evrep", "--filter", "none"], ["g.evrep", "--junit", "./g.evrep"], ["g.evrep", "--set", "a=1"],
    ] {
      let outcome = command.run(["test"] + arguments)
      #expect(outcome.status == 2 && outcome.output == "" && outcome.messages != "", "\(arguments)")
    }
    let piped = command.run("test", "-", input: good)
    #expect(piped.status == 0 && piped.output == "-\n  ✓ one\n1 passed, 0 failed\n")
  }

  @Test func linksStayInsideTheRoot() {
    let source = "---\ndata t from \"l.csv\" { a number }\n---\n{sum(t.a)}\n"
    let command = Command(["in/r.evrep": source, "in/d/d.csv": "a\n5\n", "d.csv": "a\n6\n"])
    let link = command.folder + "/in/l.csv"
    #expect(symlink("d/d.csv", link) == 0)
    #expect(command.run("build", "in/r.evrep", "--to", "md", "-o", "-").output == "5\n")
    unlink(link)
    #expect(symlink("../d.csv", link) == 0)
    let refused = command.run("build", "in/r.evrep", "--to", "md", "-o", "-")
    #expect(refused.status == 1 && refused.output == "" && refused.messages.contains("EV0004"))
    #expect(command.run("build", "in/r.evrep", "--root", ".", "--to", "md", "-o", "-").output == "6\n")
    unlink(link)
    #expect(symlink("/dev/zero", link) == 0)
    #expect(command.run("build", "in/r.evrep", "--to", "md", "-o", "-").messages.contains("EV0004"))
    unlink(link)
    #expect(symlink("..", command.folder + "/in/up") == 0)
    command.write("in/r.evrep", source.split(separator: "l.csv").joined(separator: "up/d.csv"))
    #expect(command.run("build", "in/r.evrep", "--to", "md", "-o", "-").messages.contains("EV0004"))
  }

  @Test func whatIsNoFileIsRefusedAndNotWaitedFor() {
    let command = Command(["r.evrep": "---\ndata t from \"l.csv\" { a number }\n---\n{sum(t.a)}\n"])
    #expect(mkfifo(command.folder + "/l.csv", 0o644) == 0)
    let refused = command.run("build", "r.evrep")
    #expect(refused.status == 3 && refused.messages.contains("EV0002"))
    unlink(command.folder + "/l.csv")
    mkdir(command.folder + "/l.csv", 0o755)
    #expect(command.run("build", "r.evrep").messages.contains("EV0002"))
  }

  @Test func outputsAreReplacedWholeAndLeftoversCleared() {
    let command = Command(["r.evrep": report, "r.md": "old", ".r.md.evrep-999999999": "torn"])
    #expect(command.run("build", "r.evrep", "--to", "md").status == 0)
    #expect(command.text("r.md") == "# Title 1\n")
    #expect(command.names == ["r.evrep", "r.md"])
  }

  @Test func safeFixesAreWrittenAndShown() {
    let command = Command(["r.evrep": "教师{3 人}。\n", "w.evrep": "教师{3 人}所。\n"])
    let shown = command.run("check", "r.evrep", "--fix", "--dry-run")
    #expect(shown.status == 0 && shown.output.hasSuffix("-教师{3 人}。\n+教师{3 人}人。\n"))
    #expect(command.text("r.evrep") == "教师{3 人}。\n")
    #expect(command.run("check", "r.evrep", "--fix").output == shown.output)
    #expect(command.text("r.evrep") == "教师{3 人}人。\n")
    let left = command.run("check", "w.evrep", "--fix")
    #expect(left.status == 1 && left.output == "" && left.messages.contains("EV0304"))
    for arguments in [["-", "--fix"], ["r.evrep", "--dry-run"], ["r.evrep", "--fix", "--format", "json"]] {
      #expect(command.run(["check"] + arguments).status == 2)
    }
  }

  @Test func messagesComeInTheFormThatIsAskedFor() {
    let command = Command(["w.evrep": wrong + wrong + wrong, "r.evrep": report])
    let short = command.run("check", "w.evrep", "--format", "short", "--max-errors", "2")
    #expect(short.status == 1 && short.output == "" && short.messages.hasPrefix("w.evrep:1:6: error EV0101: "))
    #expect(short.messages.split(separator: "\n").count == 2)
    let document = command.run("build", "w.evrep", "r.evrep", "--format", "sarif")
    #expect(document.status == 1 && document.messages == "" && document.output.hasPrefix("{\"$schema\":\"https://"))
    #expect(command.run("test", "r.evrep", "--format", "gitlab").output == "[]\n")
    #expect(command.run("check", "w.evrep", "--format", "sarrif").messages.contains("did you mean ‘sarif’?"))
    for arguments in [
      ["check", "r.evrep", "--max-errors", "-1"], ["build", "r.evrep", "-o", "-", "--format", "json"],
    ] {
      #expect(command.run(arguments).status == 2)
    }
    // What is coloured does not depend on the machine: a test's streams are files.
    #expect(!command.run("check", "w.evrep").messages.contains("\u{1B}"))
  }

  @Test func codesAreExplained() {
    let command = Command()
    let page = command.run("explain", "ev0304")
    #expect(page.status == 0 && page.output.hasPrefix("EV0304: ") && page.output.contains("\nWhy: "))
    #expect(command.run("explain", "W010", "--lang", "zh").output.contains("警告[W010]: "))
    let none = command.run("explain", "EV9304")
    #expect(none.status == 2 && none.messages.contains("did you mean ‘EV0304’?"))
  }
}
