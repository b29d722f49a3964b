import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// 最多{最小(…)}, the lowest is {first(… order by x descending).name}: the word has to be that of the end which the
  /// expression takes. The word, where it is that of the other end.
  func falseExtreme(_ value: Expression, _ node: SyntaxNode) -> ByteRange? {
    guard let end = end(of: value) else { return nil }
    let bytes = node.fileBytes
    let (wanted, other): (WordLists.List, WordLists.List) = end == .greatest ? (.greatest, .least) : (.least, .greatest)
    let start = figureStart(node, bytes)
    if let word = program.claimWords.lists.word(other, endingAt: start, in: bytes) { return word }
    // 最多的学校是, the largest school has: what the word is said of stands between.
    guard let noun = nounStart(before: start, in: bytes),
      program.claimWords.lists.word(wanted, endingAt: noun, in: bytes) == nil
    else { return nil }
    return program.claimWords.lists.word(other, endingAt: noun, in: bytes)
  }

  /// The byte where a noun begins that stands before a verb of being and a figure: 学校 of 最大的学校有{x}, school of “the largest
  /// school has {x}”.
  private func nounStart(before end: Int, in bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes[max(0, end - 45)..<end], as: UTF8.self)
    for verb in ["有", "为", "是", "达"] where text.hasSuffix(verb) {
      let before = text.dropLast()
      for noun in ["学校", "小学", "中学", "幼儿园", "园所", "单位", "班级", "班", "校", "园", "项目", "乡镇", "县区"]
      where before.hasSuffix(noun) {
        return end - verb.utf8.count - noun.utf8.count
      }
    }
    for verb in [" is", " has", " was", " had"] where text.hasSuffix(verb) || text.hasSuffix(verb + " ") {
      var before = text[...]
      while before.last == " " { before.removeLast() }
      before = before.dropLast(verb.count)
      let noun = before.reversed().prefix { $0.isASCII && $0.isLetter }
      guard !noun.isEmpty, noun.count < before.count else { return nil }
      return end - (text.utf8.count - before.utf8.count) - noun.count
    }
    return nil
  }

  mutating func checkExtreme(_ value: Expression, _ node: SyntaxNode) {
    guard let word = falseExtreme(value, node) else { return }
    let text = String(decoding: node.fileBytes[word], as: UTF8.self)
    let isGreatest = end(of: value) == .greatest
    report(
      .falseExtreme, Place(node.file, word),
      en: "‘\(text)’ stands before the \(isGreatest ? "greatest" : "least")",
      zh: "“\(text)”后面取的是\(isGreatest ? "最大" : "最小")的",
      labels: [
        Label(
          value.place,
          isGreatest
            ? Message(en: "this takes the greatest", zh: "这里取最大的") : Message(en: "this takes the least", zh: "这里取最小的"))
      ],
      notes: [
        Message(
          en: "order is ascending unless it says ‘descending’; ‘top’ takes the greatest unless it says ‘ascending’",
          zh: "“排序”不写“降序”时由小到大；“前 n 按”不写“升序”时取最大的")
      ],
      fixIts: oppositeCall(value, node))
  }

  /// Which end of a column, or of a table in some order, a value is taken from; nil for neither.
  private func end(of value: Expression) -> WordLists.List? {
    switch value.operation {
    case .definition(let index): return end(of: program.definitions[index].expression)
    case .call(.round, let arguments): return end(of: arguments[0])
    case .call(.max, let arguments) where isColumn(arguments): return .greatest
    case .call(.min, let arguments) where isColumn(arguments): return .least
    case .field(let row, _): return rowEnd(row)
    case .call(.list, let arguments): return arguments.first.flatMap(takenEnd)
    default: return nil
    }
  }

  private func isColumn(_ arguments: [Expression]) -> Bool {
    guard arguments.count == 1, case .column = arguments[0].type else { return false }
    return true
  }

  /// The end that the first or the last row stands at.
  private func rowEnd(_ row: Expression) -> WordLists.List? {
    switch row.operation {
    case .definition(let index): return rowEnd(program.definitions[index].expression)
    case .call(.first, let arguments): return isDescending(arguments[0]).map { $0 ? .greatest : .least }
    case .call(.last, let arguments): return isDescending(arguments[0]).map { $0 ? .least : .greatest }
    default: return nil
    }
  }

  /// The end that `top` takes its rows from.
  private func takenEnd(_ column: Expression) -> WordLists.List? {
    switch column.operation {
    case .definition(let index): return takenEnd(program.definitions[index].expression)
    case .column(let rows, _): return takenEnd(rows)
    case .taking(let rows, _): return isDescending(rows).map { $0 ? .greatest : .least }
    default: return nil
    }
  }

  /// The way in which rows are ordered; nil where they are not, or by what is no amount.
  private func isDescending(_ rows: Expression) -> Bool? {
    switch rows.operation {
    case .definition(let index): return isDescending(program.definitions[index].expression)
    case .filter(let base, _, _): return isDescending(base)
    case .taking(let base, _): return isDescending(base)
    case .ordering(_, let key, _, let descending):
      guard case .quantity = key.type else { return nil }
      return descending
    default: return nil
    }
  }

  /// min for max, where the hole itself spells it.
  private func oppositeCall(_ value: Expression, _ node: SyntaxNode) -> [FixIt] {
    guard value.place.file == node.file, node.range.contains(value.place.range.lowerBound) else { return [] }
    let names = [("min", "max"), ("最小", "最大")]
    let bytes = node.fileBytes
    for (left, right) in names + names.map({ ($1, $0) }) where bytes[value.place.range].starts(with: left.utf8) {
      let start = value.place.range.lowerBound
      return [
        FixIt(
          Message(en: "write ‘\(right)’", zh: "写作“\(right)”"),
          replace: Place(node.file, start..<start + left.utf8.count), with: right)
      ]
    }
    return []
  }
}
