import ArgumentParser
import Evrep
import EvrepModel
import EvrepReview
import EvrepSource

/// `evrep trace`: where every figure of a report comes from.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: say("Show where every figure of a report comes from: its ledger.", "列出报告中每个数的来源：台账。"),
    usage: say("evrep trace <file> [<options>]", "evrep trace <文件> [<选项>]"),
    discussion: say(
      """
      EXAMPLES
        evrep trace report.evrep                by sentence: figure, formula, cells
        evrep trace report.evrep -o report.ledger.json
        evrep trace report.evrep -o evidence.csv
        evrep trace report.evrep --verify report.ledger.json
                                                what no longer holds of that ledger
        evrep trace report.evrep --unused       what no figure uses

      Exit status: 0 clean, 1 the report has errors or the ledger no longer holds,
      2 wrong use, 3 a file could not be read or written.
      """,
      """
      示例
        evrep trace report.evrep                逐句列出：数、算式、单元格
        evrep trace report.evrep -o report.ledger.json
        evrep trace report.evrep -o evidence.csv
        evrep trace report.evrep --verify report.ledger.json
                                                列出该台账中不再成立之处
        evrep trace report.evrep --unused       列出没有用到的数据和名称

      退出状态：0 正常，1 报告有错误或台账不再成立，2 用法不对，
      3 文件无法读写。
      """))

  @Argument(
    help: ArgumentHelp(say("The report; - reads standard input.", "报告；- 表示从标准输入读。"), valueName: "file"),
    completion: .file(extensions: ["evrep"]))
  var files: [String] = []

  @OptionGroup var shared: SharedOptions

  @Option(
    help: ArgumentHelp(
      say(
        "What to print; what the file's extension says if left out, else a table.", "要什么；默认依扩展名。")))
  var to: Form?

  private var form: Form { to ?? Form(extensionOf: output) ?? .table }

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(say("The file to write; standard output if left out, or for -.", "写到哪个文件；默认（或写 -）为标准输出。")),
    completion: .file())
  var output: String?

  /// The file to write; nil for standard output.
  private var target: String? { output == "-" ? nil : output }

  @Option(
    help: ArgumentHelp(
      say("Compare the report with a ledger in JSON that was kept.", "与存下的 JSON 台账比较。"), valueName: "ledger"),
    completion: .file(extensions: ["json"]))
  var verify: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "List data columns, names and parameters that nothing uses, and numbers in prose that no data backs.",
        "列出没有用到的列、名称和参数，以及没有依据的数。")))
  var unused = false

  @Option(
    name: .customLong("set"), help: ArgumentHelp(say("Give a parameter its value.", "给参数一个值。"), valueName: "name=value")
  )
  var settings: [String] = []

  /// How a ledger is printed.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
  }

  func validate() throws {
    if files.isEmpty { throw ReportFiles.noReport }
    _ = try SharedOptions.parameters(settings)
    if files.count != 1 { throw ValidationError(en: "trace takes one report", zh: "trace 只接受一份报告") }
    try shared.messages.validate(outputIsStandard: target == nil)
    if unused, verify != nil || output != nil || form != .table {
      throw ValidationError(
        en: "--unused goes with none of --verify, --output and --to", zh: "--unused 不能与 --verify、--output、--to 同用")
    }
    if verify != nil, output != nil || form != .table {
      throw ValidationError(
        en: "--verify prints what no longer holds, and no ledger: --output and --to do not go with it",
        zh: "--verify 只列出不再成立之处，不输出台账：不能与 --output、--to 同用")
    }
    if let target, Path.normalised(target) == Path.normalised(files[0]) {
      throw ValidationError(en: "the output ‘\(target)’ would replace its source", zh: "输出“\(target)”会覆盖源文件")
    }
  }

  func run() throws {
    let world = DiskWorld()
    var options = shared.compileOptions
    options.parameters = try SharedOptions.parameters(settings)
    let source = try ReportFiles.source(files[0], world)
    if unused { return try listUnused(source, options, world) }
    let (compilation, ledger) = trace(source.path, source: source.bytes, options: options, world: world)
    try shared.print([compilation.findings], world)
    if let status = SharedOptions.status([compilation]) { throw status }
    guard let ledger else { throw ExitStatus.reportHasErrors }
    let (width, isColored) = SharedOptions.terminal
    if let verify { return try compare(ledger, with: verify, isColored, world) }
    switch form {
    case .json: try shared.write(ledger.json(), to: target, world)
    case .csv: try shared.write(ledger.csv(), to: target, world)
    case .table:
      let table = LedgerTable(
        language: shared.messageLanguage, width: width, isColored: isColored && target == nil)
      try shared.write(Array(table.text(ledger).utf8), to: target, world)
    }
  }

  private func listUnused(_ source: ReportSource, _ options: CompileOptions, _ world: DiskWorld)
    throws
  {
    let report = Evrep.unused(source.path, source: source.bytes, options: options, world: world)
    try shared.print([report.compilation.findings], world)
    if let status = SharedOptions.status([report.compilation]) { throw status }
    let text = report.text(shared.messageLanguage, isColored: SharedOptions.terminal.isColored)
    try shared.write(Array(text.utf8), to: nil, world)
  }

  /// Says what no longer holds of the ledger at `path`.
  private func compare(_ ledger: Ledger, with path: String, _ isColored: Bool, _ world: DiskWorld) throws {
    let bytes: [UInt8]
    do { bytes = try world.read(path, within: nil, limit: 1 << 28) } catch {
      world.writeStandardError("evrep: \(path): \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
    guard let comparison = Evrep.verify(bytes, against: ledger) else {
      throw ValidationError(
        en: "‘\(path)’ is no ledger that evrep trace --to json wrote", zh: "“\(path)”不是 evrep trace --to json 写出的台账")
    }
    try shared.write(Array(comparison.text(shared.messageLanguage, isColored: isColored).utf8), to: nil, world)
    if !comparison.findings.isEmpty { throw ExitStatus.reportHasErrors }
  }
}
