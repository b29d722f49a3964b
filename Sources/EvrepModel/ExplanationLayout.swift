package import EvrepSource
import EvrepUnits

/// Lays an explanation out as a tree for people: what each part is, what it comes to, and the cells behind it, in three
/// columns.
package struct ExplanationLayout {
  package var language: MessageLanguage
  /// Terminal cells in a line.
  package var width: Int
  package var isColored: Bool

  package init(language: MessageLanguage, width: Int = 96, isColored: Bool = false) {
    self.language = language
    self.width = width
    self.isColored = isColored
  }

  /// One line of the tree.
  private struct Row {
    let stem: String
    let formula: String
    let value: String
    let cells: String
    /// Green for what holds, red for what does not; nil for other values.
    let truth: Bool?

    var left: String { stem + formula }
  }

  /// The tree, a line a part, without line ends.
  package func lines(of explanation: Explanation) -> [String] {
    var rows: [Row] = []
    collect(explanation, stem: "", inner: "", &rows)
    let widest = rows.filter { $0.value + $0.cells != "" }.map { DisplayWidth.of($0.left) }.max() ?? 0
    // Cells stand behind the values that have some; a verdict without may reach on past their column.
    let values = rows.filter { !$0.cells.isEmpty }.map { DisplayWidth.of($0.value) }.max() ?? 0
    let verdicts = rows.dropFirst().map { DisplayWidth.of($0.value) }.max() ?? 0
    let cells = rows.map { DisplayWidth.of($0.cells) }.max() ?? 0
    let room = max(width - 2 - max(verdicts, values + (cells > 0 ? cells + 2 : 0)), width * 2 / 5)
    let left = min(widest, room)
    return rows.enumerated().flatMap { index, row in line(row, left: left, value: values, isRoot: index == 0) }
  }

  /// The tree below what it explains, which stands elsewhere: first what that comes to.
  package func notes(of explanation: Explanation) -> [String] {
    var whole = explanation
    whole.formula = value(explanation)
    whole.definition = nil
    whole.reading = .value("", isRounded: false)
    whole.cells = nil
    whole.margin = nil
    return lines(of: whole)
  }

  private func line(_ row: Row, left: Int, value: Int, isRoot: Bool) -> [String] {
    let whole = DisplayWidth.of(row.left)
    // The whole that is explained is never cut: what does not fit beside it stands below.
    if isRoot, whole > left, whole + 2 + DisplayWidth.of(row.value) > width {
      return [row.left, "  " + painted(row.value, row.truth) + (row.cells.isEmpty ? "" : "  " + dim(row.cells))]
    }
    let stem = DisplayWidth.of(row.stem)
    let formula = isRoot ? row.formula : DisplayWidth.cut(row.formula, to: max(8, left - stem))
    var text = dim(row.stem) + DisplayWidth.padded(formula, to: max(0, left - stem))
    guard !(row.value.isEmpty && row.cells.isEmpty) else { return [trimmed(text)] }
    text += "  " + painted(row.value, row.truth)
    if !row.cells.isEmpty {
      text += String(repeating: " ", count: max(0, value - DisplayWidth.of(row.value))) + "  " + dim(row.cells)
    }
    return [trimmed(text)]
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  private func collect(_ part: Explanation, stem: String, inner: String, _ rows: inout [Row]) {
    var truth: Bool?
    if case .truth(let holds) = part.reading { truth = holds }
    let name = SafeText.of(part.formula)
    rows.append(
      Row(
        stem: stem, formula: part.definition.map { name + " = " + SafeText.of($0) } ?? name,
        value: SafeText.of(value(part)), cells: part.cells.map { SafeText.of(words($0)) } ?? "", truth: truth))
    for (index, child) in part.parts.enumerated() {
      let isLast = index == part.parts.count - 1
      collect(child, stem: inner + (isLast ? "└─ " : "├─ "), inner: inner + (isLast ? "   " : "│  "), &rows)
    }
  }

  // MARK: Words

  private var isChinese: Bool { language == .chinese }

  /// What a part comes to, and for a comparison how far its sides are apart.
  package func value(_ part: Explanation) -> String {
    var text = part.reading.words(isChinese ? .chinese : .english)
    switch part.reading {
    case .value(_, isRounded: true): text = "≈ " + text
    case .truth(let truth):
      text = (truth ? "✓ " : "✗ ") + text
      if let margin = part.margin {
        if margin.difference.signum == 0 {
          text += isChinese ? "，两边相等" : ", both sides are equal"
        } else {
          text += isChinese ? "，相差 \(margin.text)" : ", by \(margin.text)"
        }
      }
    default: break
    }
    return text
  }

  /// The file and the cells of a span, and how many there are of more than one.
  package func words(_ span: CellSpan) -> String {
    let count = span.count
    let text = span.file + " " + place(span)
    guard count > 1 else { return text }
    let noun = span.column == nil ? (isChinese ? "行" : "rows") : isChinese ? "格" : "cells"
    return text + (isChinese ? "（\(count) \(noun)）" : " (\(count) \(noun))")
  }

  /// The cells of a span within their file: `E2:E45`, rows 2–45, item 3 of a list and its key, `学校!B2`, `学校 rowid 3`.
  package func place(_ span: CellSpan) -> String {
    if span.addressing == .grid, span.column != nil || span.container != nil { return span.reference(limit: 3) }
    if span.container != nil { return span.reference(limit: 3) + (span.header.map { " " + $0 } ?? "") }
    let isGrid = span.addressing == .grid
    let noun = isGrid ? (isChinese ? "行" : "row") : isChinese ? "项" : "item"
    let shown = span.rows.prefix(3).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
    let numbers = shown.joined(separator: ",") + (span.rows.count > 3 ? ",…" : "")
    let plural = span.count > 1 && !isChinese ? "s" : ""
    let text = isChinese ? "第 \(numbers) \(noun)" : "\(noun)\(plural) \(numbers)"
    return text + (span.header.map { " " + $0 } ?? "")
  }

  // MARK: Colour

  private var paint: Paint { Paint(isColored: isColored) }

  private func painted(_ text: String, _ truth: Bool?) -> String {
    paint(text, truth == nil ? .bold : truth == true ? .green : .red)
  }

  private func dim(_ text: String) -> String { paint(text, .faint) }
}
