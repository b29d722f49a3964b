import EvrepModel
import EvrepSource

extension Diagnostic {
  // MARK: The file

  static func notAWorkbook(_ file: DataFile) -> Diagnostic {
    let path = file.schema.path
    var diagnostic = malformed(
      file, 0..<0,
      Message(
        en: "‘\(path)’ is an old .xls file or is protected by a password", zh: "“\(path)”是旧的 .xls 文件，或者有密码保护"))
    diagnostic.notes = [
      Message(
        en: "in Excel or WPS, save it as ‘Excel workbook (.xlsx)’ without a password",
        zh: "请在 Excel 或 WPS 中另存为“Excel 工作簿（.xlsx）”，不设密码")
    ]
    return diagnostic
  }

  static func unreadable(_ file: DataFile, _ fault: WorkbookFault) -> Diagnostic {
    let (path, limits) = (file.schema.path, file.limits)
    switch fault {
    case .archive(.damaged):
      return malformed(
        file, 0..<0, Message(en: "‘\(path)’ is no workbook, or is damaged", zh: "“\(path)”不是工作簿，或者已经损坏"))
    case .archive(.unreadable):
      return malformed(
        file, 0..<0,
        Message(en: "‘\(path)’ is encrypted, or packed in a way that is not read", zh: "“\(path)”经过加密，或者压缩方式不受支持"))
    case .archive(.tooManyParts):
      return tooLarge(
        file,
        Message(en: "‘\(path)’ has more than \(limits.parts) parts", zh: "“\(path)”的组成部分超过 \(limits.parts) 个"), "parts")
    case .archive(.tooLarge):
      return tooLarge(
        file,
        Message(
          en: "‘\(path)’ unpacks to more than \(limits.unpacked) bytes, or to far more than it is honest to pack",
          zh: "“\(path)”解压后超过 \(limits.unpacked) 字节，或者压缩比异常"), "unpacked")
    case .partMissing(let part):
      return malformed(
        file, 0..<0,
        Message(en: "the workbook has no part ‘\(Quote.short(part))’", zh: "工作簿中缺少“\(Quote.short(part))”"))
    case .xml(let fault, let part):
      var diagnostic = malformed(file, 0..<0, message(fault, Quote.short(part), file))
      if fault == .tooDeep { diagnostic.notes = [.raise("nesting")] }
      return diagnostic
    }
  }

  private static func message(_ fault: XMLFault, _ part: String, _ file: DataFile) -> Message {
    switch fault {
    case .malformed(let words):
      Message(en: "‘\(part)’ in the workbook is no XML: \(words)", zh: "工作簿中的“\(part)”不是有效的 XML：\(words)")
    case .hasDoctype:
      Message(
        en: "‘\(part)’ in the workbook has a DOCTYPE, which no spreadsheet program writes",
        zh: "工作簿中的“\(part)”带有 DOCTYPE，表格软件不会写出这样的文件")
    case .tooDeep:
      Message(
        en: "‘\(part)’ in the workbook has more than \(file.limits.nesting) elements in one another",
        zh: "工作簿中的“\(part)”元素嵌套超过 \(file.limits.nesting) 层")
    case .tokenTooLong:
      Message(en: "‘\(part)’ in the workbook has a tag without end", zh: "工作簿中的“\(part)”有一个没有尽头的标签")
    }
  }

  private static func tooLarge(_ file: DataFile, _ message: Message, _ limit: String) -> Diagnostic {
    Diagnostic(.fileTooLarge, at: file.schema.pathPlace, message, notes: [.raise(limit)])
  }

  static func sheetOutOfOrder(_ file: DataFile, _ sheet: String, row: Int) -> Diagnostic {
    malformed(
      file, 0..<0,
      Message(
        en: "the cells of sheet ‘\(Quote.short(sheet))’ are not in order behind row \(row)",
        zh: "工作表“\(Quote.short(sheet))”第 \(row) 行之后的单元格次序有误"))
  }

  static func emptySheet(_ file: DataFile, _ sheet: String) -> Diagnostic {
    malformed(
      file, 0..<0,
      Message(
        en: "sheet ‘\(Quote.short(sheet))’ has no header row in the cells that are read",
        zh: "工作表“\(Quote.short(sheet))”所读的范围内没有表头"))
  }

  static func noSheet(_ file: DataFile) -> Diagnostic {
    malformed(file, 0..<0, Message(en: "the workbook has no sheet of cells", zh: "工作簿中没有工作表"))
  }

  // MARK: What the binding names

  static func sheetNotFound(_ name: String, at place: Place, sheets: [String]) -> Diagnostic {
    let known = Quote.list(sheets)
    var notes = [Message(en: "the sheets are \(known.en)", zh: "已有的工作表：\(known.zh)")]
    if let near = Nearest.match(for: name, in: sheets) {
      notes.insert(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"), at: 0)
    }
    return Diagnostic(
      .sheetNotFound, at: place,
      Message(en: "the workbook has no sheet ‘\(name)’", zh: "工作簿中没有工作表“\(name)”"), notes: notes)
  }

  static func rangeNotFound(_ file: DataFile, _ name: String, at place: Place, names: [String]) -> Diagnostic {
    var notes: [Message] = []
    if let near = Nearest.match(for: name, in: names) {
      notes.append(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"))
    }
    let known = Quote.list(names)
    notes.append(
      names.isEmpty
        ? Message(en: "a range is written like ‘A3:F40’", zh: "区域的写法形如“A3:F40”")
        : Message(
          en: "a range is written like ‘A3:F40’; the workbook defines \(known.en)",
          zh: "区域的写法形如“A3:F40”；工作簿定义的名称：\(known.zh)"))
    return Diagnostic(
      .rangeNotFound, at: place,
      Message(
        en: "‘\(name)’ is no range, and the workbook defines no cells of that name", zh: "“\(name)”不是区域，工作簿中也没有定义这个名称"),
      notes: notes)
  }

  static func rangeElsewhere(_ name: String, at place: Place, sheet: String, wanted: String) -> Diagnostic {
    Diagnostic(
      .rangeNotFound, at: place,
      Message(
        en: "‘\(name)’ lies in sheet ‘\(sheet)’, and not in ‘\(wanted)’", zh: "“\(name)”在工作表“\(sheet)”中，不在“\(wanted)”中")
    )
  }

  // MARK: Cells

  static func formulaWithoutValue(_ field: Field, at place: Place) -> Diagnostic {
    Diagnostic(
      .formulaWithoutValue, at: place,
      Message(
        en: "the formula of ‘\(field.name)’ has no value stored in the file", zh: "“\(field.name)”的公式在文件中没有保存结果"),
      labels: [.declaredHere(field)],
      notes: [
        Message(
          en: "open the workbook in Excel, WPS or LibreOffice and save it", zh: "请用 Excel、WPS 或 LibreOffice 打开后保存一次")
      ])
  }
}
