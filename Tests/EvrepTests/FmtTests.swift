import Testing

/// `evrep fmt`, run as a user runs it.
@Suite struct FmtTests {
  private let loose = "---\nlet  a=1\n---\n\n甲。乙{a}\n"
  private let laid = "---\nlet a = 1\n---\n\n甲。\n乙{a}\n"
  private let wrong = "甲。乙{1 +}\n"

  @Test func filesAndFoldersAreLaidOutInPlace() {
    let command = Command(["a/r.evrep": loose, "a/b/m.evrep": loose, "a/x.txt": loose, "s.evrep": laid])
    let outcome = command.run("fmt", "a", "s.evrep")
    #expect(outcome.status == 0 && outcome.output == "" && outcome.messages == "")
    #expect(command.text("a/r.evrep") == laid && command.text("a/b/m.evrep") == laid && command.text("s.evrep") == laid)
    #expect(command.text("a/x.txt") == loose)
  }

  @Test func checkListsAndWritesNothing() {
    let command = Command(["r.evrep": loose, "s.evrep": laid])
    let outcome = command.run("fmt", "--check", "r.evrep", "s.evrep")
    #expect(outcome.status == 1 && outcome.output == "r.evrep\n" && outcome.messages == "")
    #expect(command.text("r.evrep") == loose)
    #expect(command.run("fmt", "--check", "s.evrep").status == 0)
  }

  @Test func diffShowsWhatWouldChange() {
    let command = Command(["r.evrep": loose])
    let outcome = command.run("fmt", "--diff", "r.evrep")
    #expect(outcome.status == 1)
    #expect(
      outcome.output == """
        --- a/r.evrep
        +++ b/r.evrep
        @@ -1,5 +1,6 @@
         ---
        -let  a=1
        +let a = 1
         ---
         
        -甲。乙{a}
        +甲。
        +乙{a}

        """)
    #expect(command.text("r.evrep") == loose)
  }

  @Test func standardInputGoesToStandardOutput() {
    let command = Command()
    #expect(command.run(["fmt", "-"], input: loose).output == laid)
    #expect(command.run(["fmt", "--stdin"], input: loose).output == laid)
    #expect(command.run(["fmt", "--stdin", "--check"], input: laid).status == 0)
    let failed = command.run(["fmt", "-"], input: wrong)
    #expect(failed.status == 1 && failed.output == wrong && failed.messages.contains("error[EV0101]"))
  }

  @Test func whatCannotBeReadIsLeftAsItIs() {
    let command = Command(["w.evrep": wrong, "r.evrep": loose])
    let outcome = command.run("fmt", "w.evrep", "r.evrep", "--lang", "zh")
    #expect(outcome.status == 1 && outcome.messages.contains("错误[EV0101]"))
    #expect(command.text("w.evrep") == wrong && command.text("r.evrep") == laid)
    let missing = command.run("fmt", "none.evrep")
    #expect(missing.status == 3 && missing.messages == "evrep: none.evrep: no such file or folder\n")
  }

  @Test(arguments: [
    ["fmt"], ["fmt", "--words", "fr", "r.evrep"], ["fmt", "-", "-"], ["fmt", "r.evrep", "--lang", "fr"],
  ])
  func wrongUseIsStatusTwo(arguments: [String]) { #expect(Command(["r.evrep": laid]).run(arguments).status == 2) }

  @Test func wordsAreRewritten() {
    let command = Command(["r.evrep": "---\nlet a = count(t where b is missing)\n---\n"])
    #expect(command.run("fmt", "--words", "zh", "r.evrep").status == 0)
    #expect(command.text("r.evrep") == "---\n令 a = 计数(t 其中 b 是 缺失)\n---\n")
    #expect(command.run("fmt", "--words", "en", "r.evrep").status == 0)
    #expect(command.text("r.evrep") == "---\nlet a = count(t where b is missing)\n---\n")
  }

  @Test func lineEndsAndTheByteOrderMarkStay() {
    let command = Command(["r.evrep": "\u{FEFF}---\r\nlet  a=1\r\n---\r\n甲。乙\r\n"])
    #expect(command.run("fmt", "r.evrep").status == 0)
    #expect(command.text("r.evrep") == "\u{FEFF}---\r\nlet a = 1\r\n---\r\n\r\n甲。\r\n乙\r\n")
  }
}
