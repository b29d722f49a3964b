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
      + (schema.rowCount <= Self.rowLimit && !columns.isEmpty ? table(language) : "")
  }

  /// The most rows that a first report shows, and the most columns of its table.
  private static var rowLimit: Int { 100 }
  private static var columnLimit: Int { 6 }
  /// So many of the columns that are left out are named.
  private static var namedLimit: Int { 12 }

  /// A field that can be printed.
  private struct Column {
    let name: String
    let header: String
    /// What the file calls it, without its unit.
    let title: String
    let type: Type
    /// True where no row has a value.
    let isEmpty: Bool

    var isQuantity: Bool {
      if case .quantity = type.settled { return true }
      return false
    }

    /// The unit that prose has to say, in the plural; empty for a bare number.
    var unit: String {
      if case .quantity(_, let unit?) = type.settled { return unit.plural }
      return ""
    }

    var label: String { unit.isEmpty ? title : "\(title) (\(unit))" }
  }

  /// A header as prose says it; the name where it has signs that Markdown or a hole would take for its own.
  private static func title(_ field: InferredField, _ name: String) -> String {
    let title = field.title
    let isPlain = title.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.value >= 0x80 || " 0123456789".unicodeScalars.contains($0)
    }
    return isPlain && title.unicodeScalars.contains { $0.properties.isAlphabetic } ? title : name
  }

  private var columns: [Column] {
    zip(schema.fields, fieldNames).compactMap { field, name in
      field.type.settled == .bool
        ? nil
        : Column(
          name: name, header: field.header, title: Self.title(field, name), type: field.type, isEmpty: field.isEmpty)
    }
  }

  /// A hole for a field of the row that `base` names, with its unit where `withUnit`; a dash where it may be empty.
  private func hole(_ base: String, _ column: Column, withUnit: Bool = true) -> String {
    let place = base + column.name
    let hole = withUnit ? beside("{\(place)}", column.unit) : "{\(place)}"
    guard column.type.isOptional else { return hole }
    return "{when \(place) is missing}–{otherwise}\(hole){end}"
  }

  /// A hole with the unit as prose has it: £ in front, others behind.
  private func beside(_ hole: String, _ unit: String) -> String {
    if let (sign, rest) = Unit.signed(unit) { return sign + hole + rest }
    let isWord = unit.unicodeScalars.first.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
    return hole + (isWord ? " " : "") + unit
  }

  /// True where rows may be the same thing in several years, whose amounts do not add up: where nothing but a year names
  /// a row, or a column is the year that its row is of, be it 2019-20. The year that a school was built in is none.
  private var isByYear: Bool {
    let fields = schema.fields
    let words = ["年", "年度", "年份", "学年", "year", "fiscal year", "financial year", "school year", "academic year"]
    return fields.contains { field in
      words.contains(field.header.lowercased())
        || field.type.settled == .year && !fields.contains { $0.isKey && $0.type.settled != .year }
    }
  }

  /// True where each row is of another figure, whose name or unit stands in a column: not even the lowest says anything.
  private var isByFigure: Bool {
    let names = ["指标", "指标名称", "indicator", "indicators", "measure", "metric", "variable", "statistic"]
    // What names each row is no unit of measure: 单位 may be an office.
    let units = ["单位", "计量单位", "unit", "units", "unit of measure"]
    return schema.fields.contains { field in
      let header = field.header.lowercased()
      return names.contains(header) || units.contains(header) && !field.isKey
    }
  }

  /// The sum of each column that adds up, and the range of each that does not.
  private func totals(_ language: MessageLanguage) -> [(String, String)] {
    let isChinese = language == .chinese
    if isByFigure { return [] }
    return columns.filter { $0.isQuantity && !$0.isEmpty }.flatMap { column -> [(String, String)] in
      let cells = "\(name).\(column.name)" + (column.type.isOptional ? " skipping missing" : "")
      func hole(_ function: String) -> String { beside("{\(function)(\(cells))}", column.unit) }
      switch ColumnSense(column.header, column.type) {
      case .amount where !isByYear: return [("\(column.title) \(isChinese ? "合计" : "total")", hole("sum"))]
      case .amount, .rate:
        let (low, high) = isChinese ? ("最低", "最高") : ("lowest", "highest")
        return [("\(column.title) \(low)", hole("min")), ("\(column.title) \(high)", hole("max"))]
      case .label: return []
      }
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
        ? column.title : isChinese ? "\(column.title)（\(column.unit)）" : "\(column.title) (\(column.unit))"
    }
    let rule = shown.map { $0.isQuantity ? "--:" : ":--" }
    let row = shown.map { hole("row.", $0, withUnit: false) }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let each = isChinese ? "::: 逐项 row 于 \(name)\n" : "::: each row in \(name)\n"
    let rest = fieldNames.filter { name in !shown.contains { $0.name == name } }
    let names = rest.prefix(Self.namedLimit).joined(separator: isChinese ? "、" : ", ")
    let note =
      rest.isEmpty
      ? ""
      : isChinese
        ? "\n<!-- 表中未列出 \(rest.count) 列：\(names)\(rest.count > Self.namedLimit ? "等" : "") -->\n"
        : "\n<!-- \(rest.count) left out of the table: \(names)\(rest.count > Self.namedLimit ? " …" : "") -->\n"
    return line(header) + line(rule) + each + line(row) + ":::\n" + note
  }
}
