import ArgumentParser
import Evrep
import EvrepSource

/// `evrep check`: everything that can be known without data.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check names, types and units of reports, without reading data.",
    discussion: """
      With --fix, what has one remedy alone is mended: all files are rewritten, or none, and the changes are printed as \
      a diff.

      EXAMPLES
        evrep check report.evrep           what is wrong with the report, all at once
        evrep check --strict *.evrep       warnings too fail the run
        evrep check report.evrep --fix     mends what has one remedy alone, and shows the changes
        evrep check - < report.evrep       a report from standard input

      Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not be read.
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Mend what has one remedy alone, and show the changes.")
  var fix = false

  @Flag(help: "With --fix, show the changes and write nothing.")
  var dryRun = false

  func validate() throws {
    if dryRun, !fix { throw ValidationError(en: "--dry-run goes with --fix", zh: "--dry-run 须与 --fix 同用") }
    if fix, shared.files.contains("-") {
      throw ValidationError(en: "standard input cannot be mended: name a file", zh: "标准输入无法修正：请指定文件")
    }
    try shared.messages.validate(outputIsStandard: fix)
  }

  func run() throws {
    let world = DiskWorld()
    if fix { return try mend(world) }
    var compilations: [Compilation] = []
    for (path, bytes) in try shared.sources(world) {
      let compilation = check(path, source: bytes, options: shared.compileOptions, world: world)
      compilations.append(compilation)
    }
    try shared.print(compilations.map(\.findings), world)
    if let status = SharedOptions.status(compilations) { throw status }
  }

  private func mend(_ world: DiskWorld) throws {
    var fixes = Fixes()
    var compilations: [Compilation] = []
    for path in shared.files {
      compilations.append(fixes.apply(to: path, options: shared.compileOptions, world: world))
    }
    do throws(WorldError) {
      if !dryRun { try fixes.write(to: world) }
      for change in fixes.changes {
        let diff = LineDiff.unified(change.before, change.after, path: change.path)
        try world.writeStandardOutput(Array(SharedOptions.painted(diff).utf8))
      }
    } catch {
      world.writeStandardError("evrep: nothing was changed: \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
    try shared.print(compilations.map(\.findings), world)
    if let status = SharedOptions.status(compilations) { throw status }
  }
}
