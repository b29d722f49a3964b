import ArgumentParser
import Evrep
import EvrepModel
import EvrepSource
import Glibc

/// `evrep schema`: a `data` declaration for a file, to paste into a report.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a data declaration that fits a file.",
    discussion: """
      EXAMPLES
        evrep schema data/schools.csv             the declaration, in the language of the locale
        evrep schema book.xlsx --sheet 学校       of a sheet
        evrep schema book.db --table schools      of a table
        evrep schema page.json --at data.items    of objects inside a file

      Types are those that every cell fits; a column of few texts becomes an enumeration, the first column without \
      repetitions the key. Units come from headers such as 支出（万元）; add those of other numbers by hand. Exit \
      status: 0 printed, 2 wrong use, 3 the file could not be read.
      """)

  @Argument(help: "The data file.", completion: .file())
  var file: String

  @OptionGroup var place: TablePlace

  @OptionGroup var messages: MessageFlags

  func validate() throws { try messages.validate(outputIsStandard: true) }

  func run() throws {
    let world = DiskWorld()
    let declaration = try place.infer(file, spelled: file, messages: messages, world: world)
    try world.writeStandardOutput(Array(declaration.text(messages.language).utf8))
  }
}

/// Where a table stands in a file.
struct TablePlace: ParsableArguments {
  @Option(help: "The sheet of a workbook.")
  var sheet: String?

  @Option(help: "The table of a database.")
  var table: String?

  @Option(help: ArgumentHelp("The way to the objects in JSON, YAML or TOML.", valueName: "a.b"))
  var at: String?

  @Option(name: .customLong("header-row"), help: "The row that holds the headers.")
  var headerRow: Int?

  func validate() throws {
    if let headerRow, headerRow < 1 {
      throw ValidationError(en: "--header-row counts from 1", zh: "--header-row 从 1 数起")
    }
  }

  /// The declaration of a file; what is wrong with the file is printed.
  func infer(_ file: String, spelled: String, messages: MessageFlags, world: DiskWorld) throws -> InferredDeclaration {
    var binding = Binding()
    let nowhere = Place(FileID(0), 0..<0)
    binding.sheet = sheet.map { Binding.Clause($0, at: nowhere) }
    binding.table = table.map { Binding.Clause($0, at: nowhere) }
    binding.path = at.map { Binding.Clause($0, at: nowhere) }
    binding.headerRows = headerRow.map { Binding.Clause($0...$0, at: nowhere) }
    let (declaration, compilation) = InferredDeclaration.infer(
      file, spelled: spelled, binding: binding, options: CompileOptions(), world: world)
    guard let declaration else {
      try messages.print([compilation.findings], world)
      throw ExitStatus.fileTrouble
    }
    return declaration
  }
}
