import Testing

/// What the shells make of the completion scripts.
@Suite struct CompletionTests {
  /// A line that is typed, and what completes its last word.
  private static let lines = [
    ("evrep che", ["check"]), ("evrep git ins", ["install"]), ("evrep check --stri", ["--strict"]),
    ("evrep check repo", ["report.evrep"]), ("evrep fmt repo", ["report.evrep"]),
    ("evrep check --format s", ["sarif", "short"]), ("evrep build report.evrep -o out", ["out.html"]),
  ]

  private static func isInstalled(_ shell: String) -> Bool {
    Command().run(shell: "sh", "command -v \(shell)").status == 0
  }

  /// - Parameter script: prints what completes the line in the place of `TYPED`, a candidate a line.
  private func expectCompletions(in shell: String, _ script: String) {
    let command = Command(["report.evrep": "", "report.csv": "", "out.html": ""])
    for (line, completions) in Self.lines {
      let found = command.run(shell: shell, script.replacing("TYPED", with: line))
      let words = found.output.split { $0.isWhitespace }.map(String.init).sorted()
      #expect(words == completions, "\(line): \(found)")
    }
  }

  @Test func bashCompletesWordsOptionsAndFiles() {
    expectCompletions(
      in: "bash",
      """
      source <(evrep --generate-completion-script bash)
      line='TYPED'
      read -ra COMP_WORDS <<< "$line"
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
      _evrep evrep "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
  }

  @Test(.enabled(if: isInstalled("fish"), "fish is not installed"))
  func fishCompletesWordsOptionsAndFiles() {
    expectCompletions(
      in: "fish",
      """
      evrep --generate-completion-script fish | source
      complete -C 'TYPED' | string replace -r '\\t.*' ''
      """)
  }

  @Test(.enabled(if: isInstalled("zsh"), "zsh is not installed"))
  func zshReadsItsScript() {
    let found = Command().run(
      shell: "zsh",
      "autoload -U compinit; compinit -u -D; source <(evrep --generate-completion-script zsh); whence _evrep")
    #expect(found.status == 0 && found.output == "_evrep\n" && found.messages == "", "\(found)")
  }
}
