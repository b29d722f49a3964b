import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// The most findings of a report.
  static let findingLimit = 10_000

  mutating func report(
    _ code: DiagnosticCode, _ place: Place, en: String, zh: String, labels: [Label] = [], notes: [Message] = [],
    fixIts: [FixIt] = []
  ) {
    report(Diagnostic(code, at: place, Message(en: en, zh: zh), labels: labels, notes: notes, fixIts: fixIts))
  }

  mutating func report(_ finding: Diagnostic) {
    // Beyond the limit an error still counts, once, where warnings have filled the list.
    let isFirstError = finding.severity == .error && diagnostics.last?.severity != .error
    if diagnostics.count < Self.findingLimit || isFirstError { diagnostics.append(finding) }
  }

  /// Fix-its that put the nearest candidate in a name's place, each one where several are as near; none if nothing is.
  private func suggestion(_ name: String, _ candidates: [String], _ place: Place) -> [FixIt] {
    Nearest.ties(for: name, in: candidates).compactMap { FixIt.nearest(to: name, in: [$0], at: place) }
  }

  mutating func reportUnknownName(
    _ node: SyntaxNode, _ name: String, candidates: [String], expected: Type?, module: Int, _ scope: Scope? = nil
  ) {
    if isLost(name, module, among: candidates) { return }
    // What is being defined cannot be meant in its own definition.
    let defined = stack.map { lets[$0].name.text }
    let candidates = candidates.filter { !defined.contains($0) }
    let meant = wordFix(name, at: node.place, expected: expected)
    if case .enumeration(let enumeration)? = expected?.settled {
      let cases = enumeration.cases
      let nearest = Nearest.value(for: name, in: cases).map { suggestion(name, [$0], node.place) } ?? []
      return report(
        .unknownCase, node.place, en: "‘\(name)’ is neither a name nor one of the cases here",
        zh: "“\(name)”既不是已声明的名字，也不是此处的取值",
        notes: [
          Message(
            en: "the cases are \(cases.joined(separator: ", "))", zh: "取值有：\(cases.joined(separator: "、"))")
        ],
        fixIts: nearest.isEmpty ? suggestion(name, candidates.filter { !cases.contains($0) }, node.place) : nearest)
    }
    let tables = tables(with: name, module)
    let owners = tables.prefix(4).map { "‘\($0)’" }.joined(separator: ", ")
    let chinese = tables.prefix(4).map { "“\($0)”" }.joined(separator: "、")
    let isNumeral = meant.first?.isSafe == true
    var qualified = scope.map { inScope(name, at: node.place, $0) } ?? []
    // Rows of one table are chosen by its own fields.
    if qualified.isEmpty, !isNumeral, scope?.rows.isEmpty ?? true {
      qualified =
        tables.count == 1
        ? [written("\(tables[0]).\(name)", at: node.place, isSafe: false)]
        : tables.isEmpty ? named(name, at: node.place, module) : []
    }
    report(
      .unknownName, node.place, en: "nothing is called ‘\(name)’", zh: "没有名为“\(name)”的声明",
      notes: isNumeral
        ? [Message(en: "numbers are written in digits", zh: "数用阿拉伯数字书写")]
        : Keyword.ref.isSpelled(Array(name.utf8)[...])
          ? [Message(en: "a reference names what it leads to: {ref name}", zh: "引用要写明所指：{参见 名字}")]
          : tables.isEmpty ? [] : [Message(en: "it is a field of \(owners)", zh: "它是\(chinese)的字段")],
      fixIts: isNumeral
        ? meant : qualified + (qualified.isEmpty ? suggestion(name, candidates, node.place) : []) + meant)
  }

  /// What a name that is none is written as where a row around has a field of this name, or a field with this case.
  private func inScope(_ name: String, at place: Place, _ scope: Scope) -> [FixIt] {
    for local in scope.locals.reversed() {
      guard case .record(let id) = local.type, program.schemas[id.index].index(of: name) != nil else { continue }
      return [written("\(local.name).\(name)", at: place, isSafe: false)]
    }
    for row in scope.rows.reversed() {
      let fields = program.schemas[row.schema.index].fields.filter { field in
        guard case .enumeration(let enumeration) = field.type.settled else { return false }
        return enumeration.cases.contains(name)
      }
      if fields.count == 1 { return [written("\(fields[0].name) = \(name)", at: place, isSafe: false)] }
    }
    return []
  }

  /// What a name that is none is written as where a heading, a table or a problem has it, where it is a table and its field
  /// that have run together, or a case of one field alone.
  private func named(_ name: String, at place: Place, _ module: Int) -> [FixIt] {
    let isEnglish = program.language == .english
    func word(_ keyword: Keyword) -> String { isEnglish ? keyword.spellings.english : keyword.spellings.chinese }
    if referenceNames[name] != nil { return [written("\(word(.ref)) \(name)", at: place, isSafe: false)] }
    let not = Keyword.not.spellings.chinese
    if name.hasPrefix(not), case let rest = String(name.dropFirst(not.count)), symbols[module][rest] != nil {
      return [written("\(not) \(rest)", at: place, isSafe: false)]
    }
    let ref = Keyword.ref.spellings.chinese
    if name.hasPrefix(ref), case let rest = String(name.dropFirst(ref.count)), referenceNames[rest] != nil {
      return [written("\(ref) \(rest)", at: place, isSafe: true)]
    }
    let tables = symbols[module].names.compactMap { table -> (String, Schema)? in
      guard case .table(let id)? = symbols[module][table]?.symbol else { return nil }
      return (table, program.schemas[id.index])
    }
    for owner in symbols[module].names where name.hasPrefix(owner) {
      var field = String(name.dropFirst(owner.count))
      if field.hasPrefix("的") { field.removeFirst() }
      if tables.contains(where: { $0.1.index(of: field) != nil }) {
        return [written("\(owner).\(field)", at: place, isSafe: false)]
      }
    }
    let owners = tables.flatMap { table, schema in
      schema.fields.compactMap { field -> String? in
        guard case .enumeration(let enumeration) = field.type.settled, enumeration.cases.contains(name) else {
          return nil
        }
        return "(\(table) \(word(.where)) \(field.name) = \(name))"
      }
    }
    return owners.count == 1 ? [written(owners[0], at: place, isSafe: false)] : []
  }

  /// The tables of a module that have a field of this name.
  private func tables(with field: String, _ module: Int) -> [String] {
    symbols[module].names.filter { name in
      guard case .table(let schema)? = symbols[module][name]?.symbol else { return false }
      return program.schemas[schema.index].index(of: field) != nil
    }
  }

  mutating func reportUnknownField(_ node: SyntaxNode, among fields: [String]) {
    report(
      .unknownName, node.place, en: "nothing is called ‘\(node.text)’", zh: "没有名为“\(node.text)”的声明",
      fixIts: suggestion(node.text, fields, node.place))
  }

  mutating func reportUnknownInModule(_ name: SyntaxNode, _ alias: String, _ module: Int) {
    let names = declaredNames(module)
    if isLost(name.text, module, among: names) { return }
    report(
      .unknownName, name.place, en: "the module ‘\(alias)’ declares no ‘\(name.text)’",
      zh: "模块“\(alias)”没有声明“\(name.text)”",
      fixIts: suggestion(name.text, names, name.place))
  }

  mutating func reportUnknownField(_ name: SyntaxNode, of id: SchemaID) {
    if isFieldLost(name.text, of: id) { return }
    let schema = program.schemas[id.index]
    let fields = schema.fields.map(\.name)
    report(
      .unknownField, name.place, en: "‘\(schema.name)’ has no field ‘\(name.text)’",
      zh: "“\(schema.name)”没有字段“\(name.text)”",
      labels: [
        Label(schema.place, Message(en: "‘\(schema.name)’ is declared here", zh: "“\(schema.name)”在此声明"))
      ],
      notes: [
        Message(
          en: "its fields are \(fields.joined(separator: ", "))", zh: "它的字段有：\(fields.joined(separator: "、"))")
      ],
      fixIts: field(withHeader: name.text, schema, name.place) ?? suggestion(name.text, fields, name.place))
  }

  /// The field whose column is called so, in the name's place.
  private func field(withHeader header: String, _ schema: Schema, _ place: Place) -> [FixIt]? {
    schema.fields.first { $0.header == header }.map { [written($0.name, at: place, isSafe: false)] }
  }

  /// A function behind a dot, `table.field.sum`, as it is called.
  func called(_ name: SyntaxNode, in node: SyntaxNode) -> [FixIt] {
    guard Builtin.spellings.contains(name.text) else { return [] }
    let base = node.fileBytes[node.range.lowerBound..<name.range.lowerBound].prefix { $0 > 0x20 }
    let written = name.text + "(" + String(decoding: base.dropLast(), as: UTF8.self) + ")"
    return [
      self.written(written, at: Place(name.file, node.range.lowerBound..<name.range.upperBound), isSafe: false)
    ]
  }

  mutating func reportUnknownFunction(_ name: SyntaxNode, _ scope: Scope) {
    let names = declaredNames(scope.module)
    if isLost(name.text, scope.module, among: names + Builtin.spellings) { return }
    report(
      .unknownFunction, name.place, en: "no function is called ‘\(name.text)’", zh: "没有名为“\(name.text)”的函数",
      fixIts: FixIt.nearest(
        to: name.text, in: names, words: Builtin.spellings, at: name.place
      ).map { [$0] } ?? [])
  }

  mutating func reportFieldWithoutName(_ unit: String, _ place: Place) {
    report(
      .unknownUnit, place, en: "‘\(unit)’ is a unit, and the name of the field is missing before it",
      zh: "“\(unit)”是单位，前面缺字段名")
  }

  private static let behindTypes: Set<Keyword> = [.key, .private, .filled, .missing, .from, .refers]

  mutating func reportUnknownUnit(_ node: SyntaxNode) {
    let name = unitText(node) ?? node.text
    let words = [Keyword.text, .number, .bool, .date, .year].flatMap { [$0.spellings.english, $0.spellings.chinese] }
    let once = program.registry.withoutRepeatedScale(name).map { [written($0, at: node.place, isSafe: false)] }
    let other =
      once ?? yearType(name, node) ?? writtenDate(node) ?? gluedUnit(name, node.place) ?? raisedUnit(name, node.place)
      ?? bareUnit(name, node.place) ?? mixedNumeral(node)
    let near = FixIt.nearest(to: name, in: program.registry.names, words: words, at: node.place)
    let fixIts = other ?? near.map { Self.isOfAnotherKind(name, $0.replacement) ? [] : [$0] } ?? []
    // A module that could not be read declares units of its own; one that is near a known one is hardly among them, and a word that stands
    // behind types is none.
    let isBehindTypes = Keyword.spelled(Array(name.utf8)[...]).map(Self.behindTypes.contains) ?? false
    if !isBehindTypes, !isBehindUnit(node), isUnitLost(name, hasNear: !fixIts.isEmpty) { return }
    let declaration = name.contains(" ") ? "\"\(name)\"" : Self.unitDeclaration(name)
    let own = Message(
      en: "a unit of your own is declared by ‘unit \(declaration)’", zh: "自己的单位可用“单位 \(declaration)”声明")
    report(
      .unknownUnit, node.place, en: "no type or unit is called ‘\(name)’", zh: "没有名为“\(name)”的类型或单位",
      notes: fixIts.first?.isSafe == true || fixIts.count > 1 ? [] : [dateNote(fixIts) ?? Self.typeNote(name) ?? own],
      fixIts: fixIts)
  }

  /// True where a unit that is spelled nearly so is another kind of thing: no currency for a currency with a scale, 元 for w元, and no
  /// code of a currency for a word in small letters.
  private static func isOfAnotherKind(_ name: String, _ unit: String) -> Bool {
    guard !Nearest.differInFormAlone(name, unit) else { return false }
    if name.contains(where: { "£$€¥￥".contains($0) && !unit.contains($0) }) { return true }
    if name.lowercased() == "w" + unit { return true }
    return unit.count == 3 && unit.utf8.allSatisfy { 0x41...0x5A ~= $0 } && name.utf8.allSatisfy { 0x61...0x7A ~= $0 }
  }

  /// What kinds of values other languages have words for, and what is written here.
  private static let foreignTypes: [(words: Set<String>, write: (english: String, chinese: String))] = [
    (["money", "currency", "金额", "货币", "金钱"], ("£", "万元")),
    (["ratio", "percent", "percentage", "proportion", "比例", "比率", "百分比", "百分数"], ("%", "%")),
    (["enum", "category", "categorical", "choice", "factor", "枚举", "类别", "分类"], ("one of a | b", "取值 甲｜乙")),
    (["string", "varchar", "char", "字符串"], ("text", "文本")),
  ]

  private static func typeNote(_ name: String) -> Message? {
    foreignTypes.first { $0.words.contains(name.lowercased()) }.map { type in
      Message(
        en: "what other languages call ‘\(name)’ is written ‘\(type.write.english)’ here",
        zh: "别的语言里的“\(name)”在此写作“\(type.write.chinese)”")
    }
  }

  /// True where the word before it is a unit: a field whose name and unit stand in each other's place.
  private func isBehindUnit(_ node: SyntaxNode) -> Bool {
    let before = node.fileBytes[..<node.range.lowerBound].reversed().drop { $0 == 0x20 || $0 == 0x09 }
    let word = before.prefix { $0 > 0x20 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: ";") }
    return !word.isEmpty && program.registry.unit(named: String(decoding: word.reversed(), as: UTF8.self)) != nil
  }

  /// Reports `元//人`, a unit whose divisor has become a comment; false where there is none.
  mutating func reportDoubledSlash(_ node: SyntaxNode) -> Bool {
    let (bytes, end) = (node.fileBytes, node.range.upperBound)
    guard bytes[end...].starts(with: "//".utf8), let name = unitText(node) else { return false }
    let divisor = String(decoding: bytes[(end + 2)...].prefix { $0 > 0x20 }, as: UTF8.self)
    guard program.registry.unit(named: name) != nil, program.registry.unit(named: divisor) != nil else { return false }
    let place = Place(node.file, node.range.lowerBound..<end + 2 + divisor.utf8.count)
    report(
      .unknownUnit, place, en: "‘//’ begins a comment, so the unit would be ‘\(name)’ alone",
      zh: "“//”表示注释，单位就只有“\(name)”", fixIts: [written("\(name)/\(divisor)", at: place, isSafe: false)])
    return true
  }

  /// The types for a whole number that is a year by its value: `param y: int = 2023`.
  private func yearType(_ name: String, _ node: SyntaxNode) -> [FixIt]? {
    let (english, chinese) = Keyword.number.spellings
    guard let number = Synonyms.match(for: name, in: [english, chinese]) else { return nil }
    let rest = node.fileBytes[node.range.upperBound...].prefix { $0 != 0x0A }.filter { $0 > 0x20 }
    guard rest.first == UInt8(ascii: "="), case let digits = rest.dropFirst(), digits.count == 4,
      digits.allSatisfy({ $0 &- 0x30 < 10 }), digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8)
    else { return nil }
    let year = number == english ? Keyword.year.spellings.english : Keyword.year.spellings.chinese
    return [year, number].map { written($0, at: node.place, isSafe: false) }
  }

  /// A day as it stands in prose, 2023年12月1日, as the language writes it.
  private func writtenDate(_ node: SyntaxNode) -> [FixIt]? {
    let bytes = node.fileBytes
    var start = node.range.lowerBound
    while start > 0, bytes[start - 1] &- 0x30 < 10 { start -= 1 }
    let text = String(decoding: bytes[start..<node.range.upperBound], as: UTF8.self)
    let parts = text.split { "年月日".contains($0) }
    guard text.hasSuffix("日"), text.contains("年"), parts.count == 3, parts[0].utf8.count == 4,
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(parts[0])-\(two(month))-\(two(day))"
    return [written("\"\(date)\"", at: Place(node.file, start..<node.range.upperBound), isSafe: false)]
  }

  private func dateNote(_ fixIts: [FixIt]) -> Message? {
    guard let date = fixIts.first?.replacement, date.hasPrefix("\"") else { return nil }
    return Message(
      en: "a date is a string where a date is asked for: param day: date = \(date)",
      zh: "日期写作字符串，在要求日期处即作日期：参数 日子: 日期 = \(date)")
  }

  /// What declares a unit that is written in the plural: offence plural offences.
  private static func unitDeclaration(_ name: String) -> String {
    guard UnitRegistry.isPlural(name),
      name.utf8.allSatisfy({ $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") })
    else { return name }
    let isY = name.hasSuffix("ies")
    let isES = ["xes", "zes", "ches", "shes", "sses"].contains(where: name.hasSuffix)
    let one = isY ? name.dropLast(3) + "y" : name.dropLast(isES ? 2 : 1)
    return "\(one) plural \(name)"
  }

  /// The blank between a word of the language and a unit or a type that it has run into: 且2, 人主键.
  private func gluedUnit(_ name: String, _ place: Place) -> [FixIt]? {
    let before = [Keyword.and, .or].map(\.spellings.chinese).first { name.hasPrefix($0) && name != $0 }
    let behind = [Keyword.key, .private].map(\.spellings.chinese).first { word in
      guard name.hasSuffix(word), name != word else { return false }
      let type = String(name.dropLast(word.count))
      return program.registry.unit(named: type) != nil || Keyword.spelled(Array(type.utf8)[...]) != nil
    }
    guard let count = before?.utf8.count ?? behind.map({ name.utf8.count - $0.utf8.count }) else { return nil }
    let at = place.range.lowerBound + count
    let (first, second) = (name.utf8.prefix(count), name.utf8.dropFirst(count))
    let written = "\(String(first) ?? "") \(String(second) ?? "")"
    return [
      FixIt(
        Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: Place(place.file, at..<at), with: " ",
        isSafe: true)
    ]
  }

  /// The unit of a limit in words, 人以上, for which a sign of comparison is written.
  private func bareUnit(_ name: String, _ place: Place) -> [FixIt]? {
    let words = ["以上", "以下", "以内", "左右", "之间"]
    guard let word = words.first(where: name.hasSuffix), case let unit = String(name.dropLast(word.count)),
      program.registry.unit(named: unit) != nil
    else { return nil }
    return [written(unit, at: place, isSafe: false)]
  }

  /// A unit whose square or cube is written with a figure: m2, km^2.
  private func raisedUnit(_ name: String, _ place: Place) -> [FixIt]? {
    let raised = name.replacing("^", with: "").replacing("2", with: "²").replacing("3", with: "³")
    guard raised != name, program.registry.unit(named: raised) != nil else { return nil }
    return [written(raised, at: place, isSafe: true)]
  }

  mutating func reportUnknownLanguage(_ node: SyntaxNode) {
    report(
      .unknownName, node.place, en: "a report's language is ‘zh’ or ‘en’, not ‘\(node.text)’",
      zh: "报告的语言是 zh 或 en，不能是“\(node.text)”",
      fixIts: FixIt.nearest(to: node.text, in: [], words: ["zh", "en"], at: node.place).map { [$0] } ?? [])
  }

  mutating func reportUnknownReference(_ name: String, _ place: Place) {
    if isProblemLost(name) { return }
    report(
      .unknownReference, place, en: "no problem, heading or table is called ‘\(name)’",
      zh: "没有名为“\(name)”的问题、标题或表",
      notes: [
        Message(
          en: "a heading or a table's caption gets a name by {#name} at its end", zh: "在标题或表题的末尾写 {#名字} 即可命名")
      ],
      fixIts: suggestion(name, referenceNames.names.sorted(), place))
  }

  mutating func reportDuplicate(_ name: String, _ place: Place, _ first: Place?, fixIts: [FixIt] = []) {
    report(
      .duplicateName, place, en: "‘\(name)’ is declared twice", zh: "“\(name)”重复声明",
      labels: first.map { [Label($0, Message(en: "first declared here", zh: "首次声明在此"))] } ?? [], fixIts: fixIts)
  }

  /// A declaration of a unit that every report knows.
  mutating func reportKnownUnit(_ name: String, _ node: SyntaxNode) {
    let line = Self.line(node.range.lowerBound, node.fileBytes)
    let end = min(line.upperBound + 1, node.fileBytes.count)
    report(
      .duplicateName, node.place, en: "‘\(name)’ is a unit already", zh: "“\(name)”本来就是单位",
      notes: [
        Message(
          en: "the standard units are known to every report; a unit of another kind needs another name",
          zh: "标准单位在每份报告中都可直接使用；若要另一种单位，请换一个名字")
      ],
      fixIts: [
        FixIt(
          Message(en: "take this line out", zh: "删去这一行"), replace: Place(node.file, line.lowerBound..<end), with: "")
      ])
  }

  /// A case that stands twice among those of a type.
  mutating func reportDuplicateCase(_ name: SyntaxNode, _ first: Place) {
    let bytes = name.fileBytes
    // With the bar before it.
    var start = name.range.lowerBound
    while start > first.range.upperBound,
      bytes[start - 1] <= 0x20 || [0x7C, 0xEF, 0xBD, 0x9C].contains(bytes[start - 1])
    {
      start -= 1
    }
    report(
      .duplicateName, name.place, en: "‘\(name.text)’ is declared twice", zh: "“\(name.text)”重复声明",
      labels: [Label(first, Message(en: "first declared here", zh: "首次声明在此"))],
      fixIts: [
        FixIt(
          Message(en: "take it out", zh: "删去"), replace: Place(name.file, start..<name.range.upperBound), with: "")
      ])
  }

  mutating func reportCycle(_ index: Int) {
    let start = stack.firstIndex(of: index) ?? 0
    let members = stack[start...].map { lets[$0].name }
    guard let first = members.first else { return }
    let chain = (members.map(\.text) + [first.text]).joined(separator: " → ")
    report(
      .cyclicDefinition, first.place, en: "‘\(first.text)’ is defined by itself: \(chain)",
      zh: "“\(first.text)”的定义循环引用自身：\(chain)",
      labels: members.dropFirst().map {
        Label($0.place, Message(en: "by way of ‘\($0.text)’", zh: "经由“\($0.text)”"))
      })
  }

  /// Said once: a longer chain is the same mistake at each of its links.
  mutating func reportTooManyLevels(_ node: SyntaxNode) {
    guard !isTooDeep else { return }
    isTooDeep = true
    report(
      .nestedTooDeep, node.place,
      en: "this is more than \(Self.levelLimit) levels deep, with those of the definitions that it builds on",
      zh: "连同层层依赖的定义，这里的嵌套超过 \(Self.levelLimit) 层")
  }

  mutating func reportModuleBody(_ body: SyntaxNode) {
    let start = body.bytes.firstIndex { $0 > 0x20 } ?? body.range.lowerBound
    let end = body.fileBytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? body.range.upperBound
    report(
      .moduleHasBody, Place(body.file, start..<end), en: "a module that is used holds declarations alone, no text",
      zh: "被引用的模块只能有声明，不能有正文")
  }

  mutating func reportFunctionWithoutCall(_ node: SyntaxNode, _ name: String) {
    report(
      .typeMismatch, node.place, en: "‘\(name)’ is a function: it takes its arguments in brackets",
      zh: "“\(name)”是函数，须带括号和参数")
  }

  mutating func reportModuleAsValue(_ node: SyntaxNode, _ name: String) {
    report(
      .typeMismatch, node.place, en: "‘\(name)’ is a module: write ‘\(name).’ and a name of it",
      zh: "“\(name)”是模块，应写“\(name).”加其中的名字")
  }

  mutating func reportNotAFunction(_ node: SyntaxNode) {
    report(.unknownFunction, node.place, en: "‘\(node.text)’ is no function", zh: "“\(node.text)”不是函数")
  }

  mutating func reportConstantRequired(_ node: SyntaxNode) {
    report(
      .constantRequired, node.place, en: "this text cannot have holes", zh: "这里的文字不能有填空",
      notes: [Message(en: "a brace that is meant as text is written \\{", zh: "若要印出花括号本身，写作 \\{")])
  }
}
