import ArgumentParser
import EvrepSource
import Glibc

/// The command `evrep`.
@main
struct EvrepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evrep",
    abstract: say("Compile reports of prose and figures.", "编译由文字和数据组成的报告。"),
    discussion: say(
      """
      EXAMPLES
        evrep new budget             a first report that compiles at once
        evrep build report.evrep     report.html and report.md beside the source
        evrep check report.evrep     names, types and units; reads no data
        evrep test report.evrep      the report's scenarios
        evrep explain EV0304         what a code means
        evrep trace report.evrep     where every figure comes from

      Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not
      be read or written. Commands that say it otherwise have it in their help.
      """,
      """
      示例
        evrep new budget             写一份可直接编译的报告
        evrep build report.evrep     在源文件旁写出 report.html 和 report.md
        evrep check report.evrep     检查名称、类型和单位，不读数据
        evrep test report.evrep      运行报告的情景
        evrep explain EV0304         说明一个代码的含义
        evrep trace report.evrep     列出每个数的来源

      退出状态：0 正常，1 报告有错误，2 用法不对，3 文件无法读写。
      另有规定的命令，见各自的说明。
      """),
    version: EvrepVersion.text,
    subcommands: [
      Build.self, Check.self, Fmt.self, Test.self, Explain.self, Trace.self, Diff.self, New.self, SchemaCommand.self,
      Git.self,
    ])

  /// Runs the command. Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not be read or written.
  static func main() {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      try requireCommand(arguments)
      var command = try named(arguments) ?? parseAsRoot()
      ProgressLine.start()
      defer { ProgressLine.stop() }
      do { try command.run() } catch let error as ValidationError {
        // Of the subcommand: the parser, which has done its work, would speak of the root.
        throw WrongUse(message: error.description, command: type(of: command))
      }
    } catch let status as ExitStatus {
      Glibc.exit(status.rawValue)
    } catch {
      let isHelp = exitCode(for: error) == .success
      let parsed = fullMessage(for: error)
      let text =
        isHelp
        ? HelpText.shown(parsed, isColored: Terminal.isColored(STDOUT_FILENO))
        : (error as? WrongUse)?.text ?? WrongUse.localised(parsed)
      let world = DiskWorld()
      if isHelp {
        try? world.writeStandardOutput(Array((text + "\n").utf8))
      } else {
        world.writeStandardError(text + "\n")
      }
      Glibc.exit(isHelp ? 0 : ExitStatus.wrongUse.rawValue)
    }
  }

  /// Refuses a word that is no subcommand, and asks whether a near one is meant.
  private static func requireCommand(_ arguments: ArraySlice<String>) throws {
    let parent = command(of: arguments)
    let names = parent.configuration.subcommands.compactMap { $0.configuration.commandName }
    let depth = parent == Self.self ? 0 : 1
    guard !names.isEmpty, let word = arguments.dropFirst(depth).first, !word.hasPrefix("-"), word != "help" else {
      return
    }
    let nearest = Nearest.match(for: word, in: names)
    let error = ValidationError(
      en: "there is no command ‘\(word)’" + (nearest.map { "; did you mean ‘\($0)’?" } ?? ""),
      zh: "没有命令“\(word)”" + (nearest.map { "；是否指“\($0)”？" } ?? ""))
    throw WrongUse(message: error.description, command: parent)
  }

  /// The command that the first arguments name.
  static func command(of arguments: ArraySlice<String>) -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = Self.self
    for word in arguments {
      let children = command.configuration.subcommands
      guard let child = children.first(where: { $0.configuration.commandName == word }) else { break }
      command = child
    }
    return command
  }

  /// The subcommand that the first argument names, with its options; nil where it does not accept them.
  ///
  /// Parsed without the commands around it, which halves the time to start. Whatever else is asked, help, the version
  /// or with wrong options, is parsed from the root, which knows every command's full name.
  private static func named(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    // Help is of the whole name of the command.
    let asksForHelp = arguments.prefix { $0 != "--" }.contains { $0 == "-h" || $0 == "--help" }
    guard let name = arguments.first, !asksForHelp,
      let command = configuration.subcommands.first(where: { $0.configuration.commandName == name })
    else { return nil }
    return try? command.parseAsRoot(Array(arguments.dropFirst()))
  }
}

/// How a run ends other than well.
enum ExitStatus: Int32, Error {
  case reportHasErrors = 1
  case wrongUse = 2
  case fileTrouble = 3
}

/// Wrong use that shows only as a command runs.
private struct WrongUse: Error {
  let message: String
  let command: any ParsableCommand.Type

  /// As the parser says it of wrong arguments.
  var text: String {
    let usage = EvrepCommand.usageString(for: command)
    let names = Self.names(of: command, in: EvrepCommand.self) ?? "evrep"
    return Self.localised(
      "Error: \(message)\nUsage: \(usage)\n  See '\(names) --help' for more information.")
  }

  /// What the parser says, in the language of the arguments.
  static func localised(_ text: String) -> String {
    let options = ParserMessage.options(of: EvrepCommand.command(of: CommandLine.arguments.dropFirst()))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard MessageLanguage.ofArguments == .english else {
      return lines.map { HelpText.withChineseValues(chinese($0, options)) }.joined(separator: "\n")
    }
    return lines.map { line in
      guard line.hasPrefix("Error: ") else { return line }
      return "Error: " + ParserMessage.localised(String(line.dropFirst("Error: ".count)), options: options)
    }.joined(separator: "\n")
  }

  private static func chinese(_ line: String, _ options: [String]) -> String {
    let heads = [("Error: ", "错误："), ("   or: ", "   或："), ("Usage: ", "用法："), ("Help: ", "说明：")]
    for (head, chinese) in heads where line.hasPrefix(head) {
      return chinese + ParserMessage.localised(String(line.dropFirst(head.count)), options: options)
    }
    guard line.hasPrefix("  See '"), line.hasSuffix("' for more information.") else {
      return ParserMessage.localised(line, options: options)
    }
    return "  详见“" + line.dropFirst("  See '".count).dropLast("' for more information.".count) + "”。"
  }

  /// The words that call the command: `evrep git install`.
  private static func names(of command: any ParsableCommand.Type, in parent: any ParsableCommand.Type) -> String? {
    let name = parent.configuration.commandName ?? ""
    if parent == command { return name }
    for child in parent.configuration.subcommands {
      if let rest = names(of: command, in: child) { return name + " " + rest }
    }
    return nil
  }
}
