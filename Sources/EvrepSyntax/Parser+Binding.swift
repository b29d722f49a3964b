import EvrepSource

extension Parser {
  /// The clauses that say where a table stands in its file, in any order.
  mutating func parseBinding() {
    while at(anyOf: Keyword.bindings)
      || (isAtStrayWord && slip(for: [.counted]) == nil && slip(for: Keyword.bindings) != nil)
    {
      parseBindingClause()
    }
  }

  // sheet "…" | range "…" | table "…" | query "…" | path "…" | header … | skip where … | encoding … | delimiter …
  private mutating func parseBindingClause() {
    flushTrivia()
    let node = builder.open(.bindingClause)
    let word = at(anyOf: Keyword.bindings) ? word : slip(for: Keyword.bindings)?.keyword
    if at(anyOf: Keyword.bindings) { bump(as: .keyword) } else { acceptSlip(for: Keyword.bindings) }
    switch word {
    case .header: parseHeaderRows()
    case .skip:
      flushTrivia()
      if at(.where) { parseWhere() } else { parseSkipSlip() }
    case .encoding: if kind == .string { parseString() } else { parseEncodingName() }
    case .delimiter: if !accept(.tab) { parseString() }
    default: parseString()
    }
    builder.close(node)
  }

  /// `skip name = "…"`, without its `where`, or with another word.
  private mutating func parseSkipSlip() {
    let next = lookahead()
    let isCondition = kind == .identifier && [.equal, .notEqual, .leftParen].contains(next.kind)
    guard isCondition || slip(for: [.where]) != nil else { return _ = expect(.where) }
    let clause = builder.open(.whereClause)
    if isCondition {
      let word = isChinese ? Keyword.where.spellings.chinese : Keyword.where.spellings.english
      reportUnexpected(expected: Message(en: "‘where’", zh: "“其中”"), missing: word, isKnown: true)
    } else {
      acceptSlip(for: [.where])
    }
    parseConditional()
    builder.close(clause)
  }

  // row 3 | rows 2 to 3 | 第3行 | 第2至3行
  private mutating func parseHeaderRows() {
    let next = lookahead().kind
    guard
      accept(.row) || accept(.rows) || (kind == .number && !token.startsLine && expectWord(.row, before: [.number]))
        || (kind == .identifier && next == .number && acceptSlip(for: [.row, .rows]) != nil)
    else {
      expectName(Message(en: "‘row’ and its number", zh: "“第3行”或“行 3”"))
      return
    }
    let aNumber = Message(en: "a row's number", zh: "行号")
    guard expect(.number, aNumber), accept(.to) else { return }
    expect(.number, aNumber)
  }

  /// A word and what touches it: `gb18030`, `utf-8`.
  private mutating func parseEncodingName() {
    guard kind == .identifier else {
      return reportUnexpected(expected: Message(en: "an encoding", zh: "编码"))
    }
    flushTrivia()
    let node = builder.open(.name)
    bump()
    while token.triviaStart == start, kind == .minus || kind == .number || kind == .identifier { bump() }
    builder.close(node)
  }

  // table.field | module.table.field
  mutating func parseFieldReference() {
    flushTrivia()
    let node = builder.open(.fieldReference)
    if expectName(Message(en: "a table's name", zh: "表名")) {
      repeat {
        expect(.dot, Message(en: "‘.’ and a field's name", zh: "“.”和字段名"))
        let aField = Message(en: "a field's name", zh: "字段名")
        // The next line begins another field.
        if token.startsLine { reportMissing(aField, sign: nil) } else { expectName(aField) }
      } while kind == .dot
    }
    builder.close(node)
  }
}
