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
  /// - Parameter spelled: the path that the declaration is to spell.
  /// - Returns: a declaration for what can be read of the file, and nil where nothing can; what cannot be, the compilation's
  ///   findings say.
  package static func infer(
    _ path: String, spelled: String, binding: Binding, options: CompileOptions, world: any World
  ) -> (declaration: InferredDeclaration?, compilation: Compilation) {
    var binding = binding
    if binding.delimiter == nil, let sign = delimiter(of: path, binding, options, world) {
      binding.delimiter = Binding.Clause(sign, at: Place(FileID(0), 0..<0))
    }
    // An empty report knows the standard units.
    var compiler = Compiler(path: Path.join(Path.folder(of: path), "-"), options: options, world: world)
    guard let program = compiler.program([]) else { return (nil, compiler.finish()) }
    if let row = inferHeaderRow(
      path: path, binding: binding, root: nil, world: world, sources: compiler.sources, limits: compiler.dataLimits,
      units: program.registry)
    {
      binding.headerRows = Binding.Clause(row...row, at: Place(FileID(0), 0..<0))
    }
    let (schema, findings) = inferSchema(
      path: path, binding: binding, root: nil, world: world, sources: &compiler.sources, limits: compiler.dataLimits,
      units: program.registry)
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
    fieldNames = schema.fields.enumerated().map { unique(Self.base(of: $1), "field_\($0 + 1)") }
    let name = Self.name(Path.stem(of: path), "t")
    // Words that begin an expression, or are one, cannot name what stands in it.
    let isTaken = [Keyword.if, .not, .missing].contains { $0 == Keyword.spelled(Array(name.utf8)[...]) }
    self.name = isTaken ? name + "_t" : name
  }

  /// A quantity's header without its unit, which the declaration says.
  static func base(of field: InferredField) -> String {
    guard case .quantity(let kind, _) = field.type.settled, kind != .number else { return field.header }
    let header = field.header
    guard let open = header.lastIndex(where: { "（([［【".contains($0) }), open > header.startIndex else { return header }
    return String(header[..<open]).trimmedEnd
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
      head += " " + word("header row \(rows.lowerBound)", "表头 第\(rows.lowerBound)行")
    }
    if let sign = binding.delimiter?.value {
      let text = sign == UInt8(ascii: "\t") ? word("tab", "制表符") : Self.quoted(String(Unicode.Scalar(sign)))
      head += " \(word("delimiter", "分隔符")) \(text)"
    }
    let conditions = schema.totals.compactMap { totals -> String? in
      guard let field = schema.fields.firstIndex(where: { $0.header == totals.header }) else { return nil }
      let texts = totals.texts.map(Self.quoted)
      if texts.count == 1 { return "\(fieldNames[field]) = \(texts[0])" }
      return "\(fieldNames[field]) \(word("in", "于")) (\(texts.joined(separator: ", ")))"
    }
    if !conditions.isEmpty {
      head += " \(word("skip where", "跳过 其中")) \(conditions.joined(separator: word(" or ", " 或 ")))"
    }
    let rows = fieldRows(word)
    let widths = (0..<2).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let lines = rows.map { row -> String in
      var line = "  "
      for column in 0..<2 {
        line += row[column] + String(repeating: " ", count: widths[column] - DisplayWidth.of(row[column]) + 2)
      }
      return (line + row[2]).trimmedEnd
    }
    // The header of every column stands as a field, or here.
    let left = schema.repeated.filter { header in !schema.fields.contains { $0.header == header } }.map { header in
      "  // \(word("several columns are called ‘\(header)’: give each its own header", "有几列都叫“\(header)”：请各用不同的表头"))\n"
    }
    return head + " {\n" + lines.map { $0 + "\n" }.joined() + left.joined() + "}\n"
  }

  /// Name, type and what follows of each field.
  private func fieldRows(_ word: (String, String) -> String) -> [[String]] {
    // A key of a tree is spelled whole; a header is found without its unit.
    let isTree = [DataFormat.json, .yaml, .toml].contains { $0 == DataFormat(path: path) }
    return zip(schema.fields, fieldNames).map { field, name in
      var rest: [String] = []
      if field.isKey { rest.append(word("key", "主键")) }
      if field.header != name, isTree || Self.base(of: field) != name {
        rest.append("\(word("from", "来自")) \(Self.quoted(field.header))")
      }
      return [name, type(field.type, word), rest.joined(separator: " ")]
    }
  }

  /// The index of the field of this name; nil where there is none, or its column is one of `headers`.
  func field(named name: String, besides headers: [String]) -> Int? {
    guard let index = fieldNames.firstIndex(where: { $0.isSpelled(like: name) }) else { return nil }
    let field = schema.fields[index]
    return headers.contains { $0 == field.header || $0 == Self.base(of: field) } ? nil : index
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
    case .quantity(.number, _): return word("number", "数值") + mark
    case .quantity(_, let unit): return (unit?.name ?? word("number", "数值")) + mark
    default: return word("text", "文本") + mark
    }
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
