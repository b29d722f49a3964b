package import EvrepModel

extension Ledger {
  /// The figures as CSV for a spreadsheet, an index of the evidence: UTF-8 with a byte order mark, which a Chinese Excel
  /// needs, lines ended by CRLF. Its headers are in the report's language.
  package func csv() -> [UInt8] {
    var text = "\u{FEFF}"
    let headers =
      language == .chinese
      ? [
        "序号", "章节", "语句", "印出", "单位", "准确值", "算式", "所在文件", "行", "数据来源", "参数与定义", "文件 SHA-256",
      ]
      : [
        "number", "section", "sentence", "printed", "unit", "exact value", "formula", "source", "line", "data",
        "parameters and definitions", "files' SHA-256",
      ]
    text += Self.line(headers.map { .text($0) })
    let hashes = files.reduce(into: [String: String]()) { $0[$1.path] = $1.hash }
    for entry in entries {
      let names = entry.parameters.map { parameters[$0] } + entry.definitions.map { definitions[$0] }
      var paths: [String] = []
      for input in entry.inputs where !paths.contains(input.file) { paths.append(input.file) }
      text += Self.line([
        .number(String(entry.number)), .text(entry.section.map { $0.number + $0.text }.joined(separator: " › ")),
        .text(entry.sentence),
        entry.kind == .number && entry.printed.utf8.allSatisfy { (0x2C...0x39).contains($0) && $0 != 0x2F }
          ? .number(entry.printed) : .text(entry.printed),
        .text(entry.unit), entry.exact.map { Self.exact($0) } ?? .text(""),
        .text(entry.formula), .text(entry.place.file), .number(String(entry.place.line)),
        .text(entry.inputs.map { describe($0) }.joined(separator: "; ")),
        .text(names.map { "\($0.name) = \($0.value)" }.joined(separator: "; ")),
        .text(paths.map { "\($0) \(hashes[$0] ?? "")" }.joined(separator: "; ")),
      ])
    }
    return Array(text.utf8)
  }

  private func describe(_ span: CellSpan) -> String {
    let header = span.header.map { " \($0)" } ?? ""
    let isChoice = span.role == .selection
    let role = isChoice ? (language == .chinese ? "（用于取行）" : " (chooses rows)") : ""
    return "\(span.file) \(span.reference(limit: 40))\(header)\(role)"
  }

  private enum Cell {
    case text(String)
    case number(String)
  }

  /// A decimal, or a fraction in words that a spreadsheet does not take for a date.
  private static func exact(_ text: String) -> Cell {
    let parts = text.split(separator: "/")
    return parts.count == 2 ? .text("\(parts[0]) ÷ \(parts[1])") : .number(text)
  }

  private static func line(_ cells: [Cell]) -> String { cells.map { quoted($0) }.joined(separator: ",") + "\r\n" }

  /// A cell as RFC 4180 has it. Text that a spreadsheet would take for a formula gets an apostrophe in front; a number,
  /// a negative one too, stays what it is.
  private static func quoted(_ cell: Cell) -> String {
    var text: String
    switch cell {
    case .number(let digits): text = digits
    case .text(let words):
      text = words
      if let first = words.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].contains(first) {
        text = "'" + words
      }
    }
    let isPlain = !text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return isPlain
      ? text : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
