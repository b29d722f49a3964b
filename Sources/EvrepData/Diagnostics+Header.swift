import EvrepModel
import EvrepSource
import EvrepUnits

/// What is reported of a file whose headers are not where, or not parted as, the declaration says.
extension Diagnostic {
  /// None of the fields has a column: one message, as there is one reason.
  ///
  /// - Parameter reason: what is probably the case; nil where nothing says so.
  static func headersMissing(_ fields: [Field], headers: [String], row: Place, reason: Message?) -> Diagnostic {
    let wanted = Quote.list(fields.map(\.header))
    let known = Quote.list(headers.filter { !$0.isEmpty })
    var notes = reason.map { [$0] } ?? []
    notes.append(Message(en: "the fields are \(wanted.en)", zh: "声明的字段：\(wanted.zh)"))
    if reason == nil {
      notes.append(
        headers.allSatisfy(\.isEmpty)
          ? Message(en: "the first row has no headers", zh: "首行没有列名")
          : Message(en: "the columns are \(known.en)", zh: "已有的列：\(known.zh)"))
    }
    return Diagnostic(
      .columnMissing, at: fields.first?.place,
      Message(en: "the file has none of the \(fields.count) columns", zh: "声明的 \(fields.count) 列，文件中一列也没有"),
      labels: [Label(row, Message(en: "the headers are looked for here", zh: "在此行找列名"))], notes: notes)
  }

  /// A file with the columns of another table than is declared.
  static func columnsOfOther(_ other: Schema, _ missing: [Field], of schema: Schema, row: Place) -> Diagnostic {
    let names = Quote.list(missing.map(\.header))
    return Diagnostic(
      .columnMissing, at: schema.pathPlace,
      Message(
        en: "‘\(schema.path)’ has the columns of ‘\(other.name)’, and not those of ‘\(schema.name)’",
        zh: "“\(schema.path)”里是“\(other.name)”的各列，不是“\(schema.name)”的"),
      labels: [
        Label(row, Message(en: "the columns are here", zh: "各列在此")),
        Label(other.place, Message(en: "‘\(other.name)’ is declared here", zh: "“\(other.name)”在此声明")),
      ],
      notes: [
        Message(
          en: "it has no \(names.en): is it the file of the other?", zh: "其中没有\(names.zh)：文件是否写反了？")
      ])
  }

  /// Two columns each of which holds what the other is declared as.
  static func swappedColumns(_ first: Field, _ second: Field, at place: Place, and other: Place) -> Diagnostic {
    var finding = Diagnostic(
      .badCell, at: place,
      Message(
        en:
          "the column ‘\(first.header)’ holds what ‘\(second.name)’ is declared as, and ‘\(second.header)’ what ‘\(first.name)’ is",
        zh: "“\(first.header)”列的内容符合“\(second.name)”的声明，“\(second.header)”列的内容符合“\(first.name)”的声明"),
      labels: [
        Label(other, Message(en: "the other column begins here", zh: "另一列从此处起")), .declaredHere(first),
        .declaredHere(second),
      ],
      notes: [
        Message(
          en: "the two headers seem to be swapped in the file, or the two types in the declaration",
          zh: "似乎是文件中这两个列名写反了，或声明中的两个类型写反了")
      ])
    finding.evidence = .wholeColumn(of: first.place)
    return finding
  }

  /// Two cells of a row each of which holds what the other's field takes.
  ///
  /// - Parameter labels: those of the other cell.
  static func swappedCells(_ first: Diagnostic, _ other: Place?, _ labels: [Label]) -> Diagnostic {
    let texts = [first.place, other].map { Quote.short($0?.cell?.content ?? "") }
    return Diagnostic(
      .badCell, at: first.place,
      Message(
        en: "‘\(texts[0])’ and ‘\(texts[1])’ stand in each other's column", zh: "“\(texts[0])”与“\(texts[1])”写反了列"),
      labels: (other.map { [Label($0, Message(en: "the other one is here", zh: "另一格在此"))] } ?? [])
        + first.labels + labels)
  }

  /// Two cells of a row between which the delimiter stands a sign off.
  ///
  /// - Parameters:
  ///   - labels: those of the other cell.
  ///   - meant: what the two are else.
  static func partedCells(_ first: Diagnostic, _ other: Place?, _ labels: [Label], meant: [String]) -> Diagnostic {
    let texts = meant.map { Quote.short($0) }
    return Diagnostic(
      .badCell, at: first.place,
      Message(
        en: "what parts two cells stands a sign off: are they ‘\(texts[0])’ and ‘\(texts[1])’?",
        zh: "两格之间的分隔符错了一位：是否应为“\(texts[0])”和“\(texts[1])”？"),
      labels: (other.map { [Label($0, Message(en: "the other one is here", zh: "另一格在此"))] } ?? [])
        + first.labels + labels)
  }

  /// Empty cells of a column that may have none, beside one that may have some and has none.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - shown: the first of them, as many as are reported.
  static func gaps(_ first: Diagnostic, of field: Field, count: Int, _ shown: [Diagnostic], full: Field) -> Diagnostic {
    let others = shown.dropFirst().compactMap(\.place).map { Label($0, Message(en: "and here", zh: "此处也是")) }
    return Diagnostic(
      .emptyCell, at: first.place,
      Message(
        en:
          "\(count) cells of ‘\(field.name)’ are empty, which is not optional; ‘\(full.name)’ is, and has a number in every cell",
        zh: "“\(field.name)”不可缺省，却有 \(count) 个单元格是空的；“\(full.name)”可以缺省，却每格都有数"),
      labels: others + [.declaredHere(field), .declaredHere(full)],
      notes: [
        Message(
          en: "the headers ‘\(field.header)’ and ‘\(full.header)’ seem to be swapped in the file",
          zh: "文件中“\(field.header)”与“\(full.header)”两个列名似乎写反了")
      ])
  }

  /// A title row that states another unit than a field is declared in.
  static func titleUnit(_ field: Field, _ stated: TitleUnits.Stated) -> Diagnostic {
    var declared = ""
    if case .quantity(_, let unit?) = field.type.settled { declared = unit.name }
    let name = stated.unit.name
    return Diagnostic(
      .headerUnit, at: stated.place,
      Message(
        en: "a row above the headers says ‘\(name)’, and ‘\(field.name)’ is declared in ‘\(declared)’",
        zh: "表头上方写的单位是“\(name)”，而“\(field.name)”声明为“\(declared)”"),
      labels: [.declaredHere(field)],
      notes: [
        Message(
          en:
            "declare it in that unit: \(field.name) \(name); or state the column's own in its header: \(field.header) (\(declared))",
          zh: "请按表中的单位声明：\(field.name) \(name)；若该列另有单位，请写在表头：\(field.header)（\(declared)）")
      ])
  }
}

extension Message {
  /// A header that no column has, beside two columns with another one.
  static func meantAs(_ field: Field) -> Message {
    Message(
      en: "no column is called ‘\(field.header)’: is it one of the two?", zh: "没有一列叫“\(field.header)”：是否就是其中之一？")
  }

  /// Two headers whose letters stand in two neighbouring cells, parted elsewhere.
  static func delimiterMoved(_ first: Field, _ second: Field) -> Message {
    Message(
      en: "what parts ‘\(first.header)’ and ‘\(second.header)’ stands some letters off",
      zh: "“\(first.header)”与“\(second.header)”之间的分隔符错了位")
  }

  /// The row that the headers stand in.
  static func headersInRow(_ row: Int) -> Message {
    Message(
      en: "the headers stand in row \(row): write behind the path: header row \(row)",
      zh: "列名在第 \(row) 行，请在文件路径之后写：表头 第\(row)行")
  }

  /// The row that one of the headers stands in.
  static func header(_ header: String, inRow row: Int) -> Message {
    Message(en: "‘\(header)’ stands in row \(row): header row \(row)", zh: "“\(header)”在第 \(row) 行：表头 第\(row)行")
  }
}
