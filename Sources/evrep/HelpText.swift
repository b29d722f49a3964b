import EvrepSource

/// A text of the command line in the language of the arguments.
func say(_ english: String, _ chinese: String) -> String {
  MessageLanguage.ofArguments == .english ? english : chinese
}

/// Help as it is printed: the parser's own words in the language of the arguments, headings set off.
enum HelpText {
  /// The parser's words and what stands for them in Chinese.
  private static let words = [
    ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
    ("SUBCOMMANDS:", "子命令："), ("<subcommand>", "<子命令>"), ("Show the version.", "显示版本。"),
    ("Show help information.", "显示说明。"), ("(values: ", "(可取 "), ("; default: ", "; 默认 "), ("(default: ", "(默认 "),
  ]

  static func shown(_ text: String, isColored: Bool) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = translated(String(line))
      guard isColored, let heading = heading(of: line) else { return line }
      return Paint(isColored: true)(heading, .bold) + line.dropFirst(heading.count)
    }.joined(separator: "\n")
  }

  private static func translated(_ line: String) -> String {
    guard MessageLanguage.ofArguments == .chinese else { return line }
    if line.hasPrefix("  See '"), line.hasSuffix("' for detailed help.") {
      let command = line.dropFirst("  See '".count).dropLast("' for detailed help.".count)
      return "  “\(command.replacing("<subcommand>", with: "<子命令>"))”显示详细说明。"
    }
    let translated = words.reduce(line) { line, word in line.replacing(word.0, with: word.1) }
    // A group of options, whose heading is the command's own.
    return translated.hasSuffix(":") && !translated.hasPrefix(" ") ? translated.dropLast() + "：" : translated
  }

  /// The words at the beginning of a line that head what follows: `OPTIONS:`, `EXAMPLES`, `用法：`.
  private static func heading(of line: String) -> String? {
    if line == "EXAMPLES" || line == "示例" { return line }
    let colon: Character = line.contains("：") ? "：" : ":"
    guard let end = line.firstIndex(of: colon) else { return nil }
    let head = line[...end]
    let isHead = head.dropLast().allSatisfy { $0.isUppercase || $0 == " " || ($0.isLetter && !$0.isASCII) }
    return isHead && !head.hasPrefix(" ") ? String(head) : nil
  }
}
