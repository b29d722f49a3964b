import EvrepModel
import EvrepSource
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

  static func notUTF8(_ file: DataFile, at offset: Int) -> Diagnostic {
    Diagnostic(
      .notUTF8, at: file.place(offset..<min(offset + 1, file.bytes.count)),
      Message(
        en: "‘\(file.schema.path)’ is not UTF-8: byte \(offset + 1) has no place there",
        zh: "“\(file.schema.path)”不是 UTF-8 编码：第 \(offset + 1) 个字节有误"),
      labels: [.namedHere(file)],
      notes: [
        Message(
          en: "in Excel or WPS, save it as ‘CSV UTF-8’", zh: "请在 Excel 或 WPS 中另存为“CSV UTF-8”")
      ])
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

  static func columnMissing(_ field: Field, headers: [String], row: Place) -> Diagnostic {
    let header = field.header
    var notes: [Message] = []
    if let near = Nearest.match(for: header, in: headers) {
      notes.append(
        Nearest.differInFormAlone(near, header)
          ? Message(
            en: "‘\(near)’ differs only in case, width or blanks", zh: "“\(near)”只是大小写、全半角或空格不同")
          : Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"))
    }
    let known = headers.filter { !$0.isEmpty }
    notes.append(
      known.isEmpty
        ? Message(en: "the first row has no headers", zh: "首行没有列名")
        : Message(
          en: "the columns are \(Quote.list(known).en)", zh: "已有的列：\(Quote.list(known).zh)"))
    return Diagnostic(
      .columnMissing, at: field.place,
      Message(en: "the file has no column ‘\(header)’", zh: "文件中没有列“\(header)”"),
      labels: [Label(row, Message(en: "the headers are here", zh: "列名在此"))], notes: notes)
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

extension Message {
  /// How a limit is raised.
  static func raise(_ name: String) -> Message {
    Message(en: "--limit \(name)=NUMBER raises the limit", zh: "可用 --limit \(name)=数值 提高上限")
  }
}
