import ArgumentParser
import Evrep
import EvrepReview
import EvrepSource

/// `evrep trace`: where every figure of a report comes from.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace", abstract: "Show where every figure of a report comes from.")

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let world = DiskWorld()
    for source in try shared.sources(world) {
      let (compilation, ledger) = trace(source.path, source: source.bytes, options: shared.compileOptions, world: world)
      try shared.messages.print([compilation.findings], world)
      if let ledger { try world.writeStandardOutput(ledger.json()) }
      if let status = SharedOptions.status([compilation]) { throw status }
    }
  }
}
