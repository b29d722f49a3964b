import ArgumentParser
import EvrepSource

/// What the argument parser says of wrong arguments, in the language of the arguments.
///
/// Its errors have no public form but their text, which is a closed set of sentences.
enum ParserMessage {
  /// A sentence: what stands between its quotations, and what is said in Chinese around them.
  private struct Sentence {
    /// The text around the quoted parts.
    let english: [String]
    let chinese: [String]
  }

  private static let sentences = [
    Sentence(english: ["Missing value for '", "'"], chinese: ["“", "”缺少值"]),
    Sentence(
      english: ["The option '", "' does not take any value, but '", "' was specified."],
      chinese: ["选项“", "”不带值，却写了“", "”"]),
    Sentence(english: ["Unexpected argument '", "'"], chinese: ["多余的参数“", "”"]),
    Sentence(english: ["Missing expected argument '", "'"], chinese: ["缺少参数“", "”"]),
    Sentence(english: ["Missing one of: '", "'"], chinese: ["缺少以下之一：“", "”"]),
    Sentence(
      english: ["The value '", "' is invalid for '", "'. Please provide one of ", "."],
      chinese: ["值“", "”不适用于“", "”，可取 ", ""]),
    Sentence(
      english: ["The value '", "' is invalid for '", "'. Please provide one of the following:", ""],
      chinese: ["值“", "”不适用于“", "”，可取：", ""]),
    Sentence(english: ["The value '", "' is invalid for '", "'"], chinese: ["值“", "”不适用于“", "”"]),
    Sentence(
      english: ["Value to be set with flag '", "' had already been set with flag '", "'"],
      chinese: ["“", "”与前面的“", "”不能同时使用"]),
    Sentence(english: ["Invalid option: ", ""], chinese: ["选项“", "”写法不对"]),
    Sentence(english: ["Missing required subcommand.", ""], chinese: ["缺少子命令", ""]),
    Sentence(english: ["Can't generate completion scripts for '", "'."], chinese: ["不能为“", "”生成补全脚本"]),
    Sentence(english: ["Can't autodetect a supported shell.", ""], chinese: ["认不出当前的 shell", ""]),
    Sentence(
      english: ["Please use --generate-completion-script=<shell> with one of:", ""],
      chinese: ["请用 --generate-completion-script=<shell>，可取：", ""]),
  ]

  /// - Parameter options: the long options of the command, `--lang`, for a near one.
  static func localised(_ text: String, options: [String]) -> String {
    let isEnglish = MessageLanguage.ofArguments == .english
    if let name = unknownOption(text) {
      // The dashes, which all options share, make none of them near.
      let near = Nearest.misspelled(String(name.drop { $0 == "-" }), in: options.map { String($0.dropFirst(2)) })
        .map { "--" + $0 }
      return isEnglish
        ? "Unknown option '\(name)'" + (near.map { ". Did you mean '\($0)'?" } ?? "")
        : "没有选项“\(name)”" + (near.map { "；是否指“\($0)”？" } ?? "")
    }
    guard !isEnglish else { return text }
    if let count = text.firstIndex(of: " "), text[count...].hasPrefix(" unexpected arguments: ") {
      let arguments = text[count...].dropFirst(" unexpected arguments: ".count)
      return "多余的参数 \(text[..<count]) 个：" + arguments.replacing("'", with: "")
    }
    for sentence in sentences {
      guard let parts = parts(of: text, between: sentence.english) else { continue }
      let words = parts.map { $0.replacing(" and ", with: "、").replacing(" or ", with: "、").replacing("'", with: "") }
      return zip(sentence.chinese, words + [""]).map { $0 + $1 }.joined()
    }
    return text
  }

  /// The option that the parser does not know.
  private static func unknownOption(_ text: String) -> String? {
    let head = "Unknown option '"
    guard text.hasPrefix(head) else { return nil }
    return String(text.dropFirst(head.count).prefix { $0 != "'" })
  }

  /// What stands between the pieces of a sentence; nil where the text is none such.
  private static func parts(of text: String, between pieces: [String]) -> [String]? {
    guard let first = pieces.first, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var parts: [String] = []
    for (index, piece) in pieces.enumerated().dropFirst() {
      if index == pieces.count - 1 {
        guard rest.hasSuffix(piece) else { return nil }
        parts.append(String(rest.dropLast(piece.count)))
      } else {
        guard let range = rest.firstRange(of: piece) else { return nil }
        parts.append(String(rest[..<range.lowerBound]))
        rest = rest[range.upperBound...]
      }
    }
    return parts
  }

  /// The long options that a command's help names.
  static func options(of command: any ParsableCommand.Type) -> [String] {
    EvrepCommand.helpMessage(for: command).split(separator: "\n").flatMap { line in
      line.hasPrefix("  -") ? line.split { " ,".contains($0) }.filter { $0.hasPrefix("--") }.map(String.init) : []
    }
  }
}
