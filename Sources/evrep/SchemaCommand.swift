import ArgumentParser
import Evrep
import EvrepModel
import EvrepSource
import Glibc

/// `evrep schema`: a `data` declaration for a file, to paste into a report.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: say("Print a data declaration that fits a file.", "输出适合一个文件的数据声明。"),
    discussion: say(
      """
      EXAMPLES
        evrep schema data/schools.csv            a declaration to paste
        evrep schema book.xlsx --sheet 学校      of a sheet
        evrep schema book.db --table schools     of a table
        evrep schema page.json --at data.items   of objects inside a file

      Types are those that every cell fits; a column of few texts becomes an
      enumeration, the first column without repetitions the key. Units come from
      headers such as 支出（万元）; add those of other numbers by hand.

      Where some cells or rows cannot be read, the declaration is one for the
      others, and messages say which.

      Exit status: 0 printed, 2 wrong use, 3 the file could not be read, or not
      all of it.
      """,
      """
      示例
        evrep schema data/schools.csv            一条可直接粘贴的声明
        evrep schema book.xlsx --sheet 学校      一张工作表
        evrep schema book.db --table schools     数据库的一张表
        evrep schema page.json --at data.items   文件内部的对象

      类型须适合每个单元格；取值很少的文字列成为枚举，第一个没有重复的列为主键。
      单位取自“支出（万元）”这样的表头；其余数的单位请自行补上。

      有单元格或行无法读取时，仍按其余部分输出声明，并说明哪些无法读取。

      退出状态：0 已输出，2 用法不对，3 文件无法读取，或有一部分无法读取。
      """))

  @Argument(help: ArgumentHelp(say("The data file.", "数据文件。")), completion: .file())
  var file: String

  @OptionGroup(title: say("Where the table stands", "表在何处")) var place: TablePlace

  @OptionGroup(title: say("Messages", "消息")) var messages: MessageFlags

  func validate() throws { try messages.validate(outputIsStandard: true) }

  func run() throws {
    let world = DiskWorld()
    let (declaration, isWhole) = try place.infer(file, spelled: file, messages: messages, world: world)
    if let declaration { try world.writeStandardOutput(Array(declaration.text(messages.language).utf8)) }
    if !isWhole { throw ExitStatus.fileTrouble }
  }
}

/// Where a table stands in a file.
struct TablePlace: ParsableArguments {
  @Option(help: ArgumentHelp(say("The sheet of a workbook.", "工作簿的工作表。")))
  var sheet: String?

  @Option(help: ArgumentHelp(say("The table of a database.", "数据库的表。")))
  var table: String?

  @Option(
    help: ArgumentHelp(
      say("The way to the objects in JSON, YAML or TOML.", "JSON、YAML、TOML 中通向对象的路径。"), valueName: "a.b"))
  var at: String?

  @Option(name: .customLong("header-row"), help: ArgumentHelp(say("The row that holds the headers.", "表头所在的行。")))
  var headerRow: Int?

  func validate() throws {
    if let headerRow, headerRow < 1 {
      throw ValidationError(en: "--header-row counts from 1", zh: "--header-row 从 1 数起")
    }
  }

  /// The declaration of what can be read of a file, and whether that is all of it; what is wrong with the file is printed.
  func infer(
    _ file: String, spelled: String, messages: MessageFlags, world: DiskWorld
  ) throws -> (declaration: InferredDeclaration?, isWhole: Bool) {
    var binding = Binding()
    let nowhere = Place(FileID(0), 0..<0)
    binding.sheet = sheet.map { Binding.Clause($0, at: nowhere) }
    binding.table = table.map { Binding.Clause($0, at: nowhere) }
    binding.path = at.map { Binding.Clause($0, at: nowhere) }
    binding.headerRows = headerRow.map { Binding.Clause($0...$0, at: nowhere) }
    let (declaration, compilation) = InferredDeclaration.infer(
      file, spelled: spelled, binding: binding, options: CompileOptions(), world: world)
    let isWhole = declaration != nil && !compilation.diagnostics.hasErrors
    if !isWhole { try messages.print([compilation.findings], world) }
    return (declaration, isWhole)
  }
}
