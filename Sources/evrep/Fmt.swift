import ArgumentParser
import Evrep
import EvrepFormat
import EvrepSource
import Glibc

/// `evrep fmt`: sources laid out.
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: say("Lay out reports and modules.", "整理报告和模块的排列。"),
    discussion: say(
      """
      EXAMPLES
        evrep fmt report.evrep           one sentence a line, tables aligned
        evrep fmt --check .              the files that are not laid out
        evrep fmt --diff report.evrep    what would change
        evrep fmt --words zh r.evrep     keywords in Chinese

      A file is replaced whole, and only if its text changes; what it compiles to
      does not. Of a folder, every .evrep file in it is laid out, hidden ones aside.

      Exit status: 0 done, 1 a file has errors of syntax and was left as it is, or
      --check or --diff found one to lay out, 2 wrong use, 3 a file could not be
      read or written.
      """,
      """
      示例
        evrep fmt report.evrep           一句一行，表格对齐
        evrep fmt --check .              列出尚未整理的文件
        evrep fmt --diff report.evrep    列出将有的改动
        evrep fmt --words zh r.evrep     关键字改用中文

      文件整体替换，文字有变才写；编译结果不变。给出文件夹时，整理其中全部
      .evrep 文件，隐藏的除外。

      退出状态：0 完成，1 文件有语法错误而未改动，或 --check、--diff 找到了
      尚未整理的文件，2 用法不对，3 文件无法读写。
      """))

  @Argument(
    help: ArgumentHelp(
      say("Files and folders; - reads standard input and prints to standard output.", "文件和文件夹；- 从标准输入读，写到标准输出。")),
    completion: .file(extensions: ["evrep"]))
  var paths: [String] = []

  @Flag(help: ArgumentHelp(say("Write nothing; list the files whose text would change.", "不写文件；列出有待整理的文件。")))
  var check = false

  @Flag(help: ArgumentHelp(say("Write nothing; show what would change.", "不写文件；显示将有的改动。")))
  var diff = false

  @Flag(help: ArgumentHelp(say("The same as -.", "与 - 相同。")))
  var stdin = false

  @Option(help: ArgumentHelp(say("The language of words: zh, en or keep.", "关键字的语言：zh、en 或 keep（不变）。")))
  var words = "keep"

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  func validate() throws {
    guard WordChoice(rawValue: words) != nil else {
      throw ValidationError(
        en: "--words is zh, en or keep, not ‘\(words)’", zh: "--words 应为 zh、en 或 keep，而不是“\(words)”")
    }
    try messages.validate(outputIsStandard: check || diff || stdin || paths.contains("-"))
    if paths.isEmpty, !stdin { throw ValidationError(en: "no file is named", zh: "没有指定文件") }
    if (paths + (stdin ? ["-"] : [])).count(where: { $0 == "-" }) > 1 {
      throw ValidationError(en: "- can be given once only", zh: "“-”只能出现一次")
    }
  }

  func run() throws {
    let world = DiskWorld()
    var status: ExitStatus?
    var refused: [Findings] = []
    for path in try files(world) {
      do {
        if try !lay(path, &refused, world) { status = status ?? .reportHasErrors }
      } catch let error as WorldError {
        world.writeStandardError("evrep: \(path == "-" ? "standard input" : path): \(SharedOptions.describe(error))\n")
        status = .fileTrouble
      }
    }
    try messages.print(refused, world)
    if let status { throw status }
  }

  /// The files that the arguments name.
  private func files(_ world: DiskWorld) throws -> [String] {
    var files: [String] = stdin ? ["-"] : []
    for path in paths {
      guard world.isFolder(path) else {
        files.append(path)
        continue
      }
      do { files += try world.files(under: path, suffix: ".evrep") } catch {
        world.writeStandardError("evrep: \(path): \(SharedOptions.describe(error))\n")
        throw ExitStatus.fileTrouble
      }
    }
    return files
  }

  /// Lays out one file. False where it has errors, which come to those of the `refused`, or where it would change and is
  /// only looked at.
  private func lay(_ path: String, _ refused: inout [Findings], _ world: DiskWorld) throws -> Bool {
    let limit = 1 << 28
    let isInput = path == "-"
    let bytes = try isInput ? world.readStandardInput(limit: limit) : world.read(path, within: nil, limit: limit)
    let formatted = formatSource(path, bytes, words: WordChoice(rawValue: words) ?? .keep)
    if formatted.isRefused {
      refused.append(formatted.findings)
      if isInput, !check, !diff { try world.writeStandardOutput(bytes) }
      return false
    }
    let isChanged = formatted.text != bytes
    if check || diff {
      guard isChanged else { return true }
      if check { try world.writeStandardOutput(Array((path + "\n").utf8)) }
      if diff {
        try world.writeStandardOutput(
          LineDifference(bytes, formatted.text).unified("a/\(path)", "b/\(path)"))
      }
      return false
    }
    if isInput {
      try world.writeStandardOutput(formatted.text)
    } else if isChanged {
      try world.write(formatted.text, to: path)
    }
    return true
  }
}
