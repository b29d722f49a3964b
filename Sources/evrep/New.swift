import ArgumentParser
import Evrep
import EvrepSource
import Glibc

/// `evrep new`: a folder with a report that compiles at once.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a first report that compiles at once.",
    discussion: """
      EXAMPLES
        evrep new budget            a folder with a report and its data, in the language of the locale
        evrep new budget --lang en  the same in English
        evrep new towns --from towns.xlsx --sheet 2022   a report on a file of your own

      An existing folder has to be empty. Exit status: 0 written, 2 wrong use, 3 a file could not be read or written.
      """)

  @Argument(help: "The folder to write.", completion: .directory)
  var folder: String

  @Option(help: "A data file to report on; it is copied into the folder.", completion: .file())
  var from: String?

  @OptionGroup var place: TablePlace

  @OptionGroup var messages: MessageFlags

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
    } catch let error as WorldError {
      world.writeStandardError("evrep: \(folder): \(SharedOptions.describe(error))\n")
      throw ExitStatus.fileTrouble
    }
  }

  /// The files by their paths in the new folder.
  private func files(_ world: DiskWorld) throws -> [(path: String, bytes: [UInt8])] {
    let language = messages.language
    guard let from else {
      return ReportTemplate(language, year: Self.thisYear).files.map { ($0.path, Array($0.text.utf8)) }
    }
    let copy = "data/" + Path.name(of: from)
    let declaration = try place.infer(from, spelled: copy, messages: messages, world: world)
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
