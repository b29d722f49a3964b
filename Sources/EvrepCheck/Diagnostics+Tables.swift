import EvrepSource
import EvrepSyntax

extension Checker {
  /// Tables of the prose that Markdown would not print, or not whole.
  mutating func checkTables(_ shapes: TableShapes, _ body: SyntaxNode) {
    let misplaced = dropHeadless(shapes, body)
    for finding in shapes.findings {
      switch finding {
      case .dashes(let header, let dashes, let below):
        let isHeaderWrong = below.map { below in
          let isDoubled = !header.doubledBars.isEmpty && header.doubledBars.count == header.cells - below.cells
          return below.cells != header.cells
            && (below.cells == dashes.cells || dashes.cells != header.cells || isDoubled)
        }
        if let below, isHeaderWrong == true {
          reportHeader(header, below.cells == dashes.cells ? dashes : below, body)
          if below.cells != dashes.cells { reportDashes(dashes, under: header, isMendable: false, body) }
        } else {
          reportDashes(dashes, under: header, isMendable: below?.cells == header.cells, body)
        }
      case .stray(let row):
        report(
          .brokenTable, Place(body.file, row.range), en: "this row is part of no table, and would print with its bars",
          zh: "这一行不属于任何表格，会连同竖线一起印出",
          notes: [
            Message(
              en: "a table begins with a header and a row of dashes below it, and ends before a blank line",
              zh: "表格以表头和其下的分隔行开始，遇空行结束")
          ])
      case .repeatedDashes(let header, let dashes):
        report(
          .brokenTable, Place(body.file, dashes.range),
          en: "this row of dashes stands in the block that repeats the rows, and would print with each of them",
          zh: "分隔行写在了重复各行的块里，会随每一行印出", labels: [label(header, body)],
          notes: [
            Message(en: "it stands right below the header, before the block", zh: "分隔行应紧接表头，在块之前")
          ])
      case .excess(let row, let lost, let table):
        report(
          .cellNotPrinted, Place(body.file, lost),
          en: "this row has \(cells(row.cells)), and its table \(table.columns): what stands here would not print",
          zh: "这一行有 \(row.cells) 格，而表格只有 \(table.columns) 列：这里的内容不会印出", labels: [label(table.header, body)],
          notes: [Message(en: "a bar that is text is written ‘\\|’", zh: "作为文字的竖线写作“\\|”")])
      case .doubled(let row, let bars, let table):
        reportDoubled(
          .cellNotPrinted, bars,
          en: "a bar too many: this row has \(cells(row.cells)), and its table \(table.columns)",
          zh: "多了一条竖线：这一行有 \(row.cells) 格，而表格有 \(table.columns) 列", label(table.header, body), body)
      case .short(let row, let end, let table):
        let figure = misplaced.first { $0.hole.overlaps(row.range.lowerBound..<end) }
        report(
          figure?.code ?? .shortRow, Place(body.file, row.range),
          en: "this row has \(cells(row.cells)), and its table \(table.columns): "
            + (figure == nil
              ? "those that are missing print empty" : "a figure does not stand below the header with its unit"),
          zh: "这一行只有 \(row.cells) 格，而表格有 \(table.columns) 列："
            + (figure == nil ? "缺的格会印成空格" : "有的数没有落在写着其单位的表头之下"),
          labels: [label(table.header, body)]
            + (figure.map { [Label(Place(body.file, $0.hole), Message(en: "this figure", zh: "这个数"))] } ?? []),
          notes: figure == nil
            ? [] : [Message(en: "a bar parts each cell from the next", zh: "每两格之间有一条竖线")])
      case .wide(let bars): reportWide(bars, body)
      case .swallowed(let line):
        let start = Self.line(line.lowerBound, body.fileBytes).lowerBound
        report(
          .lineReadAsRow, Place(body.file, line), en: "this line prints as one more row of the table above",
          zh: "这一行会印成上面表格的又一行",
          fixIts: [
            FixIt(
              Message(en: "write a blank line before it", zh: "在它前面空一行"), replace: Place(body.file, start..<start),
              with: "\n", isSafe: false)
          ])
      }
    }
  }

  /// Takes back what was said of the units of figures that stand under no header, or under another's, for what has been
  /// found; returns those figures.
  private mutating func dropHeadless(_ shapes: TableShapes, _ body: SyntaxNode) -> [(
    code: DiagnosticCode, hole: ByteRange
  )] {
    guard !shapes.headless.isEmpty else { return [] }
    var dropped: [(DiagnosticCode, ByteRange)] = []
    diagnostics.removeAll { diagnostic in
      guard let place = diagnostic.place, place.file == body.file else { return false }
      var hole = place
      if !shapes.isHeadless(place.range.lowerBound) {
        // What is said of a header is said of the figures below it.
        guard [.unitContradicts, .unitDoubled, .unitMissing].contains(diagnostic.code),
          let label = diagnostic.labels.first(where: {
            $0.place.file == body.file && shapes.isHeadless($0.place.range.lowerBound)
          })
        else { return false }
        hole = label.place
      } else if diagnostic.code != .unitMissing {
        return false
      }
      dropped.append((diagnostic.code, hole.range))
      return true
    }
    return dropped
  }

  /// Reports a header that has other cells than a row below it.
  private mutating func reportHeader(_ header: TableLine, _ row: TableLine, _ body: SyntaxNode) {
    let (columns, wanted) = (header.cells, row.cells)
    let below = Label(
      Place(body.file, row.range), Message(en: "this row has \(cells(wanted))", zh: "这一行有 \(wanted) 格"))
    let doubled = header.doubledBars
    if !doubled.isEmpty, doubled.count == columns - wanted {
      return reportDoubled(
        .brokenTable, doubled,
        en: "a bar too many: the header has \(cells(columns)), and the rows below it \(wanted)",
        zh: "多了一条竖线：表头有 \(columns) 格，下面各行有 \(wanted) 格", below, body)
    }
    report(
      .brokenTable, Place(body.file, header.range),
      en: "the header has \(cells(columns)), and the rows below it \(wanted): a cell or a bar "
        + (columns < wanted ? "is missing" : "too many") + ", and this is no table",
      zh: "表头有 \(columns) 格，下面各行有 \(wanted) 格：\(columns < wanted ? "缺" : "多")一格或一条竖线，这不成表格", labels: [below])
  }

  private mutating func reportDoubled(
    _ code: DiagnosticCode, _ bars: [Int], en: String, zh: String, _ label: Label, _ body: SyntaxNode
  ) {
    report(
      code, Place(body.file, bars[0]..<bars[0] + 1), en: en, zh: zh, labels: [label],
      fixIts: [
        FixIt(
          Message(en: "take it out", zh: "删去"), replace: Place(body.file, bars[0]..<bars[bars.count - 1] + 1),
          with: Self.text(of: body, bars[0]..<bars[bars.count - 1] + 1, writing: "", at: bars, each: 1), isSafe: true)
      ])
  }

  private mutating func reportWide(_ bars: [Int], _ body: SyntaxNode) {
    let width = TableShapes.wideBar.count
    let whole = bars[0]..<bars[bars.count - 1] + width
    report(
      .brokenTable, Place(body.file, bars[0]..<bars[0] + width),
      en: "the bars of a table are ‘|’, not the full-width ‘｜’", zh: "表格的竖线用半角“|”，不用全角“｜”",
      labels: bars.dropFirst().prefix(5).map {
        Label(Place(body.file, $0..<$0 + width), Message(en: "and here", zh: "此处也是"))
      },
      fixIts: [
        FixIt(
          Message(en: "write ‘|’", zh: "写作“|”"), replace: Place(body.file, whole),
          with: Self.text(of: body, whole, writing: "|", at: bars, each: width), isSafe: true)
      ])
  }

  /// The bytes of a range with other ones at each of some places.
  private static func text(
    of body: SyntaxNode, _ range: ByteRange, writing sign: String, at places: [Int], each width: Int
  ) -> String {
    var text: [UInt8] = []
    var start = range.lowerBound
    for place in places {
      text += body.fileBytes[start..<place] + Array(sign.utf8)
      start = place + width
    }
    return String(decoding: text + body.fileBytes[start..<range.upperBound], as: UTF8.self)
  }

  private mutating func reportDashes(
    _ dashes: TableLine, under header: TableLine, isMendable: Bool, _ body: SyntaxNode
  ) {
    let columns = header.cells
    let differs = dashes.cells != columns
    let rows = isMendable ? DashRow(dashes, body.fileBytes).mended(columns: columns) : []
    report(
      .brokenTable, Place(body.file, dashes.range),
      en: differs
        ? "the header has \(self.cells(columns)), and the row of dashes below it \(dashes.cells): this is no table"
        : "a row of dashes has ‘-’, ‘:’ and ‘|’ alone, and a dash in each cell: this is no table",
      zh: differs ? "表头有 \(columns) 格，下面的分隔行有 \(dashes.cells) 格：这不成表格" : "分隔行只能有“-”“:”“|”，且每格都要有“-”：这不成表格",
      labels: [label(header, body)],
      fixIts: rows.map { row in
        FixIt(
          Message(en: "write ‘\(row.text)’", zh: "写作“\(row.text)”"), replace: Place(body.file, dashes.range),
          with: row.text, isSafe: row.isSafe)
      })
  }

  private func label(_ header: TableLine, _ body: SyntaxNode) -> Label {
    Label(
      Place(body.file, header.range),
      Message(en: "the header has \(cells(header.cells))", zh: "表头有 \(header.cells) 格"))
  }

  private func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
