import EvrepModel
import EvrepSource

/// What is reported of rows that are no data, and of columns that are written in two ways.
extension Field {
  /// Lets its cells be empty.
  var optionalFix: [FixIt] {
    guard let typePlace else { return [] }
    let end = typePlace.range.upperBound
    return [
      FixIt(
        Message(en: "write ‘?’ behind the type of ‘\(name)’", zh: "在“\(name)”的类型之后写“?”"),
        replace: Place(typePlace.file, end..<end), with: "?")
    ]
  }
}

extension Diagnostic {
  /// A row of totals or averages, or a note, whose cells do not fit the schema.
  static func rowIsNoData(_ row: NonDataRow, _ fields: [Field], at place: Place) -> Diagnostic {
    let number = place.cell?.row ?? 0
    let short = Quote.short(row.text)
    let message =
      switch row.kind {
      case .total:
        Message(en: "row \(number), ‘\(short)’, is a total, not data", zh: "第 \(number) 行“\(short)”是合计，不是数据")
      case .average:
        Message(en: "row \(number), ‘\(short)’, is an average, not data", zh: "第 \(number) 行“\(short)”是平均数，不是数据")
      case .note:
        Message(en: "row \(number), ‘\(short)’, is a note, not data", zh: "第 \(number) 行“\(short)”是附注，不是数据")
      case .blank: Message(en: "row \(number) is empty", zh: "第 \(number) 行是空行")
      case .headers: Message(en: "row \(number) is the headers once more, not data", zh: "第 \(number) 行又是表头，不是数据")
      }
    return Diagnostic(
      .rowIsNoData, at: place, message, labels: [.declaredHere(fields[row.field])],
      notes: [leavingOut(row.condition(fields))])
  }

  /// A row of totals that fits the schema.
  ///
  /// - Parameter isSum: its numbers are the sums of all other rows.
  static func totalRow(_ schema: Schema, _ field: Int, at place: Place, isSum: Bool) -> Diagnostic {
    let text = place.cell?.content ?? ""
    let bytes = Array(text.utf8)
    let name = bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
    let field = schema.fields[field]
    let isBlank = name.isEmpty
    var notes = [
      leavingOut(
        isBlank
          ? Message(en: "skip where \(field.name) is missing", zh: "跳过 其中 \(field.name) 是 缺失")
          : Message(en: "skip where \(field.name) = \"\(name)\"", zh: "跳过 其中 \(field.name) = \"\(name)\""))
    ]
    if !isBlank {
      notes.append(
        Message(
          en: "where the report needs the row, declare ‘\(field.name)’ with cases, ‘\(name)’ among them",
          zh: "报告若要用这一行，请把“\(field.name)”声明为取值，并列入“\(name)”"))
    }
    if isSum {
      notes.insert(
        Message(en: "its numbers are the sums of all other rows", zh: "这一行的数恰好等于其余各行之和"), at: 0)
    }
    return Diagnostic(
      .totalRow, at: place,
      isBlank
        ? Message(
          en: "a row without ‘\(field.name)’ is counted and summed as one more row of ‘\(schema.name)’",
          zh: "没有“\(field.name)”的一行被当作“\(schema.name)”的一行来计数、求和")
        : Message(
          en: "‘\(Quote.short(name))’ is counted and summed as one more row of ‘\(schema.name)’",
          zh: "“\(Quote.short(name))”被当作“\(schema.name)”的一行来计数、求和"),
      labels: [.declaredHere(field)], notes: notes)
  }

  /// A note below the table that fits the schema.
  static func noteRow(_ schema: Schema, _ field: Int, _ mark: String, at place: Place) -> Diagnostic {
    let text = Quote.short(place.cell?.content ?? "")
    let field = schema.fields[field]
    return Diagnostic(
      .totalRow, at: place,
      Message(
        en: "‘\(text)’ is a note, and is counted as one more row of ‘\(schema.name)’",
        zh: "“\(text)”是附注，却被当作“\(schema.name)”的一行来计数"),
      labels: [.declaredHere(field)],
      notes: [
        leavingOut(
          Message(
            en: "skip where contains(\(field.name), \"\(mark)\")", zh: "跳过 其中 含有(\(field.name), \"\(mark)\")"))
      ])
  }

  /// A number far away from all others of its column.
  ///
  /// - Parameter factor: by how much it is taken to be off, a power of ten; nil where that is not known.
  static func outlier(_ field: Field, at place: Place, factor: Int?, isHigh: Bool) -> Diagnostic {
    let found = Quote.short(place.cell?.content ?? "")
    let (en, zh): (String, String) =
      if let factor {
        isHigh
          ? ("\(factor) times what would be among the other numbers", "是其余各数的约 \(factor) 倍")
          : ("a \(factor)th of what would be among the other numbers", "约为其余各数的 \(factor) 分之一")
      } else {
        (
          "more than 100 times the next largest number, and 1000 times the middle one",
          "比次大的数大 100 倍以上，比中位数大 1000 倍以上"
        )
      }
    return Diagnostic(
      .outlier, at: place,
      Message(en: "‘\(found)’ of ‘\(field.name)’ is \(en)", zh: "“\(field.name)”的“\(found)”\(zh)"),
      labels: [.declaredHere(field)],
      notes: [
        Message(
          en: "see whether a decimal point is lost, or the number is in another unit than the others",
          zh: "请核对小数点是否有误，或单位是否与其余各行不同")
      ])
  }

  /// A date or a year so many years behind all others of its column, or before them.
  static func farDate(_ field: Field, at place: Place, years: Int) -> Diagnostic {
    let found = Quote.short(place.cell?.content ?? "")
    let count = years.magnitude
    return Diagnostic(
      .outlier, at: place,
      Message(
        en: "‘\(found)’ of ‘\(field.name)’ lies \(count) years \(years > 0 ? "behind" : "before") all others",
        zh: "“\(field.name)”的“\(found)”比其余各格\(years > 0 ? "晚" : "早") \(count) 年"),
      labels: [.declaredHere(field)],
      notes: [Message(en: "see whether digits of the year stand in the wrong order", zh: "请核对年份的数字是否写错")])
  }

  /// A header row with more headers than all rows below have cells, or fewer.
  ///
  /// - Parameter missing: the fields that no header names.
  static func headersOfOtherWidth(found: Int, rows: Int, width: Int, missing: [Field], at place: Place) -> Diagnostic {
    let names = Quote.list(missing.map(\.header))
    return Diagnostic(
      .raggedRow, at: place,
      Message(
        en: "the header row has \(found) \(found == 1 ? "cell" : "cells"), and all \(rows) rows below have \(width)",
        zh: "表头有 \(found) 个单元格，而下面 \(rows) 行都有 \(width) 个"),
      labels: missing.map { .declaredHere($0) },
      notes: [
        found < width
          ? missing.isEmpty
            ? Message(en: "put the missing header in its place", zh: "请在相应位置补上缺少的列名")
            : Message(en: "is the header \(names.en) missing?", zh: "是否缺少列名\(names.zh)？")
          : Message(
            en: "take out the header that has no column, or put a delimiter at the end of each row",
            zh: "请删去没有数据的列名，或在每行末尾补上分隔符")
      ])
  }

  /// A case that no cell has, beside cells that all have a text which is spelled nearly so.
  static func misspeltCase(
    _ declared: String, at place: Place, _ field: Field, written: String, count: Int, first: Place
  ) -> Diagnostic {
    var finding = Diagnostic(
      .badCell, at: place,
      Message(
        en: "no cell of ‘\(field.name)’ is ‘\(declared)’, and \(count) are ‘\(Quote.short(written))’",
        zh: "“\(field.name)”没有一格是“\(declared)”，却有 \(count) 格是“\(Quote.short(written))”"),
      labels: [Label(first, Message(en: "the first of them is here", zh: "第一处在此"))],
      fixIts: [
        FixIt(
          Message(en: "did you mean ‘\(Quote.short(written))’?", zh: "是不是“\(Quote.short(written))”？"), replace: place,
          with: written, doubt: .anotherName)
      ])
    finding.evidence = .name(written, at: place)
    return finding
  }

  private static func leavingOut(_ condition: Message) -> Message {
    Message(
      en: "leave such rows out, behind the path of the file: \(condition[.english])",
      zh: "请在文件路径之后注明，不读这样的行：\(condition[.chinese])")
  }

  /// Percentages with the sign, and fractions without it, in one column.
  static func mixedPercent(_ field: Field, at place: Place, signed: Place) -> Diagnostic {
    let (bare, full) = (Quote.short(place.cell?.content ?? ""), Quote.short(signed.cell?.content ?? ""))
    return Diagnostic(
      .mixedPercent, at: place,
      Message(
        en: "‘\(bare)’ is \(bare) % here, beside ‘\(full)’ in the same column",
        zh: "“\(bare)”在此读作 \(bare)%，而同列另有“\(full)”"),
      labels: [
        Label(signed, Message(en: "this one has the sign", zh: "这一格带百分号")), .declaredHere(field),
      ],
      notes: [
        Message(
          en:
            "a spreadsheet writes 98.5 % as 0.985 where a cell has no percent format: write all cells alike, as 98.5 or 98.5%",
          zh: "单元格若没有百分比格式，电子表格会把 98.5% 存为 0.985：请统一写法，都写成 98.5 或 98.5%")
      ])
  }

  /// Cells of a field that counts things which are no count.
  ///
  /// - Parameter places: at least one, in the order of rows.
  static func oddCount(_ field: Field, at places: [Place], isNegative: Bool) -> Diagnostic {
    let found = Quote.short(places[0].cell?.content ?? "")
    return Diagnostic(
      .oddCount, at: places[0],
      isNegative
        ? Message(
          en: "‘\(found)’ is less than none, and ‘\(field.name)’ \(field.counts ? "counts" : "is an amount")",
          zh: "“\(found)”是负数，而“\(field.name)”\(field.counts ? "是个数" : "不会小于零")")
        : Message(
          en: "‘\(found)’ is no whole number, and ‘\(field.name)’ counts", zh: "“\(found)”不是整数，而“\(field.name)”是个数"),
      labels: others(places) + [.declaredHere(field)],
      notes: [
        isNegative
          ? Message(
            en: "a field of changes is called so, as in ‘change of \(field.name)’; a balance is declared as a number",
            zh: "若是增减数，请让字段名写明，如“\(field.name)增减”；其他可为负的量声明为数值")
          : Message(
            en:
              "what is counted in parts, such as full-time equivalents, is declared in a unit of its own or as a number",
            zh: "可带小数的量（如折合人数）请声明为另一个单位，或声明为数值")
      ])
  }

  /// Cells of a percentage that may be a hundredth of what is meant.
  ///
  /// - Parameter places: at least one, in the order of rows.
  static func hundredth(_ field: Field, at places: [Place]) -> Diagnostic {
    let bare = Quote.short(places[0].cell?.content ?? "")
    return Diagnostic(
      .onlyFractions, at: places[0],
      Message(
        en: "‘\(bare)’ is read as \(bare) %, and all other numbers of ‘\(field.name)’ are at least 10",
        zh: "“\(bare)”读作 \(bare)%，而“\(field.name)”其余的数都不小于 10"),
      labels: others(places) + [.declaredHere(field)],
      notes: [
        Message(
          en: "a spreadsheet writes 98.5 % as 0.985 where a cell has no percent format: write all cells alike",
          zh: "单元格若没有百分比格式，电子表格会把 98.5% 存为 0.985：请统一写法")
      ])
  }

  /// Up to three more cells beside the first.
  private static func others(_ places: [Place]) -> [Label] {
    places.dropFirst().prefix(3).enumerated().map { index, place in
      let rest = places.count - 4
      return index == 2 && rest > 0
        ? Label(place, Message(en: "and here, and in \(rest) more rows", zh: "此处也是，另有 \(rest) 行"))
        : Label(place, Message(en: "and here", zh: "此处也是"))
    }
  }

  /// A column of percentages that holds fractions.
  ///
  /// - Parameter saysPercent: the header says that the numbers are percentages.
  static func onlyFractions(_ field: Field, at place: Place, saysPercent: Bool) -> Diagnostic {
    let bare = Quote.short(place.cell?.content ?? "")
    return Diagnostic(
      .onlyFractions, at: place,
      Message(
        en: "‘\(bare)’ is read as \(bare) %, and no number of ‘\(field.name)’ is more than 1",
        zh: "“\(bare)”读作 \(bare)%，而“\(field.name)”的数都不超过 1"),
      labels: [.declaredHere(field)],
      notes: [
        Message(
          en: "a spreadsheet writes 98.5 % as 0.985: declare the field as a fraction: \(field.name) times",
          zh: "电子表格把 98.5% 存为 0.985：这样的列应声明为：\(field.name) 倍"),
        saysPercent
          ? Message(
            en: "where they are below one percent, write the sign in the cells: \(bare)%",
            zh: "若确实不到百分之一，请在单元格里写上百分号：\(bare)%")
          : Message(
            en: "where they are percentages, let the header say so: \(field.header) (%)",
            zh: "若确是百分数，请在表头写明：\(field.header)（%）"),
      ])
  }
}

extension Message {
  /// What is said of all cells of a field, none of which has a value, with the first of them.
  static func nothingFits(_ field: Field, _ count: Int, isEmpty: Bool) -> Message {
    isEmpty
      ? Message(
        en: "so are all \(count) cells of ‘\(field.name)’", zh: "“\(field.name)”的 \(count) 个单元格全部如此")
      : Message(
        en:
          "none of the \(count) cells of ‘\(field.name)’ can be read: declare it as what the column holds, or mend them all",
        zh: "“\(field.name)”的 \(count) 个单元格都无法读取：请按该列的内容声明，或逐格改正")
  }

  /// What is said of the cells of a field that reads the column of another one.
  static func readsColumnOf(_ other: Field, _ field: Field, _ count: Int) -> Message {
    Message(
      en:
        "\(count) cells do not fit: ‘\(field.name)’ reads the column ‘\(field.header)’, which ‘\(other.name)’ reads too, so that one of them seems to be meant for another column",
      zh: "有 \(count) 个单元格不符：“\(field.name)”读的是“\(field.header)”列，而“\(other.name)”也读该列，其中一个应当读另一列")
  }

  /// What is said of cells of a field that have one fault, with the first of them.
  ///
  /// - Parameters:
  ///   - rows: those that are known, ascending.
  ///   - count: how many there are; nil where that is not known.
  static func sameInRows(_ rows: [Int], count: Int?) -> Message {
    var runs: [(first: Int, last: Int)] = []
    for row in rows {
      if let last = runs.last, row == last.last + 1 { runs[runs.count - 1].last = row } else { runs.append((row, row)) }
    }
    let shown = runs.prefix(6).map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }
    let isAll = shown.count == runs.count && rows.count == count
    let (list, chinese) = (shown.joined(separator: ", "), shown.joined(separator: "、"))
    guard let count else {
      return Message(en: "so it is in rows \(list) and others", zh: "第 \(chinese) 等行都如此")
    }
    return Message(
      en: "so it is in \(count) rows in all: \(list)\(isAll ? "" : " and others")",
      zh: "共有 \(count) 行如此：第 \(chinese) 行\(isAll ? "" : "等")")
  }

  /// What is said of the formulas of a field that have no value, with the first of them.
  static func formulasWithoutValue(_ field: Field, _ count: Int) -> Message {
    Message(
      en: "so have \(count) cells of ‘\(field.name)’ in all", zh: "“\(field.name)”共有 \(count) 格如此")
  }

  /// What is said of a key that many rows repeat, with the first of them.
  static func repeats(_ field: Field, _ count: Int) -> Message {
    Message(
      en: "\(count) rows repeat a value of ‘\(field.name)’: a key has another one in every row",
      zh: "“\(field.name)”有 \(count) 行与前面的行重复：主键的值各行都不同")
  }

  /// What is said of a field all of whose values are broken references, with the first of them.
  static func allBroken(_ field: Field, _ count: Int) -> Message {
    Message(
      en: "nor is any other of the \(count) values of ‘\(field.name)’: does it refer to another field?",
      zh: "“\(field.name)”的 \(count) 个值都不在其中：是否应引自别的字段？")
  }
}
