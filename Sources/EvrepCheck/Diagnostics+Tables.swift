import EvrepSource
import EvrepSyntax

extension Checker {
  /// Tables of the prose that Markdown would not print, or not whole.
  mutating func checkTables(_ body: SyntaxNode) {
    let shapes = TableShapes(body)
    // A figure that has no header for that reason is not found wrong for it.
    diagnostics.removeAll { diagnostic in
      guard diagnostic.code == .unitMissing, let place = diagnostic.place, place.file == body.file else { return false }
      return shapes.isHeadless(place.range.lowerBound)
    }
    for finding in shapes.findings {
      switch finding {
      case .dashes(let header, let dashes, let isMendable): reportDashes(dashes, under: header, isMendable, body)
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
      case .short(let row, let table):
        report(
          .shortRow, Place(body.file, row.range),
          en: "this row has \(cells(row.cells)), and its table \(table.columns): those that are missing print empty",
          zh: "这一行只有 \(row.cells) 格，而表格有 \(table.columns) 列：缺的格会印成空格", labels: [label(table.header, body)])
      case .wide(let lines):
        report(
          .brokenTable, Place(body.file, lines), en: "the bars of a table are ‘|’, not the full-width ‘｜’",
          zh: "表格的竖线用半角“|”，不用全角“｜”",
          fixIts: [
            FixIt(
              Message(en: "write ‘|’", zh: "写作“|”"), replace: Place(body.file, lines),
              with: Self.narrowBars(body.fileBytes[lines]), isSafe: true)
          ])
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

  /// The text with narrow bars outside holes.
  private static func narrowBars(_ text: ArraySlice<UInt8>) -> String {
    var (written, depth) = ("", 0)
    for character in String(decoding: text, as: UTF8.self) {
      switch character {
      case "{", "｛": depth += 1
      case "}", "｝": depth = max(0, depth - 1)
      default: break
      }
      written.append(character == "｜" && depth == 0 ? "|" : character)
    }
    return written
  }

  private mutating func reportDashes(
    _ dashes: TableShapes.Line, under header: TableShapes.Line, _ isMendable: Bool, _ body: SyntaxNode
  ) {
    let columns = header.cells
    let differs = dashes.cells != columns
    // How the columns are aligned stays as it is written.
    let written = body.fileBytes[dashes.range].split(separator: UInt8(ascii: "|")).map { cell in
      String(decoding: cell.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }
    let cells = (0..<columns).map { index in
      guard index < written.count,
        written[index].utf8.allSatisfy({ [UInt8(ascii: "-"), UInt8(ascii: ":")].contains($0) }),
        written[index].contains("-")
      else { return "---" }
      return written[index]
    }
    let row = "|" + cells.map { $0 + "|" }.joined()
    report(
      .brokenTable, Place(body.file, dashes.range),
      en: differs
        ? "the header has \(self.cells(columns)), and the row of dashes below it \(dashes.cells): this is no table"
        : "a row of dashes has ‘-’, ‘:’ and ‘|’ alone, and a dash in each cell: this is no table",
      zh: differs ? "表头有 \(columns) 格，下面的分隔行有 \(dashes.cells) 格：这不成表格" : "分隔行只能有“-”“:”“|”，且每格都要有“-”：这不成表格",
      labels: [label(header, body)],
      fixIts: isMendable
        ? [
          FixIt(
            Message(en: "write ‘\(row)’", zh: "写作“\(row)”"), replace: Place(body.file, dashes.range), with: row,
            isSafe: true)
        ] : [])
  }

  private func label(_ header: TableShapes.Line, _ body: SyntaxNode) -> Label {
    Label(
      Place(body.file, header.range),
      Message(en: "the header has \(cells(header.cells))", zh: "表头有 \(header.cells) 格"))
  }

  private func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
