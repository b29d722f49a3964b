import EvrepModel
import EvrepSource
import EvrepUnits

extension Diagnostic {
  /// A cell that is not what its field asks for.
  static func cell(
    _ problem: CellProblem, _ field: Field, _ form: CellForm, at place: Place, units: UnitRegistry
  ) -> Diagnostic {
    let content = place.cell?.content ?? ""
    let cellLength = max(place.range.count, content.utf8.count)
    let (short, expected) = (Quote.short(content), Expectation(field))
    let labels = [Label.declaredHere(field)]
    switch problem {
    case .empty:
      return Diagnostic(
        .emptyCell, at: place,
        Message(
          en: "‘\(field.name)’ is empty here and is not optional", zh: "“\(field.name)”不可缺省，此处却为空"),
        labels: labels, notes: [.optionalField])
    case .tooLong:
      return Diagnostic(
        .badCell, at: place,
        Message(
          en: "the cell has \(cellLength) bytes, more than the limit", zh: "单元格有 \(cellLength) 字节，超过上限"),
        labels: labels, notes: [.raise("cell")])
    case .controlCharacter:
      return Diagnostic(
        .badCell, at: place,
        Message(
          en: "‘\(short)’ has a control character in it, which no text has", zh: "“\(short)”含有控制字符，不是正常的文字"),
        labels: labels)
    case .tooManyDigits:
      return Diagnostic(
        .badCell, at: place,
        Message(en: "‘\(short)’ has too many digits", zh: "“\(short)”位数过多"),
        labels: labels)
    case .unfit:
      return Diagnostic(
        .badCell, at: place,
        Message(en: "‘\(short)’ is not \(expected.en)", zh: "“\(short)”不是\(expected.zh)"),
        labels: labels, notes: notes(field, form, content, units))
    }
  }

  private static func notes(_ field: Field, _ form: CellForm, _ content: String, _ units: UnitRegistry) -> [Message] {
    if case .enumeration(let enumeration) = field.type.settled {
      let cases = Quote.list(enumeration.cases)
      var notes = [Message(en: "the cases are \(cases.en)", zh: "可取的值：\(cases.zh)")]
      if let near = Nearest.value(for: content, in: enumeration.cases) {
        notes.insert(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"), at: 0)
      }
      return notes + (form == .untyped ? CellRemedy(field, content: content, units: units).notes : [])
    }
    switch (field.type.settled, form) {
    case (.quantity, .string):
      return [Message(en: "in quotes it is a text, which is never read as a number", zh: "带引号的是文字，不会当作数来读")]
    case (.text, .number):
      return [Message(en: "a number is never read as a text: put it in quotes", zh: "数不会当作文字来读，请加引号")]
    case (_, .untyped): return CellRemedy(field, content: content, units: units).notes
    default: return []
    }
  }

  /// - Parameter isUnquoted: true where `place` holds two cells that are one text, as the row would fit then.
  static func raggedRow(found: Int, expected: Int, at place: Place, isUnquoted: Bool = false) -> Diagnostic {
    let row = place.cell?.row ?? 0
    let text = Quote.short(place.cell?.content ?? "")
    return Diagnostic(
      .raggedRow, at: place,
      Message(
        en: "row \(row) has \(found) \(found == 1 ? "cell" : "cells"), and the header row has \(expected)",
        zh: "第 \(row) 行有 \(found) 个单元格，而表头有 \(expected) 个"),
      notes: isUnquoted
        ? [
          Message(
            en: "in quotes, ‘\"\(text)\"’ is one cell, and the row fits", zh: "加上引号，“\"\(text)\"”就是一个单元格，这一行也就对上了")
        ] : [])
  }

  static func duplicateKey(_ field: Field, at place: Place, first: Place) -> Diagnostic {
    let content = Quote.short(place.cell?.content ?? "")
    let row = first.cell?.row ?? 0
    return Diagnostic(
      .duplicateKey, at: place,
      Message(
        en: "‘\(content)’ stands in row \(row) already, and ‘\(field.name)’ is a key",
        zh: "“\(content)”在第 \(row) 行已经出现，而“\(field.name)”是主键"),
      labels: [Label(first, Message(en: "first here", zh: "首次出现在此")), .declaredHere(field)])
  }

  /// A cell whose value the field that it refers to does not have.
  ///
  /// - Parameter near: the place of the value that was most likely meant.
  static func brokenReference(
    _ field: Field, at place: Place, to target: Field, of table: Schema, near: Place?, column: Place?
  ) -> Diagnostic {
    let content = Quote.short(place.cell?.content ?? "")
    var labels = [Label.declaredHere(field)]
    var notes: [Message] = []
    if let near, let name = near.cell?.content {
      labels.insert(
        Label(near, Message(en: "‘\(Quote.short(name))’ stands here", zh: "“\(Quote.short(name))”在此")), at: 0)
      notes.append(Message(en: "did you mean ‘\(Quote.short(name))’?", zh: "是否指“\(Quote.short(name))”？"))
    } else if let column {
      labels.insert(
        Label(column, Message(en: "the values of ‘\(target.name)’ begin here", zh: "“\(target.name)”的值从此处起")), at: 0)
    }
    return Diagnostic(
      .brokenReference, at: place,
      Message(
        en: "‘\(content)’ is no ‘\(target.name)’ of ‘\(table.name)’, which ‘\(field.name)’ refers to",
        zh: "“\(table.name)”的“\(target.name)”中没有“\(content)”，而“\(field.name)”引自它"),
      labels: labels, notes: notes)
  }
}

extension Diagnostic {
  /// A key that no row refers to, beside rows that refer to one which is not there and is spelled nearly so.
  ///
  /// - Parameters:
  ///   - field: the field that refers to it.
  ///   - written: what its rows have.
  ///   - rows: the first of them, of `count`.
  static func unreferencedKey(
    _ field: Field, of schema: Schema, written: String, rows: [Int], count: Int, at place: Place, to table: Schema,
    labels: [Label]
  ) -> Diagnostic {
    let (key, found) = (Quote.short(place.cell?.content ?? ""), Quote.short(written))
    return Diagnostic(
      .brokenReference, at: place,
      Message(
        en:
          "no row refers to ‘\(key)’ of ‘\(table.name)’, and \(count) of ‘\(schema.name)’ to ‘\(found)’, which it has not: is the key misspelt?",
        zh: "没有一行引自“\(table.name)”的“\(key)”，“\(schema.name)”却有 \(count) 行引自其中没有的“\(found)”：主键是否写错了？"),
      labels: labels + [.declaredHere(field)], notes: [.sameInRows(rows, count: count)])
  }
}

extension Message {
  static var optionalField: Message {
    Message(en: "a field that may be empty is declared with ‘?’", zh: "可以为空的字段，声明时在类型后加“?”")
  }

  /// What the last fault that is shown says of those that are not: how many there are, and how many of each kind in all.
  static func furtherFaults(_ schema: Schema, further: Int, of kinds: [(DiagnosticCode, Int)]) -> Message {
    let en = kinds.map { "\(name($0.0).en): \($0.1)" }.joined(separator: ", ")
    let zh = kinds.map { "\(name($0.0).zh) \($0.1) 处" }.joined(separator: "，")
    return Message(
      en: "‘\(schema.path)’ has \(further) more that \(further == 1 ? "is" : "are") not shown; in all, \(en)",
      zh: "“\(schema.path)”另有 \(further) 处未列出；合计：\(zh)")
  }

  private static func name(_ code: DiagnosticCode) -> (en: String, zh: String) {
    switch code {
    case .emptyCell: ("empty cells", "空单元格")
    case .raggedRow: ("ragged rows", "列数不齐")
    case .duplicateKey: ("duplicate keys", "主键重复")
    case .brokenReference: ("broken references", "引用落空")
    case .rowIsNoData: ("rows that are no data", "不是数据的行")
    case .mixedPercent: ("columns of percentages and fractions", "百分数与小数混写")
    case .formulaWithoutValue: ("formulas without a value", "没有结果的公式")
    default: ("bad cells", "单元格有误")
    }
  }
}

/// What a field's type asks of a cell, as the end of a sentence.
struct Expectation {
  let en: String
  let zh: String

  init(_ field: Field) {
    switch field.type.settled {
    case .bool: (en, zh) = ("是 or 否 (true or false, yes or no, 1 or 0)", "“是”或“否”（true/false、yes/no、1/0）")
    case .date: (en, zh) = ("a date such as 2022-12-31", "形如 2022-12-31 的日期")
    case .year: (en, zh) = ("a year of four digits", "四位数的年份")
    case .enumeration: (en, zh) = ("one of the cases of ‘\(field.name)’", "“\(field.name)”可取的值")
    case .quantity(_, let unit):
      let name = unit?.name ?? ""
      (en, zh) =
        name.isEmpty
        ? ("a number", "数") : ("a number in ‘\(unit?.plural ?? name)’", "以“\(name)”为单位的数")
    default: (en, zh) = ("a text", "文字")
    }
  }
}

/// Shows what a file says, no more of it than a message can hold.
enum Quote {
  /// The first 60 scalars of `text`.
  static func short(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 60, limitedBy: scalars.endIndex), end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }

  /// The first 20 names, each in quotes.
  static func list(_ names: [String]) -> (en: String, zh: String) {
    let shown = names.prefix(20).map(short)
    let isCut = names.count > shown.count
    return (
      shown.map { "‘\($0)’" }.joined(separator: ", ") + (isCut ? ", …" : ""),
      shown.map { "“\($0)”" }.joined(separator: "、") + (isCut ? "……" : "")
    )
  }
}
