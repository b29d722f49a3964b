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
    ("SUBCOMMANDS:", "子命令："), ("Show the version.", "显示版本。"),
    ("Show help information.", "显示说明。"), ("(values: ", "(可取 "), ("; default: ", "; 默认 "), ("(default: ", "(默认 "),
  ]

  /// The names of values, which stand in angle brackets, and their Chinese ones.
  private static let values = [
    ("options", "选项"), ("subcommand", "子命令"), ("files", "文件"), ("file", "文件"), ("paths", "路径"), ("path", "路径"),
    ("folder", "文件夹"), ("root", "文件夹"), ("output", "路径"), ("from", "文件"), ("ledger", "台账"), ("sides", "双方"),
    ("to", "形式"), ("format", "形式"), ("lang", "语言"), ("words", "语言"), ("count", "个数"), ("name", "名称"),
    ("name=value", "名称=值"), ("name=number", "名称=数"), ("line[:column]", "行[:列]"), ("sheet", "工作表"), ("table", "表"),
    ("header-row", "行号"),
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
      return "  “\(withChineseValues(String(command)))”显示详细说明。"
    }
    let translated = words.reduce(withChineseValues(line)) { line, word in line.replacing(word.0, with: word.1) }
    // A group of options, whose heading is the command's own.
    return translated.hasSuffix(":") && !translated.hasPrefix(" ") ? translated.dropLast() + "：" : translated
  }

  /// The line with the names of values in Chinese; what stands in a second column stays where it is.
  static func withChineseValues(_ line: String) -> String {
    var translated = values.reduce(line) { $0.replacing("<\($1.0)>", with: "<\($1.1)>") }
    let narrower = DisplayWidth.of(line) - DisplayWidth.of(translated)
    guard line.hasPrefix("  "), let gap = translated.dropFirst(2).firstRange(of: "  ")?.lowerBound else {
      return translated
    }
    let blanks = translated[gap...].prefix { $0 == " " }.count
    let fitting = String(repeating: " ", count: max(2, blanks + narrower))
    translated.replaceSubrange(gap..<translated.index(gap, offsetBy: blanks), with: fitting)
    return translated
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
