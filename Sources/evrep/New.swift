import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep new`: a folder with a report that compiles at once.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: say("Write a first report that compiles at once.", "写一份可直接编译的报告。"),
    discussion: say(
      """
      EXAMPLES
        evrep new budget              a folder with a report and its data
        evrep new budget --lang en    the report in English
        evrep new towns --from towns.xlsx --sheet 2022
                                      a report on a file of your own

      An existing folder has to be empty. The report is compiled once it is written,
      and what remains to be done is said.

      Exit status: 0 written, 1 written, but the report has errors, 2 wrong use,
      3 a file could not be read, or not all of it, or not be written.
      """,
      """
      示例
        evrep new budget              一个文件夹，内有报告和数据
        evrep new budget --lang en    报告用英文写
        evrep new towns --from towns.xlsx --sheet 2022
                                      根据自己的数据文件写报告

      文件夹若已存在，须是空的。写好之后随即编译一遍，并说明还有什么要处理。

      退出状态：0 已写，1 已写但报告有错误，2 用法不对，3 文件无法读写，或有一部分
      无法读取。
      """))

  @Argument(help: ArgumentHelp(say("The folder to write.", "要写的文件夹。")), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(say("A data file to report on; it is copied into the folder.", "报告所据的数据文件，会复制到文件夹中。")),
    completion: .file())
  var from: String?

  @OptionGroup(title: say("Where the table stands", "表在何处")) var place: TablePlace

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  func validate() throws { try messages.validate(outputIsStandard: true) }

  func run() throws {
    let world = DiskWorld()
    do {
      guard !world.isFolder(folder) || world.isEmpty(folder) else {
        throw ValidationError(en: "‘\(folder)’ is there already, and is not empty", zh: "“\(folder)”已经存在，而且不是空的")
      }
      let files = try files(world)
      try world.makeFolder(folder)
      try world.makeFolder(Path.join(folder, "data"))
      for (path, bytes) in files { try world.write(bytes, to: Path.join(folder, path)) }
      let paths = files.map { Path.join(folder, $0.path) }
      try world.writeStandardOutput(Array((paths.joined(separator: "\n") + "\n").utf8))
      try compileOnce(Path.join(folder, "report.evrep"), world)
    } catch let error as WorldError {
      world.writeStandardError("evrep: \(folder): \(SharedOptions.describe(error, writing: folder))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// Compiles what was written, and says what is wrong with it.
  private func compileOnce(_ path: String, _ world: DiskWorld) throws {
    var options = CompileOptions()
    options.onStep = StepReport(isVerbose: false, language: messages.language).handler
    let compilation = compile(path, source: nil, options: options, world: world)
    guard !compilation.diagnostics.isEmpty else { return }
    try messages.print([compilation.findings], world)
    if let status = SharedOptions.status([compilation]) { throw status }
  }

  /// The files by their paths in the new folder.
  private func files(_ world: DiskWorld) throws -> [(path: String, bytes: [UInt8])] {
    let language = messages.language
    guard let from else {
      return ReportTemplate(language, year: Self.thisYear).files.map { ($0.path, Array($0.text.utf8)) }
    }
    let copy = "data/" + Path.name(of: from)
    guard
      case (let declaration?, true) = try place.infer(
        from, spelled: copy, isTolerant: true, messages: messages, world: world)
    else {
      let reason = say(
        "no report is written, as not all of ‘\(from)’ can be read", "“\(from)”无法全部读取，因此没有写报告")
      world.writeStandardError("evrep: \(reason)\n")
      throw ExitStatus.fileTrouble
    }
    let bytes: [UInt8] = try world.read(from, within: nil, limit: 1 << 28)
    return [(copy, bytes), ("report.evrep", Array(declaration.report(language).utf8))]
  }

  /// The year of the calendar on the wall.
  private static var thisYear: Int {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return Int(parts.tm_year) + 1900
  }
}
