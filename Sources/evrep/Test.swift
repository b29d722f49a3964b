import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep test`: the scenarios of reports.
struct Test: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: say("Run the scenarios of reports.", "运行报告的情景。"),
    usage: say("evrep test <files> ... [<options>]", "evrep test <文件> ... [<选项>]"),
    discussion: say(
      """
      EXAMPLES
        evrep test report.evrep                  every scenario, a line each
        evrep test report.evrep --filter poor    those with poor in their names
        evrep test *.evrep --junit results.xml   results for a pipeline, too

      Exit status: 0 all scenarios passed, 1 a scenario failed or a report has
      errors, 2 wrong use, 3 a file could not be read or written.
      """,
      """
      示例
        evrep test report.evrep                  每个情景一行
        evrep test report.evrep --filter 贫困    只运行名称含“贫困”的情景
        evrep test *.evrep --junit results.xml   另写一份供流水线使用的结果

      退出状态：0 全部通过，1 有情景未通过或报告有错误，2 用法不对，
      3 文件无法读写。
      """))

  @OptionGroup var reports: ReportFiles

  @OptionGroup var shared: SharedOptions

  @Option(
    help: ArgumentHelp(say("Write the results as JUnit XML too.", "另把结果写成 JUnit XML。"), valueName: "path"),
    completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp(
      say("Run the scenarios alone that have this in their names.", "只运行名称含此文字的情景。"), valueName: "name"))
  var filter: String?

  func validate() throws {
    if let junit, reports.files.contains(where: { Path.normalised($0) == Path.normalised(junit) }) {
      throw ValidationError(en: "the output ‘\(junit)’ would replace a report", zh: "输出“\(junit)”会覆盖一份报告")
    }
  }

  func run() throws {
    let world = DiskWorld()
    let runs = try reports.sources(world).map { source in
      test(source.path, source: source.bytes, filter: filter, options: shared.compileOptions, world: world)
    }
    let format = shared.messages.messageFormat
    // For people each scenario shows its own failures; what programs read has them among the findings.
    try shared.print(format == .terminal ? runs.map(\.compilation.findings) : runs.map(\.findings), world)
    let hasErrors = runs.contains { $0.compilation.hasErrors }
    if let filter, !hasErrors, runs.allSatisfy(\.results.isEmpty), runs.contains(where: { $0.scenarioCount > 0 }) {
      throw ValidationError(en: "no scenario has ‘\(filter)’ in its name", zh: "没有名称含“\(filter)”的情景")
    }
    if !format.isDocument {
      let text = runs.report(
        language: shared.messages.language, isColored: Terminal.isColored(STDOUT_FILENO),
        showsFailures: format == .terminal)
      try write(Array(text.utf8), to: nil, world)
    }
    if let junit { try write(Evrep.junit(runs, language: shared.messages.language), to: junit, world) }
    if let status = SharedOptions.status(runs.map(\.compilation)) { throw status }
    if runs.contains(where: { $0.failureCount > 0 }) { throw ExitStatus.reportHasErrors }
  }

  private func write(_ bytes: [UInt8], to path: String?, _ world: DiskWorld) throws {
    do {
      if let path { try world.write(bytes, to: path) } else { try world.writeStandardOutput(bytes) }
    } catch {
      world.writeStandardError("evrep: \(path ?? "standard output"): \(SharedOptions.describe(error, writing: path))\n")
      throw ExitStatus.fileTrouble
    }
  }
}
