import ArgumentParser
import Evrep
import EvrepModel
import EvrepReview
import EvrepSource

/// `evrep explain`: why an expression of a report has its value; or what a code of a message means.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: say("Show why a figure is what it is, or what a code means.", "说明一个数何以如此，或一个代码的含义。"),
    usage: say("evrep explain <file or code> [<options>]", "evrep explain <文件或代码> [<选项>]"),
    discussion: say(
      """
      EXAMPLES
        evrep explain report.evrep --at 12         what stands on line 12
        evrep explain report.evrep --at 12:8       the expression at column 8 of it
        evrep explain report.evrep --problem NAME  why a problem is listed, or not
        evrep explain report.evrep --check NAME    the two sides of a check
        evrep explain EV0304                       what a code means, with examples

      Exit status: 0 explained, 1 the report has errors, 2 wrong use or nothing
      there to explain, 3 a file could not be read.
      """,
      """
      示例
        evrep explain report.evrep --at 12         第 12 行中的各个数
        evrep explain report.evrep --at 12:8       该行第 8 列处的表达式
        evrep explain report.evrep --problem 名称  一个问题何以列出或不列出
        evrep explain report.evrep --check 名称    一项核验的两边
        evrep explain EV0304                       一个代码的含义，附正误示例

      退出状态：0 已说明，1 报告有错误，2 用法不对或该处没有可说明的内容，
      3 文件无法读取。
      """))

  @Argument(
    help: ArgumentHelp(
      say("The report, or the code of a message; - reads standard input.", "报告，或消息的代码；- 表示从标准输入读。"),
      valueName: "file or code"),
    completion: .file(extensions: ["evrep"]))
  var files: [String] = []

  @OptionGroup var shared: SharedOptions

  @Option(
    help: ArgumentHelp(say("A line of the report, or a line and a column.", "报告的一行，或行和列。"), valueName: "line[:column]"))
  var at: String?

  @Option(help: ArgumentHelp(say("A problem of the report.", "报告中的一个问题。"), valueName: "name"))
  var problem: String?

  @Option(help: ArgumentHelp(say("A check of the report.", "报告中的一项核验。"), valueName: "name"))
  var check: String?

  @Option(
    name: .customLong("set"), help: ArgumentHelp(say("Give a parameter its value.", "给参数一个值。"), valueName: "name=value")
  )
  var settings: [String] = []

  @Flag(help: ArgumentHelp(say("Print JSON.", "输出 JSON。")))
  var json = false

  private var query: ExplainQuery {
    get throws {
      guard [at, problem, check].count(where: { $0 != nil }) == 1 else {
        throw ValidationError(
          en: "say what to explain: one of --at, --problem and --check", zh: "须说明解释什么：--at、--problem、--check 三者之一")
      }
      if let problem { return .problem(problem) }
      if let check { return .check(check) }
      let numbers = (at ?? "").split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
      guard (1...2).contains(numbers.count), numbers.allSatisfy({ $0 > 0 }) else {
        throw ValidationError(
          en: "--at takes a line or line:column, both from 1, not ‘\(at ?? "")’",
          zh: "--at 应为 行 或 行:列，都从 1 数起，而不是“\(at ?? "")”")
      }
      return .position(line: numbers[0], column: numbers.count > 1 ? numbers[1] : nil)
    }
  }

  /// The page that is asked for; nil where a report is.
  private var page: CodePage? { files.count == 1 ? CodePage(files[0]) : nil }

  func validate() throws {
    if files.isEmpty { throw ReportFiles.noReport }
    try shared.messages.validate(outputIsStandard: true)
    if page != nil, [at, problem, check].allSatisfy({ $0 == nil }) { return }
    _ = try query
    _ = try SharedOptions.parameters(settings)
    if files.count != 1 { throw ValidationError(en: "explain takes one report", zh: "explain 只接受一份报告") }
  }

  func run() throws {
    let world = DiskWorld()
    if let page, [at, problem, check].allSatisfy({ $0 == nil }) { return try page.print(shared.messages, world) }
    var options = shared.compileOptions
    options.parameters = try SharedOptions.parameters(settings)
    let source = try ReportFiles.source(files[0], world)
    let explained = explain(source.path, source: source.bytes, query: try query, options: options, world: world)
    try shared.print([explained.compilation.findings], world)
    if let status = SharedOptions.status([explained.compilation]) { throw status }
    guard !explained.sites.isEmpty else {
      // The command is right, and the report has nothing there.
      world.writeStandardError("evrep: \(nothing(explained))\n")
      throw ExitStatus.wrongUse
    }
    let text: String
    if json {
      text = explained.json()
    } else {
      let (width, isColored) = SharedOptions.terminal
      text = explained.text(language: shared.messageLanguage, width: width, isColored: isColored)
    }
    try shared.write(Array(text.utf8), to: nil, world)
  }

  private func nothing(_ explained: ExplainedReport) -> String {
    let isChinese = shared.messageLanguage == .chinese
    let path = files[0]
    guard let name = problem ?? check else {
      let numbers = (at ?? "").split(separator: ":")
      let (line, column) = (numbers[0], numbers.count > 1 ? numbers[1] : nil)
      if isChinese { return "\(path) 第 \(line) 行\(column.map { "第 \($0) 列" } ?? "")没有可解释的内容" }
      return "nothing on line \(line)\(column.map { " at column \($0)" } ?? "") of \(path) has a value"
    }
    let what = problem != nil ? (isChinese ? "问题" : "problem") : isChinese ? "核验" : "check"
    let names = explained.names.joined(separator: isChinese ? "、" : ", ")
    if isChinese { return "\(path) 没有带条件的\(what)“\(name)”" + (names.isEmpty ? "" : "；有：\(names)") }
    return "\(path) has no \(what) with a condition called ‘\(name)’" + (names.isEmpty ? "" : "; it has \(names)")
  }
}
