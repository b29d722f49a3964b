import ArgumentParser
import Evrep
import EvrepSource

/// `evrep check`: everything that can be known without data.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check names, types and units of reports, without reading data.")

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
