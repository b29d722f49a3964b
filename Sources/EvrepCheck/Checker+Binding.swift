import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  private typealias Clause = Binding.Clause

  /// The words of the clauses, and what each is in a binding.
  private static let clauses: [(Keyword, BindingClause)] = [
    (.sheet, .sheet), (.range, .range), (.header, .header), (.skip, .skip), (.encoding, .encoding),
    (.delimiter, .delimiter), (.table, .table), (.query, .query), (.path, .path),
  ]

  /// What the clauses of a `data` declaration say; those that do not suit the file's format are reported.
  ///
  /// - Parameter fields: the declaration's fields, which `skip where` names.
  mutating func binding(_ declaration: SyntaxNode, path: String?, fields: [Field]) -> Binding {
    var binding = Binding()
    let format = path.flatMap(DataFormat.init(path:))
    var seen: [(clause: BindingClause, place: Place)] = []
    for node in declaration.children where node.kind == .bindingClause {
      guard let word = node.first(.keyword),
        let (_, clause) = Self.clauses.first(where: { word.means($0.0) })
      else { continue }
      if let first = seen.first(where: { $0.clause == clause }) {
        reportDuplicate(word.text, node.place, first.place)
        binding.unknown.insert(clause)
        continue
      }
      seen.append((clause, node.place))
      if let format, !format.clauses.contains(clause) {
        // A misspelt word has been reported.
        if Keyword.spelled(word.bytes) == nil { continue }
        reportClauseUnsuitable(word, format, suitable: Self.clauses.filter { format.clauses.contains($0.1) }.map(\.0))
        continue
      }
      let findings = diagnostics.count
      set(clause, node, fields, &binding)
      if node.hasError || diagnostics.count > findings { binding.unknown.insert(clause) }
    }
    return binding
  }

  private mutating func set(_ clause: BindingClause, _ node: SyntaxNode, _ fields: [Field], _ binding: inout Binding) {
    switch clause {
    case .sheet: binding.sheet = text(node)
    case .range: binding.range = text(node).map { Clause(SheetRange($0.value), at: $0.place) }
    case .table: binding.table = text(node)
    case .query: binding.query = text(node)
    case .path: binding.path = text(node)
    case .header: binding.headerRows = headerRows(node)
    case .encoding: binding.encoding = encoding(node)
    case .delimiter: binding.delimiter = delimiter(node)
    case .skip:
      guard let clause = node.first(.whereClause), let condition = clause.expression else { return }
      binding.skip = rowCondition(condition, fields).map { Clause($0, at: clause.place) }
    }
  }

  /// The string of a clause; nil, reported, where it has holes or is empty.
  private mutating func text(_ node: SyntaxNode) -> Clause<String>? {
    guard let string = node.first(.interpolation) else { return nil }
    guard let text = string.plainString else {
      reportConstantRequired(string)
      return nil
    }
    guard !text.isEmpty else {
      reportBadClause(string.place, en: "there is nothing between the quotes", zh: "引号内没有内容")
      return nil
    }
    return Clause(text, at: string.place)
  }

  // MARK: Rows, encoding, delimiter

  private mutating func headerRows(_ node: SyntaxNode) -> Clause<ClosedRange<Int>>? {
    let numbers = node.children.filter { $0.kind == .number }
    let rows: [Int?]
    let place: Place
    if let name = node.name {
      rows = Self.rows(of: name.text)
      place = name.place
    } else if let first = numbers.first, let last = numbers.last {
      rows = numbers.map { Int($0.digits) }
      place = Place(node.file, first.range.lowerBound..<last.range.upperBound)
    } else {
      return nil
    }
    guard let first = rows.first?.flatMap(\.self), let last = rows.last?.flatMap(\.self), first >= 1, first <= last,
      last <= 1_000_000, last - first < 16
    else {
      reportBadClause(
        place, en: "the rows of headers are whole numbers from 1, at most 16 rows, the first one first",
        zh: "表头的行号从 1 起，为整数，先小后大，最多 16 行",
        notes: [Message(en: "such as ‘header row 3’, ‘header rows 2 to 3’", zh: "例如“表头 第3行”“表头 第2至3行”")])
      return nil
    }
    return Clause(first...last, at: place)
  }

  /// The numbers of 第3行, 第2至3行 or 第2行至第3行; none of anything else.
  private static func rows(of name: String) -> [Int?] {
    var text = ""
    for scalar in name.unicodeScalars { text.unicodeScalars.append(Unicode.Scalar(Self.narrowed(scalar)) ?? scalar) }
    guard text.hasPrefix("第"), text.hasSuffix("行") else { return [] }
    let parts = text.split(separator: "至", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return [] }
    return parts.map { part in
      let digits = part.drop { $0 == "第" }
      return Int(digits.hasSuffix("行") ? digits.dropLast() : digits)
    }
  }

  /// A full-width digit as the ASCII one.
  private static func narrowed(_ scalar: Unicode.Scalar) -> UInt32 {
    scalar.value >= 0xFF10 && scalar.value <= 0xFF19 ? scalar.value - 0xFEE0 : scalar.value
  }

  private mutating func encoding(_ node: SyntaxNode) -> Clause<TextEncoding>? {
    guard let name = node.name ?? node.first(.interpolation) else { return nil }
    guard let encoding = TextEncoding(name: name.plainString ?? name.text) else {
      let known = ["utf-8", "gb18030", "gbk", "windows-1252", "utf-16le", "utf-16be"]
      reportBadClause(
        name.place, en: "no encoding is called ‘\(name.plainString ?? name.text)’",
        zh: "没有名为“\(name.plainString ?? name.text)”的编码",
        notes: [
          Message(
            en: "the encodings are \(known.joined(separator: ", "))", zh: "可用的编码：\(known.joined(separator: "、"))")
        ])
      return nil
    }
    return Clause(encoding, at: name.place)
  }

  private mutating func delimiter(_ node: SyntaxNode) -> Clause<UInt8>? {
    if node.has(.tab) { return Clause(UInt8(ascii: "\t"), at: node.place) }
    guard let clause = text(node) else { return nil }
    let bytes = Array(clause.value.utf8)
    let isSign =
      bytes.count == 1 && bytes[0] > 0x20 && bytes[0] < 0x7F && bytes[0] != UInt8(ascii: "\"")
      && !Unicode.Scalar(bytes[0]).properties.isAlphabetic && !(0x30...0x39).contains(bytes[0])
    guard isSign || bytes == [UInt8(ascii: "\t")] else {
      reportBadClause(
        clause.place, en: "‘\(clause.value)’ cannot part cells: a delimiter is one ASCII sign",
        zh: "“\(clause.value)”不能作分隔符：分隔符是一个 ASCII 符号",
        notes: [Message(en: "such as \",\", \";\", \"|\" or tab", zh: "例如 \",\"、\";\"、\"|\" 或 制表符")])
      return nil
    }
    return Clause(bytes[0], at: clause.place)
  }

  /// The strings behind `missing` of a field.
  mutating func missingTexts(_ field: SyntaxNode) -> [String] {
    var texts: [String] = []
    var isMissing = false
    for node in field.children {
      if node.kind == .keyword { isMissing = node.means(.missing) }
      guard isMissing, node.kind == .interpolation else { continue }
      if let text = node.plainString { texts.append(text) } else { reportConstantRequired(node) }
    }
    return texts
  }

  // MARK: References

  /// What each `refers` of a module's declarations names, once all tables are known.
  mutating func resolveReferences(_ declarations: [SyntaxNode], _ module: Int) {
    for declaration in declarations where declaration.kind == .dataDeclaration {
      guard let name = declaration.name, let declared = symbols[module][spelled(name)], declared.place == name.place,
        case .table(let id) = declared.symbol
      else { continue }
      var fields = program.schemas[id.index].fields
      var isChanged = false
      for node in declaration.children where node.kind == .field {
        guard let target = node.first(.fieldReference), let place = node.name?.place,
          let index = fields.firstIndex(where: { $0.place == place })
        else { continue }
        fields[index].reference = reference(target, from: fields[index], module)
        if fields[index].reference == nil { fields[index].isLost = true }
        isChanged = true
      }
      if isChanged { program.schemas[id.index] = program.schemas[id.index].with(fields: fields) }
    }
  }

  /// The field that `table.field` or `module.table.field` names; nil, reported, where it cannot be referred to.
  private mutating func reference(_ node: SyntaxNode, from field: Field, _ module: Int) -> Reference? {
    var names = node.children.filter { $0.kind == .name }[...]
    var module = module
    if names.count == 3, let first = names.popFirst() {
      guard case .module(let used)? = symbols[module][first.text]?.symbol else {
        reportUnknownName(first, first.text, candidates: declaredNames(module), expected: nil, module: module)
        return nil
      }
      guard let used else { return nil }
      module = used
    }
    guard names.count == 2, let table = names.first, let name = names.last else { return nil }
    guard case .table(let id)? = symbols[module][table.text]?.symbol else {
      reportUnknownName(table, table.text, candidates: declaredTables(module), expected: nil, module: module)
      return nil
    }
    let schema = program.schemas[id.index]
    guard let index = schema.index(of: name.text) else {
      reportUnknownField(name, of: id)
      return nil
    }
    let target = schema.fields[index]
    guard Self.fits(field.type.settled, target.type.settled) else {
      reportReferenceMismatch(field, target, schema, node)
      return nil
    }
    return Reference(schema: id, field: index, place: node.place)
  }

  private func declaredTables(_ module: Int) -> [String] {
    declaredNames(module).filter { name in
      if case .table? = symbols[module][name]?.symbol { return true }
      return false
    }
  }
}
