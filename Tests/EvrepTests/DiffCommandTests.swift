import EvrepSource
import EvrepTestSupport
import Testing

/// `evrep diff` over a real git repository.
@Suite struct DiffCommandTests {
  private let report = """
    ---
    language en
    data t from "data/t.csv" counted schools { name text key; pupils pupils }
    ---
    We have {sum(t.pupils)} pupils.

    """

  /// A repository whose first commit has 10 pupils, its second 12, its work tree 15.
  private func repository() throws -> Command {
    let command = Command([
      "r/a.evrep": report, "r/data/t.csv": "name,pupils\nAsh,10\n", "r/m.evrep": "---\nlet x = 1\n---\n",
    ])
    try git(command, "init", "-q", "-b", "main")
    try commit(command, "one")
    command.write("r/data/t.csv", "name,pupils\nAsh,12\n")
    try commit(command, "two")
    command.write("r/data/t.csv", "name,pupils\nAsh,15\n")
    return command
  }

  private func git(_ command: Command, _ arguments: String...) throws {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    let run = try ChildProcess.run(["git", "-C", command.folder] + identity + arguments)
    try #require(run.status == 0, "git \(arguments)")
  }

  private func commit(_ command: Command, _ message: String) throws {
    try git(command, "add", "-A")
    try git(command, "commit", "-q", "-m", message)
  }

  @Test func aCommitIsComparedWithTheWorkTree() throws {
    let command = try repository()
    let diff = command.run("diff", "HEAD~1", "--", "r/a.evrep")
    #expect(diff.status == 1 && diff.messages == "")
    #expect(diff.output.contains("10 pupils → 15 pupils  (+5 pupils, +50%)"), "\(diff.output)")
    #expect(diff.output.contains("data/t.csv B2 (pupils) 10 → 15"))
    #expect(command.run("diff", "r/a.evrep").output.contains("12 pupils → 15 pupils"))
  }

  @Test func twoCommitsAreComparedWithTheDataThatTheyHad() throws {
    let command = try repository()
    for arguments in [
      ["diff", "HEAD~1", "HEAD", "--", "r"], ["diff", "HEAD~1..HEAD", "--", "r/a.evrep"],
      ["diff", "HEAD~1:r/a.evrep", "HEAD:r/a.evrep"], ["diff", "HEAD~1:./r/a.evrep", "main:r/a.evrep"],
    ] {
      let diff = command.run(arguments)
      #expect(diff.output.contains("10 pupils → 12 pupils"), "\(arguments): \(diff.output)\(diff.messages)")
      #expect(diff.status == 1)
    }
  }

  @Test func noDifferenceIsStatusZero() throws {
    let command = try repository()
    let diff = command.run("diff", "HEAD", "HEAD", "--", "r")
    #expect(diff.status == 0 && diff.output.hasSuffix("no differences for a reader\n"))
  }

  @Test func aReportThatIsNewOrGoneIsShown() throws {
    let command = try repository()
    command.write("r/b.evrep", "# New\n")
    let diff = command.run("diff", "HEAD", "--", "r")
    #expect(
      diff.output.contains("+ new section ‘New’") || diff.output.contains("~ new section ‘New’"), "\(diff.output)")
  }

  @Test func errorsOnASideAreShownWithStatusTwo() throws {
    let command = try repository()
    command.write("r/a.evrep", "{1 + }\n")
    let diff = command.run("diff", "HEAD", "--", "r")
    #expect(diff.status == 2 && diff.messages.contains("error[EV0101]"))
  }

  @Test func errorsOnASideComeInTheFormThatIsAskedFor() throws {
    let command = try repository()
    command.write("r/a.evrep", "{x1} {x2} {x3}\n")
    let lines = command.run("diff", "HEAD", "--format", "short", "--lang", "zh", "--max-errors", "2", "--", "r")
    #expect(lines.status == 2 && lines.messages.contains("a.evrep:1:2: 错误 EV0201: "), "\(lines)")
    #expect(lines.messages.split(separator: "\n").count == 2)
    let log = command.run("diff", "HEAD", "--format", "sarif", "-o", "d.txt", "--", "r")
    #expect(log.output.hasPrefix("{\"$schema\":\"https://") && log.messages == "", "\(log)")
    let both = command.run("diff", "HEAD", "--format", "json", "--", "r")
    #expect(both.status == 2 && both.messages.contains("both go to standard output"))
    #expect(command.run("diff", "r/a.evrep", "r/none.evrep").status == 3)
  }

  @Test(arguments: [
    ["diff", "nonsense", "--", "r/a.evrep"], ["diff", "a", "b", "c"], ["diff", "--", "/"], ["diff"],
    ["diff", "--output=x", "-x", "--", "r/a.evrep"], ["diff", "--to", "pdf", "HEAD", "--", "r"],
  ])
  func wrongUseIsStatusTwo(arguments: [String]) throws {
    let command = try repository()
    let diff = command.run(arguments)
    #expect(diff.status == 2 && diff.output == "" && diff.messages != "", "\(arguments) \(diff)")
  }

  @Test func whatACommitDoesNotHoldIsNotRead() throws {
    let command = try repository()
    // Only the work tree has the file that the commit's report asks for.
    command.write("r/a.evrep", report.replacing("data/t.csv", with: "../outside.csv"))
    try commit(command, "three")
    command.write("outside.csv", "name,pupils\nAsh,1\n")
    let diff = command.run("diff", "HEAD", "--", "r/a.evrep")
    #expect(diff.status == 2 && diff.messages.contains("EV0004"), "\(diff.messages)")
  }

  @Test func aPageForABrowserIsWritten() throws {
    let command = try repository()
    #expect(command.run("diff", "HEAD~1", "--to", "html", "-o", "d.html", "--", "r/a.evrep").status == 1)
    #expect(command.text("d.html")?.contains("<del>10</del><ins>") == true)
  }
}

extension String {
  fileprivate func replacing(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
