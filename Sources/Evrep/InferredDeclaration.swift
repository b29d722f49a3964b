import EvrepCheck
package import EvrepData
package import EvrepModel
package import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A `data` declaration for a file that has none, found from its cells.
package struct InferredDeclaration {
  package let schema: InferredSchema
  /// The table's name, and that of each field.
  package let name: String
  package let fieldNames: [String]
  /// The path that the declaration spells.
  package let path: String
  private let binding: Binding

  /// Reads the file at `path` for its columns and their types.
  ///
  /// - Parameters:
  ///   - spelled: the path that the declaration is to spell.
  ///   - isTolerant: the declaration is one that all cells fit, texts for the sake of a few if need be.
  /// - Returns: a declaration for what can be read of the file, and nil where nothing can; what cannot be, the compilation's
  ///   findings say.
  package static func infer(
    _ path: String, spelled: String, binding: Binding, isTolerant: Bool = false, options: CompileOptions,
    world: any World
  ) -> (declaration: InferredDeclaration?, compilation: Compilation) {
    var binding = binding
    let nowhere = Place(FileID(0), 0..<0)
    options.onStep?(.loading(path))
    if binding.delimiter == nil, let sign = delimiter(of: path, binding, options, world) {
      binding.delimiter = Binding.Clause(sign, at: nowhere)
    }
    // An empty report knows the standard units. Its steps are nobody's concern.
    var quiet = options
    quiet.onStep = nil
    var compiler = Compiler(path: Path.join(Path.folder(of: path), "-"), options: quiet, world: world)
    guard let program = compiler.program([]) else { return (nil, compiler.finish()) }
    switch inferPath(
      path: path, binding: binding, root: nil, world: world, sources: compiler.sources, limits: compiler.dataLimits,
      units: program.registry)
    {
    case .outermost: break
    case .path(let inner): binding.path = Binding.Clause(inner, at: nowhere)
    case .unclear(let finding):
      compiler.diagnostics.append(finding)
      return (nil, compiler.finish())
    }
    if let rows = inferHeaderRows(
      path: path, binding: binding, root: nil, world: world, sources: compiler.sources, limits: compiler.dataLimits,
      units: program.registry)
    {
      binding.headerRows = Binding.Clause(rows, at: nowhere)
    }
    let (schema, findings) = inferSchema(
      path: path, binding: binding, root: nil, world: world, sources: &compiler.sources, limits: compiler.dataLimits,
      units: program.registry, isTolerant: isTolerant)
    compiler.diagnostics += findings.map(\.withoutDeclaration)
    let declaration = schema.map { InferredDeclaration($0, path: spelled, binding: binding) }
    return (declaration, compiler.finish())
  }

  /// What parts the cells of a file that is called one of commas and has none in its header row; nil for commas.
  private static func delimiter(
    of path: String, _ binding: Binding, _ options: CompileOptions, _ world: any World
  ) -> UInt8? {
    guard DataFormat(path: path) == .csv, let bytes = try? world.read(path, within: nil, limit: 1 << 28) else {
      return nil
    }
    let row = binding.headerRows?.value.upperBound ?? 1
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: row, omittingEmptySubsequences: false)
    guard row <= lines.count, !lines[row - 1].contains(UInt8(ascii: ",")) else { return nil }
    return [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")].first(where: lines[row - 1].contains)
  }

  init(_ schema: InferredSchema, path: String, binding: Binding) {
    self.schema = schema
    self.path = path
    self.binding = binding
    var seen = NameTable<Int>()
    func unique(_ name: String, _ fallback: String) -> String {
      let plain = Self.name(name, fallback)
      let count = (seen[plain] ?? 0) + 1
      seen[plain] = count
      return count == 1 ? plain : "\(plain)_\(count)"
    }
    fieldNames = schema.fields.enumerated().map { unique($1.title, "field_\($0 + 1)") }
    let name = Self.name(Path.stem(of: path), "t")
    // Words that begin an expression, or are one, cannot name what stands in it.
    let isTaken = [Keyword.if, .not, .missing].contains { $0 == Keyword.spelled(Array(name.utf8)[...]) }
    self.name = isTaken ? name + "_t" : name
  }

  /// The text with `_` for what a name cannot have; digits in front go to the end: `2021年` is `年2021`.
  private static func name(_ text: String, _ fallback: String) -> String {
    let digits = String(text.unicodeScalars.prefix { ("0"..."9").contains($0) })
    var name = words(String(text.dropFirst(digits.count)))
    if !digits.isEmpty, !name.isEmpty {
      let isLetter = name.last.map { $0.isASCII && $0 != "_" } ?? false
      name += (isLetter ? "_" : "") + digits
    }
    return name.isName ? name : fallback
  }

  private static func words(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      if String(scalar).isName || !name.isEmpty && ("0"..."9").contains(scalar) {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, name.last != "_" {
        name += "_"
      }
    }
    if name.last == "_" { name.removeLast() }
    return name
  }

  // MARK: Text

  /// The declaration, its columns aligned.
  ///
  /// - Parameter language: the language of its words.
  package func text(_ language: MessageLanguage) -> String {
    let isChinese = language == .chinese
    func word(_ english: String, _ chinese: String) -> String { isChinese ? chinese : english }
    var head = "\(word("data", "数据")) \(name)"
    if schema.isRecord { head += ": \(word("record", "记录"))" }
    head += " \(word("from", "来自")) \(Self.quoted(path))"
    if let sheet = binding.sheet { head += " \(word("sheet", "工作表")) \(Self.quoted(sheet.value))" }
    if let table = binding.table { head += " \(word("table", "表")) \(Self.quoted(table.value))" }
    if let inner = binding.path { head += " \(word("path", "路径")) \(Self.quoted(inner.value))" }
    if let rows = binding.headerRows?.value {
      let (first, last) = (rows.lowerBound, rows.upperBound)
      head +=
        first == last
        ? " " + word("header row \(first)", "表头 第\(first)行")
        : " " + word("header rows \(first) to \(last)", "表头 第\(first)至\(last)行")
    }
    if let encoding = binding.encoding?.value { head += " \(word("encoding", "编码")) \(encoding.rawValue)" }
    if let sign = binding.delimiter?.value {
      let text = sign == UInt8(ascii: "\t") ? word("tab", "制表符") : Self.quoted(String(Unicode.Scalar(sign)))
      head += " \(word("delimiter", "分隔符")) \(text)"
    }
    let conditions = schema.skips.compactMap { condition($0, word) }
    if !conditions.isEmpty {
      head += " \(word("skip where", "跳过 其中")) \(conditions.joined(separator: word(" or ", " 或 ")))"
    }
    let rows = fieldRows(word)
    let widths = (0..<2).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let lines = zip(rows, schema.fields).map { row, field -> String in
      var line = "  "
      for column in 0..<2 {
        line += row[column] + String(repeating: " ", count: widths[column] - DisplayWidth.of(row[column]) + 2)
      }
      line = (line + row[2]).trimmedEnd
      return line + (remark(on: field, language).map { "  // " + Self.onOneLine($0) } ?? "")
    }
    // The header of every column stands as a field, or here.
    let left = schema.leftOut.map { "  // \(Self.onOneLine(reason($0, word, language)))\n" }
    return head + " {\n" + lines.map { $0 + "\n" }.joined() + left.joined() + "}\n"
  }

  /// The condition for rows that are no data; nil where no field tells.
  private func condition(_ skip: InferredSkip, _ word: (String, String) -> String) -> String? {
    guard let field = schema.fields.firstIndex(where: { $0.header == skip.header }) else { return nil }
    let name = fieldNames[field]
    switch skip.test {
    case .isOne(let texts):
      let texts = texts.map(Self.quoted)
      if texts.count == 1 { return "\(name) = \(texts[0])" }
      return "\(name) \(word("in", "于")) (\(texts.joined(separator: ", ")))"
    case .contains(let mark): return "\(word("contains", "含有"))(\(name), \(Self.quoted(mark)))"
    case .isBlank: return "\(name) \(word("is missing", "是 缺失"))"
    }
  }

  /// What a writer has to know of a field beside its type.
  private func remark(on field: InferredField, _ language: MessageLanguage) -> String? {
    let isChinese = language == .chinese
    if let wanted = field.wanted, let cell = field.faults.first {
      let type = type(wanted.settled) { isChinese ? $1 : $0 }
      let place = cell.description(language)
      return isChinese
        ? "\(place)不是所声明类型的值：改正后请声明为 \(type)" : "mend \(place), and declare it as \(type)"
    }
    if !field.missing.isEmpty {
      return isChinese ? "这些记号当作没有数值；若表示 0，请在文件中写 0" : "no values; where they stand for zero, write 0 in the file"
    }
    switch field.remark {
    case .undeclarable(let unit)?:
      return isChinese
        ? "表头的单位“\(unit)”没有声明过：请声明该单位" : "the header's unit ‘\(unit)’ is not declared: declare it, and the column in it"
    case .title(let units)?:
      let list = units.joined(separator: isChinese ? "、" : ", ")
      return isChinese
        ? "表头上方写着单位“\(list)”：若也适用于此列，请以它声明"
        : "above the headers stands the unit ‘\(list)’: declare the column in it if it is so"
    case .exception(let cell)?:
      return isChinese ? "并非每个单元格都是数，例如“\(cell)”" : "not every cell is a number: ‘\(cell)’"
    case nil: return nil
    }
  }

  /// How many columns without a header are named.
  private static let shownColumns = 6

  /// Why a column is no field.
  private func reason(_ left: InferredOmission, _ word: (String, String) -> String, _ language: MessageLanguage)
    -> String
  {
    let header = left.header
    switch left.reason {
    case .unnamed(let numbers):
      let columns = numbers.prefix(Self.shownColumns).map(CellAddress.letters)
      let more = numbers.count > Self.shownColumns
      let (english, chinese) = (columns.joined(separator: ", "), columns.joined(separator: "、"))
      guard numbers.count > 1 else {
        return word("column \(english) has cells and no header: give it one", "\(chinese) 列有内容而没有表头：请写上表头")
      }
      return word(
        "columns \(english)\(more ? ", …" : "") have no header, and cells: give each one",
        "\(chinese)\(more ? "……" : "") 各列有内容而没有表头：请写上表头")
    case .repeated:
      return word("several columns are called ‘\(header)’: give each its own header", "有几列都叫“\(header)”：请各用不同的表头")
    case .unspellable:
      return word(
        "‘\(header)’ has a control character in it, which no declaration can spell", "“\(header)”含有控制字符，无法在声明中书写")
    case .nested:
      return word("‘\(header)’ holds arrays or objects, which no field can", "“\(header)”含有数组或对象，字段无法读取")
    case .mixed(let cell):
      return word(
        "no type takes all cells of ‘\(header)’: see \(cell.description(.english))",
        "没有一种类型适合“\(header)”的全部单元格：见\(cell.description(.chinese))")
    }
  }

  /// Name, type and what follows of each field.
  private func fieldRows(_ word: (String, String) -> String) -> [[String]] {
    // A key of a tree is spelled whole; a header is found without its unit.
    let isTree = [DataFormat.json, .yaml, .toml].contains { $0 == DataFormat(path: path) }
    return zip(schema.fields, fieldNames).map { field, name in
      var rest: [String] = []
      if field.isKey { rest.append(word("key", "主键")) }
      let isFound = field.header == name || !isTree && field.isFoundByTitle && field.title == name
      if !isFound { rest.append("\(word("from", "来自")) \(Self.quoted(field.header))") }
      if !field.missing.isEmpty {
        rest.append(([word("missing", "缺失")] + field.missing.map(Self.quoted)).joined(separator: " "))
      }
      return [name, type(field.type, word), rest.joined(separator: " ")]
    }
  }

  /// The index of the field of this name; nil where there is none, or its column is one of `headers`.
  func field(named name: String, besides headers: [String]) -> Int? {
    guard let index = fieldNames.firstIndex(where: { $0.isSpelled(like: name) }) else { return nil }
    let field = schema.fields[index]
    return headers.contains { $0 == field.header || $0 == field.title } ? nil : index
  }

  /// The line that declares a field.
  ///
  /// - Parameter language: the language of its words.
  func line(ofField index: Int, _ language: MessageLanguage) -> String {
    fieldRows { language == .chinese ? $1 : $0 }[index].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private func type(_ type: Type, _ word: (String, String) -> String) -> String {
    let mark = type.isOptional ? "?" : ""
    switch type.settled {
    case .bool: return word("bool", "是否") + mark
    case .date: return word("date", "日期") + mark
    case .year: return word("year", "年份") + mark
    case .enumeration(let cases): return word("one of ", "取值 ") + cases.cases.joined(separator: " | ") + mark
    case .quantity(_, let unit): return (unit?.name ?? word("number", "数值")) + mark
    default: return word("text", "文本") + mark
    }
  }

  /// A text as a comment can hold it.
  private static func onOneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || scalar.value == 0x7F
      line.unicodeScalars.append(isControl ? " " : scalar)
    }
    return line
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text {
      if "\"\\{}".contains(character) { result += "\\" }
      result.append(character)
    }
    return result + "\""
  }
}

extension Diagnostic {
  /// The finding without what it says of the declaration, which stands in no file yet.
  fileprivate var withoutDeclaration: Diagnostic {
    func isThere(_ place: Place) -> Bool { place.file != FileID(0) }
    var copy = Diagnostic(
      code, at: place.flatMap { isThere($0) ? $0 : nil }, message, labels: labels.filter { isThere($0.place) },
      notes: notes)
    copy.severity = severity
    return copy
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
