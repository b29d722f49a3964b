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
      headers such as 支出（万元）, or a row above them; add those of other numbers
      by hand. Marks such as — are no values; rows of totals and notes are skipped.

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
      单位取自“支出（万元）”这样的表头，或表头上方的“单位：万元”；其余数的单位
      请自行补上。“—”这类记号当作没有数值；合计行和附注行跳过。

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

  @Option(
    help: ArgumentHelp(
      say("The encoding of CSV or TSV, such as windows-1252.", "CSV、TSV 的编码，如 windows-1252。"), valueName: "name"))
  var encoding: String?

  private static let encodings = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")

  @Option(name: .customLong("header-row"), help: ArgumentHelp(say("The row that holds the headers.", "表头所在的行。")))
  var headerRow: Int?

  func validate() throws {
    if let headerRow, headerRow < 1 {
      throw ValidationError(en: "--header-row counts from 1", zh: "--header-row 从 1 数起")
    }
    if let encoding, TextEncoding(name: encoding) == nil {
      throw ValidationError(
        en: "--encoding is \(Self.encodings), not ‘\(encoding)’", zh: "--encoding 应为 \(Self.encodings)，而不是“\(encoding)”"
      )
    }
  }

  /// Refuses what says nothing of the file's format, as the clause that it stands for would be refused.
  private func validate(for file: String) throws {
    guard let format = DataFormat(path: file) else { return }
    let given: [(option: String, isGiven: Bool, clause: BindingClause, files: String)] = [
      ("--sheet", sheet != nil, .sheet, "XLSX"), ("--table", table != nil, .table, "SQLite"),
      ("--at", at != nil, .path, "JSON, YAML, TOML"), ("--encoding", encoding != nil, .encoding, "CSV, TSV"),
      ("--header-row", headerRow != nil, .header, "CSV, TSV, XLSX"),
    ]
    for (option, isGiven, clause, files) in given where isGiven && !format.clauses.contains(clause) {
      throw ValidationError(
        en: "\(option) is for files of \(files), and ‘\(file)’ is none",
        zh: "\(option) 只用于 \(files) 文件，而“\(file)”不是")
    }
  }

  /// The declaration of what can be read of a file, and whether that is all of it; what is wrong with the file is printed.
  ///
  /// - Parameter isTolerant: columns with a few cells of another type are texts, which is warned of.
  func infer(
    _ file: String, spelled: String, isTolerant: Bool = false, messages: MessageFlags, world: DiskWorld
  ) throws -> (declaration: InferredDeclaration?, isWhole: Bool) {
    try validate(for: file)
    var binding = Binding()
    let nowhere = Place(FileID(0), 0..<0)
    binding.sheet = sheet.map { Binding.Clause($0, at: nowhere) }
    binding.table = table.map { Binding.Clause($0, at: nowhere) }
    binding.path = at.map { Binding.Clause($0, at: nowhere) }
    binding.headerRows = headerRow.map { Binding.Clause($0...$0, at: nowhere) }
    binding.encoding = encoding.flatMap(TextEncoding.init(name:)).map { Binding.Clause($0, at: nowhere) }
    var options = CompileOptions()
    options.onStep = StepReport(isVerbose: false, language: messages.language).handler
    let (declaration, compilation) = InferredDeclaration.infer(
      file, spelled: spelled, binding: binding, isTolerant: isTolerant, options: options, world: world)
    let isWhole = declaration != nil && !compilation.diagnostics.hasErrors
    if !isWhole || !compilation.diagnostics.isEmpty { try messages.print([compilation.findings], world) }
    return (declaration, isWhole)
  }
}
