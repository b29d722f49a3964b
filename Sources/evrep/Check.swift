import ArgumentParser
import Evrep
import EvrepFormat
import EvrepSource

/// `evrep check`: everything that can be known without data.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say("Check names, types and units of reports, without reading data.", "检查报告的名称、类型和单位，不读数据。"),
    usage: say("evrep check <files> ... [<options>]", "evrep check <文件> ... [<选项>]"),
    discussion: say(
      """
      EXAMPLES
        evrep check report.evrep         what is wrong with the report, all at once
        evrep check --strict *.evrep     warnings too fail the run
        evrep check report.evrep --fix   mends what has one remedy, shows the changes
        evrep check - < report.evrep     a report from standard input

      With --fix, what has one remedy alone is mended, also what only the data
      shows: all files are rewritten, or none, and the changes are printed as a
      diff. Of each fix that is left to you it says why.

      Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not
      be read or written.
      """,
      """
      示例
        evrep check report.evrep         一次列出报告中的全部错误
        evrep check --strict *.evrep     有警告也算失败
        evrep check report.evrep --fix   修正只有一种改法的错误，并显示改动
        evrep check - < report.evrep     从标准输入读报告

      用 --fix 时，只有一种改法的错误会被修正：要么改写全部文件，要么一个不改；
      改动以差异的形式列出。只有数据才能显出的错误也在其中；留待作者的改法附有理由。

      退出状态：0 正常，1 报告有错误，2 用法不对，3 文件无法读写。
      """))

  @OptionGroup var reports: ReportFiles

  @OptionGroup var shared: SharedOptions

  @Flag(help: ArgumentHelp(say("Mend what has one remedy alone, and show the changes.", "修正只有一种改法的错误，并显示改动。")))
  var fix = false

  @Flag(help: ArgumentHelp(say("With --fix, show the changes and write nothing.", "与 --fix 同用：只显示改动，不写文件。")))
  var dryRun = false

  func validate() throws {
    if dryRun, !fix { throw ValidationError(en: "--dry-run goes with --fix", zh: "--dry-run 须与 --fix 同用") }
    if fix, reports.files.contains("-") {
      throw ValidationError(en: "standard input cannot be mended: name a file", zh: "标准输入无法修正：请指定文件")
    }
    try shared.messages.validate(outputIsStandard: fix)
  }

  func run() throws {
    let world = DiskWorld()
    if fix { return try mend(world) }
    var compilations: [Compilation] = []
    for (path, bytes) in try reports.sources(world) {
      let compilation = check(path, source: bytes, options: shared.compileOptions, world: world)
      compilations.append(compilation)
    }
    try shared.print(compilations.map(\.findings), world)
    if let status = SharedOptions.status(compilations) { throw status }
  }

  private func mend(_ world: DiskWorld) throws {
    var fixes = Fixes()
    var compilations: [Compilation] = []
    for path in reports.files {
      compilations.append(fixes.apply(to: path, options: shared.compileOptions, world: world))
    }
    do throws(WorldError) {
      if !dryRun { try fixes.write(to: world) }
      for change in fixes.changes {
        let diff = LineDifference(change.before, change.after).unified(change.path, change.path)
        try world.writeStandardOutput(Array(SharedOptions.painted(String(decoding: diff, as: UTF8.self)).utf8))
      }
    } catch {
      world.writeStandardError("evrep: nothing was changed: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
    try shared.print(compilations.map(\.findings), world)
    for left in fixes.left.prefix(Self.leftLimit) {
      world.writeStandardError(left.text(shared.messageLanguage) + "\n")
    }
    if let status = SharedOptions.status(compilations) { throw status }
  }

  /// How many of the fixes that are left are listed.
  private static let leftLimit = 100
}
