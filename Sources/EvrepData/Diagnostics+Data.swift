import EvrepModel
package import EvrepSource
import EvrepUnits

extension Diagnostic {
  // MARK: Files

  static func unsupportedFormat(_ schema: Schema) -> Diagnostic {
    let list = DataFormat.extensions
    return Diagnostic(
      .unsupportedFormat, at: schema.pathPlace,
      Message(en: "‘\(schema.path)’ is in no format that is read", zh: "不支持“\(schema.path)”的文件格式"),
      notes: [
        Message(
          en: "the extension says the format: \(list.joined(separator: ", "))",
          zh: "格式由扩展名决定：\(list.joined(separator: "、"))")
      ])
  }

  /// A workbook or a database under the name of a text.
  static func otherFormat(_ schema: Schema, _ format: DataFormat) -> Diagnostic {
    let what =
      format == .xlsx ? Message(en: "a workbook", zh: "工作簿") : Message(en: "an SQLite database", zh: "SQLite 数据库")
    let base = schema.path.lastIndex(of: ".").map { schema.path[..<$0] } ?? schema.path[...]
    let meant = "\(base).\(format == .xlsx ? "xlsx" : "sqlite")"
    return Diagnostic(
      .unsupportedFormat, at: schema.pathPlace,
      Message(
        en: "‘\(schema.path)’ is \(what[.english]) by its content, and no text",
        zh: "“\(schema.path)”的内容是\(what[.chinese])，不是文本"),
      notes: [
        Message(
          en: "the extension says the format: name the file, and the path here, ‘\(meant)’",
          zh: "格式由扩展名决定：请把文件和此处的路径改名为“\(meant)”")
      ])
  }

  /// A file with bytes that are no text in its encoding.
  ///
  /// - Parameter stored: its bytes as they are.
  static func undecodable(
    _ file: DataFile, _ stored: [UInt8], _ encoding: TextEncoding, _ damage: DecodedText.Damage, _ format: DataFormat
  ) -> Diagnostic {
    let byte = String(damage.byte, radix: 16, uppercase: true)
    let name = encoding.rawValue.uppercased()
    var notes: [Message] = []
    if format.clauses.contains(.encoding) {
      let first = firstIllFormedByte(of: stored.span) ?? 0
      for other in EncodingGuess(stored.span).candidates where other != encoding {
        guard let word = EncodingGuess.excerpt(stored, around: first, as: other) else { continue }
        let excerpt = Quote.short(word)
        // There is no declaration yet where one is asked for.
        let clause =
          file.probe == nil
          ? (en: "write behind the path: encoding \(other.rawValue)", zh: "请在文件路径之后写：编码 \(other.rawValue)")
          : (en: "give --encoding \(other.rawValue)", zh: "请加上 --encoding \(other.rawValue)")
        notes.append(
          Message(
            en: "in \(other.rawValue) it reads ‘\(excerpt)’ there; if that is right, \(clause.en)",
            zh: "按 \(other.rawValue) 读，该处是“\(excerpt)”；如果正确，\(clause.zh)"))
      }
      notes.append(
        Message(en: "or, in Excel or WPS, save it as ‘CSV UTF-8’", zh: "或在 Excel 或 WPS 中另存为“CSV UTF-8”"))
    } else {
      notes = .savingAsUTF8(file.schema.path, stored)
    }
    let row = CSVDamage.row(file, damage.offset, format)
    var message = Message(
      en:
        "‘\(file.schema.path)’ is not \(name): the byte \(byte)\(row.map { " in row \($0)" } ?? "") is no part of a character",
      zh: "“\(file.schema.path)”不是 \(name) 编码：\(row.map { "第 \($0) 行的" } ?? "")字节 \(byte) 不构成字符")
    if damage.isReadable {
      let word = Quote.short(EncodingGuess.excerpt(stored, around: damage.offset, as: encoding) ?? "…")
      message = Message(
        en: "‘\(file.schema.path)’ is hardly \(name): it reads ‘\(word)’\(row.map { " in row \($0)" } ?? "")",
        zh: "“\(file.schema.path)”看来不是 \(name) 编码：\(row.map { "第 \($0) 行" } ?? "")读作“\(word)”")
    }
    return Diagnostic(
      .notUTF8, at: file.place(damage.offset..<min(damage.offset + 1, file.bytes.count)), message,
      labels: [.namedHere(file)], notes: notes)
  }

  /// A header row with a NUL in it.
  static func notText(_ file: DataFile, at offset: Int) -> Diagnostic {
    Diagnostic(
      .malformedData, at: file.place(offset..<offset + 1),
      Message(
        en: "‘\(file.schema.path)’ has NUL bytes among its headers: it is no text",
        zh: "“\(file.schema.path)”的表头含有空字节，不是文本文件"),
      labels: [.namedHere(file)],
      notes: [
        Message(
          en: "text of two bytes a character is read by: encoding utf-16le", zh: "每字符两字节的文本可注明：编码 utf-16le")
      ])
  }

  static func headerBelowEnd(_ file: DataFile, _ row: Int, rows: Int) -> Diagnostic {
    Diagnostic(
      .malformedData, at: file.schema.binding.headerRows?.place ?? file.schema.pathPlace,
      Message(
        en: "the headers are said to stand in row \(row), and the file has \(rows) rows",
        zh: "声明表头在第 \(row) 行，而文件只有 \(rows) 行"))
  }

  static func emptyFile(_ file: DataFile) -> Diagnostic {
    malformed(file, 0..<0, Message(en: "‘\(file.schema.path)’ is empty", zh: "“\(file.schema.path)”是空文件"))
  }

  static func malformed(_ file: DataFile, _ range: ByteRange, _ message: Message) -> Diagnostic {
    Diagnostic(
      .malformedData, at: file.messagePlace(range), message, labels: file.isBinary ? [] : [.namedHere(file)])
  }

  static func malformed(_ file: DataFile, _ fault: CSVFault, row: Int) -> Diagnostic {
    switch fault {
    case .unclosedQuote(let offset):
      return malformed(
        file, offset..<offset + 1,
        Message(en: "the quote that opens in row \(row) is never closed", zh: "第 \(row) 行的引号没有配对"))
    case .textAfterQuote(let offset):
      return malformed(
        file, offset..<offset + 1,
        Message(en: "text follows the closing quote of a cell in row \(row)", zh: "第 \(row) 行的单元格在引号之后还有文字"))
    }
  }

  static func tooManyRows(_ file: DataFile, at range: ByteRange = 0..<0) -> Diagnostic {
    let limit = file.limits.rows
    return Diagnostic(
      .fileTooLarge, at: file.messagePlace(range),
      Message(
        en: "‘\(file.schema.path)’ has more than \(limit) rows", zh: "“\(file.schema.path)”超过 \(limit) 行"),
      labels: file.isBinary ? [] : [.namedHere(file)], notes: [.raise("rows")])
  }

  static func tooManyColumns(_ file: DataFile, found: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, at: place,
      Message(
        en: "‘\(file.schema.path)’ has \(found) columns, more than \(file.limits.columns)",
        zh: "“\(file.schema.path)”有 \(found) 列，超过 \(file.limits.columns) 列"),
      labels: [.namedHere(file)], notes: [.raise("columns")])
  }

  static func notOneRecord(_ file: DataFile, rows: Int) -> Diagnostic {
    malformed(
      file, 0..<0,
      Message(
        en: "‘\(file.schema.name)’ is declared as one record, and the file has \(rows) rows",
        zh: "“\(file.schema.name)”声明为单条记录，文件却有 \(rows) 行"))
  }

  static func unitTooLarge(_ field: Field) -> Diagnostic {
    Diagnostic(
      .badCell, at: field.place,
      Message(
        en: "the unit of ‘\(field.name)’ is too large to reckon with", zh: "“\(field.name)”的单位过大，无法计算"))
  }

  // MARK: Columns

  /// - Parameter free: the headers that no field reads.
  static func columnMissing(_ field: Field, headers: [String], free: [String], row: Place, hints: [Message])
    -> Diagnostic
  {
    let header = field.header
    var notes = hints
    let near = Nearest.header(for: header, in: free) ?? field.typeName.flatMap { free.contains($0) ? $0 : nil }
    if let near { notes.append(.meant(near, for: header)) }
    let known = headers.filter { !$0.isEmpty }
    notes.append(
      known.isEmpty
        ? Message(en: "the first row has no headers", zh: "首行没有列名")
        : Message(
          en: "the columns are \(Quote.list(known).en)", zh: "已有的列：\(Quote.list(known).zh)"))
    var finding = Diagnostic(
      .columnMissing, at: field.place,
      Message(en: "the file has no column ‘\(header)’", zh: "文件中没有列“\(header)”"),
      labels: [Label(row, Message(en: "the headers are here", zh: "列名在此"))], notes: notes)
    if let near, hints.isEmpty { finding.suggest(near, for: field) }
    return finding
  }

  /// Offers the header or key that is there in the place of the one that is looked for.
  mutating func suggest(_ near: String, for field: Field) {
    if let place = field.headerPlace, !near.utf8.contains(UInt8(ascii: "\"")), !near.utf8.contains(UInt8(ascii: "\\")),
      !near.utf8.contains(UInt8(ascii: "{"))
    {
      let isWritten = !place.range.isEmpty
      fixIts = [
        FixIt(
          isWritten
            ? Message(en: "write ‘\"\(near)\"’", zh: "写作 \"\(near)\"")
            : Message(en: "say from which column: from \"\(near)\"", zh: "注明来自哪一列：来自 \"\(near)\""),
          replace: place, with: isWritten ? "\"\(near)\"" : " \(from(field)) \"\(near)\"", doubt: .anotherName)
      ]
    }
    if field.header.isSpelled(like: field.name) { evidence = .name(near, at: field.place) }
  }

  private func from(_ field: Field) -> String { field.name.utf8.first ?? 0 >= 0x80 ? "来自" : "from" }

  /// A header that states another unit than the field is declared in, or one that is not understood.
  static func headerUnit(_ field: Field, _ fault: HeaderUnit.Fault, at place: Place) -> Diagnostic {
    var declared: Unit?
    if case .quantity(_, let unit) = field.type.settled { declared = unit }
    let header = place.cell?.header ?? field.header
    guard case .other(let stated) = fault else { return unreadHeader(field, fault, declared, at: place) }
    var finding = Diagnostic(
      .headerUnit, at: place,
      Message(
        en: declared.map { "the header says ‘\(stated.name)’, and ‘\(field.name)’ is declared in ‘\($0.name)’" }
          ?? "the header says ‘\(stated.name)’, and ‘\(field.name)’ is declared as a bare number",
        zh: declared.map { "表头写的是“\(stated.name)”，而“\(field.name)”声明为“\($0.name)”" }
          ?? "表头写的是“\(stated.name)”，而“\(field.name)”声明为不带单位的数"),
      labels: [.declaredHere(field)],
      notes: [
        stated.name.utf8.contains(UInt8(ascii: " "))
          ? Message(
            en:
              "declare a unit of that size, as in ‘unit mine = 1000 …’, and the field in it; or mend the header ‘\(Quote.short(header))’",
            zh: "请声明同样大小的单位，如“unit mine = 1000 …”，字段用它；或改正表头“\(Quote.short(header))”")
          : Message(
            en:
              "declare it in the header's unit: \(field.name) \(stated.name); or mend the header ‘\(Quote.short(header))’",
            zh: "请按表头的单位声明：\(field.name) \(stated.name)；或改正表头“\(Quote.short(header))”")
      ])
    finding.evidence = .wholeColumn(of: field.place)
    return finding
  }

  private static func unreadHeader(_ field: Field, _ fault: HeaderUnit.Fault, _ declared: Unit?, at place: Place)
    -> Diagnostic
  {
    let text = if case .unread(let text) = fault { text } else { "" }
    let word = Quote.short(text)
    var finding = Diagnostic(
      .headerUnit, at: place,
      Message(
        en:
          "the unit ‘\(word)’ in this header is not understood, and ‘\(field.name)’ is declared \(declared.map { "in ‘\($0.name)’" } ?? "as a bare number")",
        zh: "看不懂表头里的单位“\(word)”，而“\(field.name)”声明为\(declared.map { "“\($0.name)”" } ?? "不带单位的数")"),
      labels: [.declaredHere(field)],
      notes: [
        Message(
          en:
            "a header says £m, £k, £ million, thousands, %, pp, £ per pupil, a unit of the library or one that is declared: ‘\(declaration(of: text))’",
          zh: "表头可写万元、£m、£ million、%、pp、元/人，或其他标准的、声明过的单位：“\(declaration(of: text))”")
      ])
    finding.evidence = .wholeColumn(of: field.place)
    return finding
  }

  /// The declaration of the scale behind a currency that a header may have: `£M`, millions in most accounts and thousands in some.
  private static func declaration(of text: String) -> String {
    let letters = text.unicodeScalars.drop { $0.isASCII }.dropFirst()
    let isScale = letters.first?.isASCII ?? false && letters.allSatisfy { $0.properties.isAlphabetic }
    let name = isScale ? String(letters) : "mil"
    let size = ["k": "1000", "b": "1000000000"][name.prefix(1).lowercased()] ?? "1000000"
    return "unit \"¤\(name)\" = \(size)"
  }

  static func duplicateColumn(_ field: Field, at place: Place, first: Place) -> Diagnostic {
    Diagnostic(
      .duplicateColumn, at: place,
      Message(en: "two columns are called ‘\(field.header)’", zh: "有两列都叫“\(field.header)”"),
      labels: [Label(first, Message(en: "the first one is here", zh: "第一列在此")), .declaredHere(field)])
  }
}

extension Label {
  /// Points at the path in the source.
  static func namedHere(_ file: DataFile) -> Label {
    Label(file.schema.pathPlace, Message(en: "the file is named here", zh: "文件在此引用"))
  }

  /// Points at the declaration of a field.
  static func declaredHere(_ field: Field) -> Label {
    Label(field.place, Message(en: "‘\(field.name)’ is declared here", zh: "“\(field.name)”在此声明"))
  }
}

extension [Message] {
  /// How a file becomes UTF-8.
  package static func savingAsUTF8(_ path: String, _ bytes: [UInt8]) -> [Message] {
    let encoding = EncodingGuess(bytes.span).candidates.first
    let command = encoding.map { "iconv -f \($0.rawValue.uppercased()) -t UTF-8 '\(path)'" }
    return [
      command.map {
        Message(
          en: "save it as UTF-8 in your editor, or write what this prints into it: \($0)",
          zh: "请在编辑器中另存为 UTF-8，或把此命令的输出写回该文件：\($0)")
      } ?? Message(en: "save it as UTF-8 in your editor", zh: "请在编辑器中另存为 UTF-8")
    ]
  }
}

extension Nearest {
  /// The header or key that is probably meant, of those that no field reads: the one that is spelled most like it, or the
  /// only one that holds it or stands in it.
  static func header(for header: String, in free: [String]) -> String? {
    if let near = match(for: header, in: free) { return near }
    // ‘attendance (%)’ differs from ‘Attendance’ in its case and a unit.
    let same = free.filter { HeaderUnit.split($0).map { differInFormAlone($0.base, header) } ?? false }
    if same.count == 1 { return same[0] }
    let kin = free.filter { !$0.isEmpty && ($0.holds(header) || header.holds($0)) }
    return kin.count == 1 ? kin[0] : nil
  }
}

extension Message {
  /// The header or key that is there, where another one is looked for.
  static func meant(_ near: String, for header: String) -> Message {
    Nearest.differInFormAlone(near, header)
      ? Message(en: "‘\(near)’ differs only in case, width or blanks", zh: "“\(near)”只是大小写、全半角或空格不同")
      : Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？")
  }

  /// How a limit is raised.
  static func raise(_ name: String) -> Message {
    Message(en: "--limit \(name)=NUMBER raises the limit", zh: "可用 --limit \(name)=数值 提高上限")
  }
}
