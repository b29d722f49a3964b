import EvrepSource
import EvrepTestSupport
import Glibc
import Testing

/// `evrep git` over a real git repository.
@Suite struct GitCommandTests {
  private let report = "---\nlet 全部 = 12\n---\n\n# 一、基本情况\n\n全部为{全部}。\n重视发展学前教育，经费1,234万元。\n"
  /// What the tests say who they are by: git is told nothing else than what the command writes.
  private let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]

  private func repository() throws -> Command {
    let command = Command(["r/报告.evrep": report])
    _ = try git(command, "init", "-q", "-b", "main")
    _ = try git(command, "add", "-A")
    _ = try git(command, "commit", "-q", "-m", "one")
    return command
  }

  @discardableResult
  private func git(_ command: Command, _ arguments: String..., expect status: Int32 = 0) throws -> String {
    let run = try ChildProcess.run(["git", "-C", command.folder] + identity + arguments)
    try #require(run.status == status, "git \(arguments): \(run.status)")
    return String(decoding: run.output, as: UTF8.self)
  }

  private func bytes(_ command: Command, _ path: String) -> [UInt8]? {
    try? DiskWorld().read(command.folder + "/" + path, within: nil, limit: 1 << 20)
  }

  /// The files that an installation may touch.
  private func state(_ command: Command) -> [[UInt8]?] {
    [".git/config", ".git/info/attributes", ".gitattributes", ".git/hooks/pre-commit"].map { bytes(command, $0) }
  }

  @Test func aWordDiffShowsWordsAndTheHeading() throws {
    let command = try repository()
    #expect(command.run("git", "install").status == 0)
    command.write("r/报告.evrep", report.replacing("重视", with: "着力").replacing("1,234", with: "1,300"))
    let diff = try git(command, "diff", "-U0", "--word-diff")
    #expect(diff.contains("[-重视-]{+着力+}发展学前教育，经费[-1,234-]{+1,300+}万元。"), "\(diff)")
    #expect(diff.contains("@@ # 一、基本情况"), "\(diff)")
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/EvrepDataTests/Fixtures/"
    return try DiskWorld().read(folder + name, within: nil, limit: 1 << 20)
  }

  private func diff(_ name: String, _ old: [UInt8], _ new: [UInt8]) throws -> String {
    let command = try repository()
    #expect(command.run("git", "install", "--shared").status == 0)
    try DiskWorld().write(old, to: command.folder + "/" + name)
    try git(command, "add", "-A")
    try git(command, "commit", "-q", "-m", "data")
    try DiskWorld().write(new, to: command.folder + "/" + name)
    return try git(command, "diff", "-U0")
  }

  @Test func aDiffShowsTheCellsOfAWorkbookThatChanged() throws {
    let diff = try diff("b.xlsx", try fixture("openpyxl-kinds.xlsx"), try fixture("changed-kinds.xlsx"))
    let changes = diff.split(separator: "\n").filter {
      ($0.hasPrefix("-") || $0.hasPrefix("+")) && !$0.hasPrefix("---") && !$0.hasPrefix("+++")
    }
    #expect(changes == ["-第一小学 · 人数: 1234", "+第一小学 · 人数: 4321"], "\(diff)")
    #expect(diff.contains("@@ sheet 学校"), "\(diff)")
  }

  @Test func aDiffShowsTheCellOfADatabaseThatChanged() throws {
    let old = try fixture("sqlite-kinds.sqlite")
    let new = old.replacing(Array("二".utf8), with: Array("三".utf8))
    let diff = try diff("d.sqlite", old, new)
    #expect(diff.contains("\n-b · 说明: 二\n+b · 说明: 三\n") && diff.contains("@@ table 代码"), "\(diff)")
  }

  @Test func hiddenSheetsAreListedAndWhatCannotBeReadIsSaid() throws {
    let command = Command(["t.db": "a text\n"])
    try DiskWorld().write(try fixture("openpyxl-kinds.xlsx"), to: command.folder + "/b.xlsx")
    try DiskWorld().write(Array(try fixture("openpyxl-kinds.xlsx").prefix(900)), to: command.folder + "/c.xlsx")
    #expect(
      command.run("git", "textconv", "b.xlsx").output.contains(
        "sheet 底稿 (hidden)\ncolumn 名称\ncolumn 人数\n底稿小学\n底稿小学 · 人数: 1\n"))
    #expect(command.run("git", "textconv", "c.xlsx").output.hasPrefix("unreadable: a damaged archive; 900 bytes, "))
    #expect(command.run("git", "textconv", "t.db").output == "a text\n")
    #expect(command.run("git", "textconv", "none.xlsx").status == 3)
  }

  @Test func theHookLooksAtWhatIsStaged() throws {
    let command = try repository()
    #expect(command.run("git", "install").status == 0)
    // Not laid out: refused, though the work tree is laid out again.
    command.write("r/报告.evrep", report.replacing("let 全部 = 12", with: "let  全部=12"))
    try git(command, "add", "-A")
    command.write("r/报告.evrep", report)
    try git(command, "commit", "-q", "-m", "two", expect: 1)
    #expect(command.run("git", "pre-commit").messages == "r/报告.evrep: not laid out: run evrep fmt, then git add\n")
    // Wrong: refused.
    command.write("r/报告.evrep", report.replacing("{全部}", with: "{全部数}"))
    try git(command, "add", "-A")
    try git(command, "commit", "-q", "-m", "two", expect: 1)
    #expect(command.run("git", "pre-commit").messages.contains("r/报告.evrep:7"))
    // Good: passes, though the work tree is wrong.
    command.write("r/报告.evrep", report.replacing("12", with: "13"))
    try git(command, "add", "-A")
    command.write("r/报告.evrep", "{1 +}\n")
    try git(command, "commit", "-q", "-m", "two")
  }

  @Test func theHookBuildsReportsWithTheirData() throws {
    let command = try repository()
    let data = "---\nparam 市: text\ndata 学校 from \"d.csv\" { 名称 text key; 人数 人 }\n---\n\n{市}有{sum(学校.人数)}人。\n"
    command.write("r/数据.evrep", data)
    command.write("r/d.csv", "名称,人数\n甲,12\n")
    command.write("别处.evrep", "{1 +}\n")
    try git(command, "add", "-A")
    try git(command, "commit", "-q", "-m", "data")
    // A report that is wrong already is not in the way of another one's data.
    command.write("r/d.csv", "名称,人数\n甲,13\n")
    try git(command, "add", "-A")
    let good = command.run("git", "pre-commit")
    #expect(good.status == 0 && good.messages == "", "a parameter without a value is no error: \(good.messages)")
    command.write("r/d.csv", "名称,人数\n甲,十三个\n")
    try git(command, "add", "-A")
    command.write("r/d.csv", "名称,人数\n甲,13\n")
    let bad = command.run("git", "pre-commit")
    #expect(bad.status == 1 && bad.messages.contains("EV0403"), "\(bad.messages)")
    // Data that git does not hold.
    try git(command, "rm", "-q", "-f", "--cached", "r/d.csv")
    command.write("r/数据.evrep", data.replacing("人。", with: "人"))
    try git(command, "add", "r/数据.evrep")
    let without = command.run("git", "pre-commit")
    #expect(without.status == 0 && without.messages == "", "\(without.messages)")
    // A module that it does not hold is missing.
    command.write("r/数据.evrep", data.replacing("param", with: "use \"m.evrep\" as m\n\nparam"))
    try git(command, "add", "r/数据.evrep")
    let missing = command.run("git", "pre-commit")
    #expect(missing.status == 1 && missing.messages.contains("EV0001"), "\(missing.messages)")
  }

  @Test func gitShowsChinesePathsUnlessItIsTold() throws {
    let command = try repository()
    #expect(command.run("git", "install").status == 0)
    #expect(try git(command, "config", "core.quotePath") == "false\n")
    #expect(command.run("git", "install").output == "")
    #expect(command.run("git", "uninstall").status == 0)
    try git(command, "config", "core.quotePath", "true")
    #expect(command.run("git", "install").status == 0)
    #expect(try git(command, "config", "core.quotePath") == "true\n")
  }

  @Test(arguments: [[], ["--shared"]]) func uninstallingLeavesEveryByteAsItWas(options: [String]) throws {
    let command = try repository()
    // Files with a last line that has no end, and files that are not there.
    command.write(".gitattributes", "*.png binary")
    let config = command.text(".git/config") ?? ""
    command.write(".git/config", config + "# 末行")
    let before = state(command)
    let dry = command.run(["git", "install", "--dry-run"] + options)
    #expect(dry.status == 0 && dry.output.contains("*.evrep diff=evrep\n") && state(command) == before)
    #expect(command.run(["git", "install"] + options).status == 0)
    let installed = state(command)
    #expect(installed != before)
    let again = command.run(["git", "install"] + options)
    #expect(again.status == 0 && again.output == "" && state(command) == installed)
    #expect(command.run("git", "uninstall").status == 0)
    #expect(state(command) == before)
    #expect(command.run("git", "uninstall").output == "" && state(command) == before)
  }

  @Test func whatOthersAddBehindIsKept() throws {
    let command = try repository()
    let before = command.text(".git/config") ?? ""
    #expect(command.run("git", "install").status == 0)
    try git(command, "config", "alias.st", "status")
    #expect(command.run("git", "uninstall").status == 0)
    #expect(command.text(".git/config") == before + "[alias]\n\tst = status\n")
  }

  @Test func aHookThatIsThereIsKept() throws {
    let command = try repository()
    command.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    let before = state(command)
    let refused = command.run("git", "install")
    #expect(refused.status == 1 && refused.messages.contains("there is a hook already") && state(command) == before)
    #expect(command.run("git", "install", "--no-hook").status == 0)
    #expect(command.run("git", "uninstall").status == 0 && state(command) == before)
  }

  @Test func outsideARepositoryIsWrongUse() {
    let command = Command()
    command.write(".git", "gitdir: nowhere\n")
    for words in [["install"], ["uninstall"], ["pre-commit"]] {
      #expect(command.run(["git"] + words).status == 2, "\(words)")
    }
  }
}
