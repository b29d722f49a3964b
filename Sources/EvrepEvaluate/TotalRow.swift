import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// The last row of a table that says it is the total: `| Total | {all} |`, `| 合计 | {sum(s.n)} |`.
///
/// It is held to the rows as they are printed, whatever its hole names, by exact values. Columns of ratios, of texts, with
/// an empty cell or with a figure that does not add up (an average, a greatest value, a quotient) are left alone, and so is
/// a table with subtotals.
extension Evaluator {
  private static let labels = ["Total", "Totals", "All", "合计", "总计", "共计", "总和"].map { Array($0.utf8)[...] }
  private static let partLabels = ["Subtotal", "Of which", "of which", "小计", "其中"].map { Array($0.utf8)[...] }

  private enum Cell {
    case figure(Int)
    /// A number typed by hand, and half the step of its last decimal; 0 for a whole number.
    case typed(Number, half: Number)
  }

  mutating func judgeTotalRows() {
    let text = document.text
    var figures = Array(repeating: -1, count: document.insertions.count)
    for (index, printing) in emission.figures.enumerated() { figures[printing.insertion] = index }
    var rows: [ByteRange] = []
    var (isInTable, hasParts) = (false, false)
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let line = start..<end
      start = end + 1
      let first = text[line].first
      if first == UInt8(ascii: "|") || first == UInt8(ascii: "-") || first == UInt8(ascii: ":"),
        text[line].contains(UInt8(ascii: "|")),
        text[line].allSatisfy({ $0 == 0x7C || $0 == 0x2D || $0 == 0x3A || $0 == 0x20 })
      {
        rows.removeAll(keepingCapacity: true)
        (isInTable, hasParts) = (true, false)
        continue
      }
      guard first == UInt8(ascii: "|") || isInTable && text[line].contains(UInt8(ascii: "|")) else {
        rows.removeAll(keepingCapacity: true)
        isInTable = false
        continue
      }
      let label = text[label(text, line)]
      if Self.partLabels.contains(label) { hasParts = true }
      guard Self.labels.contains(label) else {
        rows.append(line)
        continue
      }
      if !hasParts, !rows.isEmpty { judge(total: line, rows, text, figures) }
      rows.removeAll(keepingCapacity: true)
      hasParts = true
    }
  }

  // MARK: Cells

  /// The first cell without the blanks and stars around it.
  private func label(_ text: [UInt8], _ line: ByteRange) -> ByteRange {
    let start = firstCell(text, line)
    let end = text[start..<line.upperBound].firstIndex(of: UInt8(ascii: "|")) ?? line.upperBound
    return trimmed(text, start..<end)
  }

  private func firstCell(_ text: [UInt8], _ line: ByteRange) -> Int {
    text[line.lowerBound] == UInt8(ascii: "|") ? line.lowerBound + 1 : line.lowerBound
  }

  private func trimmed(_ text: [UInt8], _ range: ByteRange) -> ByteRange {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: "*") || byte == 0x0D }
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(text[low]) { low += 1 }
    while high > low, isBlank(text[high - 1]) { high -= 1 }
    return low..<high
  }

  /// The cells behind the first; nil for what is no number.
  private func cells(_ line: ByteRange, _ text: [UInt8], _ figures: [Int]) -> [(cell: Cell?, range: ByteRange)] {
    var cells: [(Cell?, ByteRange)] = []
    var start = firstCell(text, line)
    for at in start...line.upperBound
    where at == line.upperBound || (text[at] == UInt8(ascii: "|") && text[at - 1] != UInt8(ascii: "\\")) {
      let range = trimmed(text, min(start, at)..<at)
      if at < line.upperBound || !range.isEmpty { cells.append((cell(text, range, figures), range)) }
      start = at + 1
    }
    return Array(cells.dropFirst())
  }

  private func cell(_ text: [UInt8], _ range: ByteRange, _ figures: [Int]) -> Cell? {
    let (lead, second) = Mark.lead
    var insertion: Int?
    var at = range.lowerBound
    while at < range.upperBound {
      if text[at] == lead, at + 2 < range.upperBound, text[at + 1] == second {
        guard text[at + 2] == Mark.value.rawValue, insertion == nil else { return nil }
        var number = 0
        at += 3
        while at < range.upperBound, text[at] >= 0x30, text[at] <= 0x39, number < figures.count {
          number = number * 10 + Int(text[at] - 0x30)
          at += 1
        }
        insertion = number
        at += 3
      } else if text[at] >= 0x30, text[at] <= 0x39 {
        return insertion == nil ? typed(text, range) : nil
      } else {
        at += 1
      }
    }
    guard let insertion, insertion < figures.count, figures[insertion] >= 0 else { return nil }
    return .figure(figures[insertion])
  }

  private func typed(_ text: [UInt8], _ range: ByteRange) -> Cell? {
    let digits = String(decoding: text[range].filter { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    guard digits.utf8.count < 20, let number = Number(decimal: digits) else { return nil }
    let places = digits.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      digits.utf8.distance(from: $0, to: digits.utf8.endIndex) - 1
    }
    guard let places else { return .typed(number, half: .zero) }
    return (try? Number(mantissa: 1, decimals: places).divided(by: Number(2))).map { .typed(number, half: $0) }
  }

  // MARK: Judgement

  private mutating func judge(total: ByteRange, _ rows: [ByteRange], _ text: [UInt8], _ figures: [Int]) {
    let totals = cells(total, text, figures)
    let columns = rows.map { cells($0, text, figures) }
    var (found, isAnyRight) = ([Diagnostic](), false)
    for (index, (cell, range)) in totals.enumerated() {
      let parts = columns.compactMap { index < $0.count ? $0[index].cell : nil }
      guard let cell, parts.count == rows.count else { continue }
      switch judge(cell, range, parts) {
      case .wrong(let finding): found.append(finding)
      case .right: isAnyRight = true
      case .open: break
      }
    }
    guard diagnostics.count + found.count <= Self.findingLimit else { return }
    if isAnyRight || found.count < 2 { return diagnostics += found }
    // A row that is wrong in every column is wrong for one reason.
    var first = found[0]
    first.labels += found.dropFirst().compactMap { other in other.place.map { Label($0, other.message) } }
    diagnostics.append(first)
  }

  private enum Judgement {
    case right, wrong(Diagnostic), open
  }

  /// What is to be said of a total: where it is not the sum of its parts, that.
  private mutating func judge(_ total: Cell, _ range: ByteRange, _ parts: [Cell]) -> Judgement {
    let figures = ([total] + parts).compactMap { if case .figure(let index) = $0 { index } else { nil } }
    // What is typed throughout may be averages as well.
    guard let first = figures.first else { return .open }
    let unit = document.figures[first].unit
    var seen = InternTable<Int>()
    // The rows of an `each` print one hole again and again.
    var last: Expression?
    func adds(_ figure: Int) -> Bool {
      let expression = emission.figures[figure].hole.expression
      defer { last = expression }
      return expression === last || self.adds(expression, &seen)
    }
    guard unit.kind != .ratio, unit.kind != .points,
      figures.allSatisfy({ document.figures[$0].unit.kind == unit.kind }),
      figures.allSatisfy(adds)
    else { return .open }
    guard let stated = try? value(total, unit),
      let sum = try? parts.reduce(
        (value: Number.zero, half: stated.half),
        { sum, part in
          let next = try value(part, unit)
          return (try sum.value.adding(next.value), try sum.half.adding(next.half))
        }), let difference = try? stated.value.subtracting(sum.value)
    else { return .open }
    guard difference.magnitude > sum.half else { return .right }
    let place: Place
    if case .figure(let index) = total {
      place = emission.figures[index].hole.place
      guard reportedAgreement.insert(place.range.lowerBound).inserted else { return .open }
    } else {
      place = document.place(of: range.lowerBound, length: range.count)
    }
    let (printed, wanted) = (shown(stated.value, first), shown(sum.value, first))
    return .wrong(
      Diagnostic(
        .totalNotOfRows, at: place,
        Message(
          en: "this row is called a total and prints \(printed), but the rows above it make \(wanted)",
          zh: "这一行称为合计，印作 \(printed)，但上面各行之和为 \(wanted)"),
        labels: parts.first.flatMap { part in
          if case .figure(let index) = part {
            [Label(emission.figures[index].hole.place, Message(en: "the rows print this", zh: "各行印的是这个"))]
          } else {
            nil
          }
        } ?? [],
        notes: [
          Message(
            en: "sum the rows that are printed, or give the row a name that says what it is of",
            zh: "请合计印出的各行，或者给这一行一个说明范围的名称")
        ]))
  }

  private func value(_ cell: Cell, _ unit: Unit) throws(ArithmeticError) -> (value: Number, half: Number) {
    switch cell {
    case .figure(let index): (document.figures[index].value, .zero)
    case .typed(let number, let half):
      (try number.multiplied(by: unit.factor), try half.multiplied(by: unit.factor))
    }
  }

  /// True for what adds up over rows: cells, counts and sums, and sums of such.
  ///
  /// - Parameter seen: the definitions that were found to, each gone through once.
  private func adds(_ expression: Expression, _ seen: inout InternTable<Int>) -> Bool {
    switch expression.operation {
    case .definition(let index):
      return !seen.intern(index).isNew || adds(program.definitions[index].expression, &seen)
    case .constant, .parameter, .field, .local, .rowField, .call(.sum, _), .call(.count, _): return true
    case .call(.round, let arguments): return adds(arguments[0], &seen)
    case .negation(let inner): return adds(inner, &seen)
    case .coalescing(let operands): return operands.allSatisfy { adds($0, &seen) }
    case .sum(let operands): return operands.allSatisfy { adds($0.expression, &seen) }
    case .product(let operands): return operands.allSatisfy { !$0.isInverse && adds($0.expression, &seen) }
    default: return false
    }
  }
}
