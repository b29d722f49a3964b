import EvrepModel
import EvrepSource

/// A row that stands among the data and is none: totals or averages of the rows above, a note below them, the headers once
/// more, or nothing.
struct NonDataRow {
  enum Kind {
    case total, average, note, headers, blank
  }

  let kind: Kind
  /// The field whose cell says so, an index of the schema.
  let field: Int
  /// What its cell says.
  let text: String

  /// Looks at the texts of a row that does not fit its schema; nil where they do not say that it is no data.
  ///
  /// - Parameters:
  ///   - text: the text of a field's cell, blanks around it taken away.
  ///   - header: that of its column.
  init?(_ fields: [Field], _ text: (_ field: Int) -> String, header: (_ field: Int) -> String) {
    let texts = fields.indices.map(text)
    if let first = texts.first, fields.count > 1, fields.indices.allSatisfy({ texts[$0] == header($0) }) {
      (kind, field, self.text) = (.headers, 0, first)
      return
    }
    if let field = fields.indices.first(where: { index in
      if case .quantity = fields[index].type.settled { return false }
      return Self.isTotal(Array(texts[index].utf8).span)
    }) {
      let isAverage = Self.averages.contains(Self.folded(Array(texts[field].utf8).span))
      (kind, self.field, self.text) = (isAverage ? .average : .total, field, texts[field])
      return
    }
    let full = texts.indices.filter { !texts[$0].isEmpty }
    if full.isEmpty, fields.count > 1, let field = fields.firstIndex(where: { !$0.type.isOptional }) {
      (kind, self.field, self.text) = (.blank, field, "")
      return
    }
    guard full.count == 1, fields.count > 1, let field = full.first, Self.noteMark(texts[field]) != nil else {
      return nil
    }
    (kind, self.field, self.text) = (.note, field, texts[field])
  }

  /// A row of headers, of which the first is given.
  init(headersFrom first: String) { (kind, field, text) = (.headers, 0, first) }

  /// The condition of `skip where` that leaves such rows out.
  func condition(_ fields: [Field]) -> Message {
    let name = fields[field].name
    if kind == .note, let mark = Self.noteMark(text) {
      return Message(
        en: "skip where contains(\(name), \"\(mark)\")", zh: "跳过 其中 含有(\(name), \"\(mark)\")")
    }
    if kind == .blank { return Message(en: "skip where \(name) is missing", zh: "跳过 其中 \(name) 是 缺失") }
    return Message(en: "skip where \(name) = \"\(text)\"", zh: "跳过 其中 \(name) = \"\(text)\"")
  }

  // MARK: Words

  private static let totals: [[UInt8]] =
    [
      "合计", "总计", "小计", "共计", "总合计", "汇总", "total", "totals", "subtotal", "sub-total", "grandtotal",
    ].map { Array($0.utf8) } + averages

  private static let averages: [[UInt8]] = [
    "平均", "平均值", "平均数", "均值", "average", "averages",
  ].map { Array($0.utf8) }

  /// Words that are totals where the numbers beside them are the sums of all others, and may be names elsewhere.
  private static let sums: [[UInt8]] = [
    "all", "overall", "everyone", "sum", "全部", "总数", "总和", "总体", "全市", "全县", "全区", "全省", "全国", "全校",
  ].map { Array($0.utf8) }

  /// True for such a word alone.
  static func maySum(_ cell: Span<UInt8>) -> Bool {
    cell.count <= longest && begins(cell, sumHeads) && sums.contains(folded(cell))
  }

  /// How words begin, three bytes in a number: all other names are told from them by that.
  private static func heads(_ words: [[UInt8]]) -> [UInt32] {
    words.map { UInt32($0[0]) << 16 | UInt32($0[1]) << 8 | UInt32($0[2]) }
  }

  private static let heads = heads(totals)
  private static let sumHeads = heads(sums)
  private static let noteHeads = heads(noteMarks.map { Array($0.utf8) })

  /// True where a text begins as one of the words does, as far as three bytes tell; `start` is that of its first letter.
  private static func begins(_ cell: Span<UInt8>, at start: Int = 0, _ heads: [UInt32]) -> Bool {
    guard start + 3 <= cell.count else { return false }
    let letters: UInt32 = cell[start] < 0x80 ? 0x20_2020 : 0
    let head = UInt32(cell[start]) << 16 | UInt32(cell[start + 1]) << 8 | UInt32(cell[start + 2])
    return heads.contains(head | letters)
  }

  /// The longest of them with blanks between its letters.
  private static let longest = 24

  /// True for a word of totals or averages alone: blanks, the colon behind it and the case of letters do not count.
  static func isTotal(_ cell: Span<UInt8>) -> Bool {
    guard cell.count >= 5, cell.count <= longest else { return false }
    return begins(cell, heads) && totals.contains(folded(cell))
  }

  private static let partTotals = ["合计", "小计", "total", "totals"].map { Array($0.utf8) }

  /// True for a name that ends as totals of a part do, `East total`, 东部小计, or begins so: `Total East`.
  static func isPartTotal(_ cell: Span<UInt8>) -> Bool {
    // Most names neither begin nor end so.
    guard let last = cell.isEmpty ? nil : cell[cell.count - 1],
      [0x6C, 0x73, 0xA1].contains(last < 0x80 ? last | 0x20 : last) || [0x74, 0xE5].contains(cell[0] | 0x20)
    else { return false }
    func isWord(_ word: [UInt8], at start: Int) -> Bool {
      guard start >= 0, start + word.count <= cell.count else { return false }
      return word.indices.allSatisfy { cell[start + $0] | (word[$0] < 0x80 ? 0x20 : 0) == word[$0] }
    }
    return partTotals.contains { isWord($0, at: cell.count - $0.count) || isWord($0, at: 0) }
  }

  /// A cell without blanks and the colon at its end, in small letters.
  private static func folded(_ cell: Span<UInt8>) -> [UInt8] {
    var word: [UInt8] = []
    var offset = 0
    while offset < cell.count {
      let byte = cell[offset]
      if byte == 0xE3, offset + 2 < cell.count, cell[offset + 1] == 0x80, cell[offset + 2] == 0x80 {
        offset += 3
        continue
      }
      if byte == 0xC2, offset + 1 < cell.count, cell[offset + 1] == 0xA0 {
        offset += 2
        continue
      }
      if byte != 0x20, byte != 0x09 { word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
      offset += 1
    }
    if word.last == UInt8(ascii: ":") {
      word.removeLast()
    } else if word.suffix(3) == [0xEF, 0xBC, 0x9A] {
      word.removeLast(3)
    }
    return word
  }

  private static let noteMarks = [
    "注：", "注:", "注释", "备注", "附注", "说明", "数据来源", "资料来源", "来源：", "填表", "填报", "制表", "审核",
    "本表", "统计口径", "统计时间", "截至", "截止", "note:", "notes:", "source:", "sources:", "compiled by ", "prepared by ",
    "produced by ", "published by ", "last updated", "updated:", "data from ", "figures from ", "as at ",
  ]

  /// False for a cell that cannot begin as a note does, as far as three bytes tell.
  static func mayBeNote(_ cell: Span<UInt8>) -> Bool {
    begins(cell, at: cell.rangeWithoutBlanks().lowerBound, noteHeads)
  }

  /// False for a cell that is no note behind a mark, and no sentence, as its first and last byte tell.
  static func mayBeSentence(_ cell: Span<UInt8>) -> Bool {
    guard cell.count > 1 else { return false }
    // * † ‡ ※ # and . 。
    return [0x2A, 0x23, 0xE2].contains(cell[0]) || [0x2E, 0x82].contains(cell[cell.count - 1])
  }

  private static let marks = "*†‡※#".unicodeScalars

  /// True for a text behind a mark that refers to it, `* includes nursery`, or with a full stop.
  static func isMarked(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, text.unicodeScalars.count > 8
    else {
      return false
    }
    return marks.contains(first) || last == "。" || last == "." && text.contains(" ")
  }

  /// True for a text behind a mark that no name begins with.
  static func mayRefer(_ text: String) -> Bool {
    text.unicodeScalars.first.map("*†‡※".unicodeScalars.contains) ?? false
  }

  /// True for so many words that they are no name.
  static func isSentence(_ text: String) -> Bool {
    text.split(separator: " ").count > 4 || text.unicodeScalars.count { $0.value > 0x3000 } > 12
  }

  /// How a note begins, as it is spelled there; nil for other texts.
  static func noteMark(_ text: String) -> String? {
    let low = text.lowercased()
    guard let mark = noteMarks.first(where: { low.hasPrefix($0) }) else { return nil }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(mark.unicodeScalars.count)))
  }
}
