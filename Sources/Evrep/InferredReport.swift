import EvrepData
import EvrepModel
package import EvrepSource
import EvrepUnits

extension InferredDeclaration {
  /// A first report on the file: how many rows, what the columns come to, the rows themselves where they are few.
  ///
  /// It compiles at once and without a warning, as long as the file is as it is.
  package func report(_ language: MessageLanguage) -> String {
    let isChinese = language == .chinese
    let title = isChinese ? "报告 \"\(name)情况\"\n样式 gongwen\n\n" : "report \"\(name)\"\nlanguage en\n\n"
    let opening = "---\n" + title + text(language) + "---\n# \(isChinese ? "基本情况" : "Overview")\n\n"
    if schema.isRecord { return opening + list(columns.map { ($0.label, hole("\(name).", $0)) }, language) }
    let count = isChinese ? "记录数为{count(\(name))}。\n\n" : "The number of rows is {count(\(name))}.\n\n"
    return opening + count + list(totals(language), language)
      + (schema.rowCount <= Self.rowLimit ? table(language) : "")
  }

  /// The most rows that a first report shows, and the most columns of its table.
  private static var rowLimit: Int { 100 }
  private static var columnLimit: Int { 6 }

  /// A field that can be printed.
  private struct Column {
    let name: String
    let type: Type

    var isQuantity: Bool {
      if case .quantity = type.settled { return true }
      return false
    }

    /// The unit that prose has to say, in the plural; empty for a bare number.
    var unit: String {
      if case .quantity(let kind, let unit?) = type.settled, kind != .number { return unit.plural }
      return ""
    }

    var label: String { unit.isEmpty ? name : "\(name) (\(unit))" }
  }

  private var columns: [Column] {
    zip(schema.fields, fieldNames).compactMap { field, name in
      field.type.settled == .bool ? nil : Column(name: name, type: field.type)
    }
  }

  /// A hole for a field of the row that `base` names, with its unit where `withUnit`; a dash where it may be empty.
  private func hole(_ base: String, _ column: Column, withUnit: Bool = true) -> String {
    let place = base + column.name
    let unit = withUnit ? beside(column.unit) : ""
    guard column.type.isOptional else { return "{\(place)}\(unit)" }
    return "{when \(place) is missing}–{otherwise}{\(place)}\(unit){end}"
  }

  /// A unit as it stands behind a hole.
  private func beside(_ unit: String) -> String {
    (unit.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false ? " " : "") + unit
  }

  /// The sum of each column; the mean of ratios, which do not add up.
  private func totals(_ language: MessageLanguage) -> [(String, String)] {
    columns.filter(\.isQuantity).map { column in
      let cells = "\(name).\(column.name)" + (column.type.isOptional ? " skipping missing" : "")
      var isRatio = false
      if case .quantity(.ratio, _) = column.type.settled { isRatio = true }
      let word = isRatio ? language == .chinese ? "平均" : "mean" : language == .chinese ? "合计" : "total"
      let hole = "{\(isRatio ? "average" : "sum")(\(cells))}\(beside(column.unit))"
      return ("\(column.name) \(word)", hole)
    }
  }

  private func list(_ items: [(label: String, hole: String)], _ language: MessageLanguage) -> String {
    let colon = language == .chinese ? "：" : ": "
    return items.map { "- \($0.label)\(colon)\($0.hole)\n" }.joined() + (items.isEmpty ? "" : "\n")
  }

  private func table(_ language: MessageLanguage) -> String {
    let shown = Array(columns.prefix(Self.columnLimit))
    let isChinese = language == .chinese
    let header = shown.map { column in
      column.unit.isEmpty
        ? column.name : isChinese ? "\(column.name)（\(column.unit)）" : "\(column.name) (\(column.unit))"
    }
    let rule = shown.map { $0.isQuantity ? "--:" : ":--" }
    let row = shown.map { hole("row.", $0, withUnit: false) }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let each = isChinese ? "::: 逐项 row 于 \(name)\n" : "::: each row in \(name)\n"
    return line(header) + line(rule) + each + line(row) + ":::\n"
  }
}
