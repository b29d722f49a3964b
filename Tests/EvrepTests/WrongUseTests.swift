import EvrepSource
import Testing

/// What is said of wrong arguments, in both languages.
@Suite struct WrongUseTests {
  @Test(arguments: [
    (
      ["check", "--frmat", "short", "r.evrep"], "Unknown option '--frmat'. Did you mean '--format'?",
      "没有选项“--frmat”；是否指“--format”？"
    ),
    (["check", "r.evrep", "--foo"], "Unknown option '--foo'", "没有选项“--foo”"),
    (
      ["git", "install", "--dryrun"], "Unknown option '--dryrun'. Did you mean '--dry-run'?",
      "没有选项“--dryrun”；是否指“--dry-run”？"
    ),
    (["git", "instal"], "there is no command ‘instal’; did you mean ‘install’?", "没有命令“instal”；是否指“install”？"),
    (["check"], "no report is named", "没有指定报告"),
    (["schema"], "Missing expected argument '<file>'", "缺少参数“<文件>”"),
    (["build", "r.evrep", "--to"], "Missing value for '--to <to>'", "“--to <形式>”缺少值"),
    (
      ["check", "--strict=1", "r.evrep"], "The option '--strict' does not take any value, but '1' was specified.",
      "选项“--strict”不带值，却写了“1”"
    ),
    (["schema", "a", "b"], "Unexpected argument 'b'", "多余的参数“b”"),
    (["schema", "a", "b", "c"], "2 unexpected arguments: 'b', 'c'", "多余的参数 2 个：b, c"),
    (
      ["check", "--max-errors", "x", "r"], "The value 'x' is invalid for '--max-errors <count>'",
      "值“x”不适用于“--max-errors <个数>”"
    ),
    (
      ["check", "--max-errors", "-1", "r"], "--max-errors is a number from 0 on, not -1",
      "--max-errors 应为不小于 0 的数，而不是 -1"
    ),
    (["check", "--root", "/none", "r"], "there is no folder ‘/none’ for --root", "--root 指定的文件夹“/none”不存在"),
    (
      ["explain", "9304"], "no message has the code ‘9304’; did you mean ‘EV0304’?", "没有代码为“9304”的消息；是否指“EV0304”？"
    ),
    (["explain", "W9999"], "no message has the code ‘W9999’", "没有代码为“W9999”的消息"),
    (["explain", "10"], "‘10’ may be EV0010 or W010", "“10”可以是 EV0010 或 W010"),
    (["--generate-completion-script", "tcsh"], "Can't generate completion scripts for 'tcsh'.", "不能为“tcsh”生成补全脚本"),
  ])
  func wrongArgumentsAreExplained(arguments: [String], english: String, chinese: String) {
    let command = Command()
    let said = command.run(arguments, locale: "C")
    #expect(said.status == 2 && said.messages.hasPrefix("Error: \(english)\n"), "\(said.messages)")
    let saidInChinese = command.run(arguments, locale: "zh_CN.UTF-8")
    #expect(
      saidInChinese.status == 2 && saidInChinese.messages.hasPrefix("错误：\(chinese)\n"), "\(saidInChinese.messages)")
  }

  @Test(arguments: [("304", "EV0304"), ("ev304", "EV0304"), ("W10", "W010"), ("w0010", "W010")])
  func aCodeIsFoundByItsNumber(written: String, code: String) {
    let said = Command().run("explain", written)
    #expect(said.status == 0 && said.output.hasPrefix(code + ": "), "\(said)")
  }

  @Test func aReportThatIsNotThereIsLookedFor() {
    let command = Command(["自评.evrep": "文。\n", "学校.csv": "a\n1\n", "表/年报.evrep": "文。\n"])
    for (path, meant) in [("自评", "自评.evrep"), ("自平.evrep", "自评.evrep"), ("表/年报", "表/年报.evrep")] {
      let said = command.run(["check", path])
      #expect(said.status == 3 && said.messages.contains("did you mean ‘\(meant)’?"), "\(said.messages)")
    }
    for path in ["别的", "别的.evrep", "标准1.evrep"] {
      #expect(!command.run(["check", path]).messages.contains("did you mean"))
    }
    let data = command.run(["build", "学校.csv"])
    #expect(data.status == 3 && data.messages.contains("evrep new FOLDER --from 学校.csv"), "\(data.messages)")
    #expect(!command.names.contains("学校.html"))
  }
}
