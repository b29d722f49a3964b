import ArgumentParser
import Evrep
import EvrepSource

/// `evrep check`: everything that can be known without data.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check names, types and units of reports, without reading data.",
    discussion: """
      EXAMPLES
        evrep check report.evrep           what is wrong with the report, all at once
        evrep check --strict *.evrep       warnings too fail the run
        evrep check - < report.evrep       a report from standard input

      Exit status: 0 clean, 1 a report has errors, 2 wrong use, 3 a file could not be read.
      """)

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let world = DiskWorld()
    var compilations: [Compilation] = []
    for (path, bytes) in try shared.sources(world) {
      let compilation = check(path, source: bytes, options: shared.compileOptions, world: world)
      shared.report(compilation, world)
      compilations.append(compilation)
    }
    if let status = SharedOptions.status(compilations) { throw status }
  }
}
