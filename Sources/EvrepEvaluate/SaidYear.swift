import EvrepCheck
import EvrepModel
import EvrepSource

/// The year that the prose names for a figure: 2022年支出{x}, {y.year}年支出{x}, in 2022 … £{x}, 上年{x}.
struct SaidYear {
  let year: Int
  /// The words that name it.
  let range: ByteRange
  /// True where nothing but blanks stands between it and the figure.
  let isAdjacent: Bool

  /// A hole that has printed a year: the byte after it, and the year.
  struct Printed {
    let range: ByteRange
    let year: Int
  }

  /// The longest text between a year and its figure.
  private static let reach = 48
  /// What parts a figure from the years before it, but for one comma behind the year itself.
  private static let ends: [[UInt8]] = [
    "。", "；", ";", "！", "？", "（", "(", "）", ")", "、", "|", ". ", "\n", "{", "}", "“", "”", "《", "》",
  ]
  .map { Array($0.utf8) }
  private static let commas: [[UInt8]] = [Array("，".utf8), Array(",".utf8)]
  /// Words between a year and a figure, or before a year, with which the figure may be of another.
  private static let turns: [[UInt8]] = [
    "由", "从", "较", "比", "自", "与", "同", "按", "以", "起", "至", "到", "基础", "预算", "计划", "目标", "将", "拟", "对", "和", "及", "前",
    " from", " than", " against", " to ", " over", " since", " between", " compared", " by ", " until", " target",
    " plan", " and ", " or ",
    " will", "–", "—", "/",
  ].map { Array($0.utf8) }

  /// - Parameters:
  ///   - printed: the last hole that has printed a year.
  ///   - base: the year that 本年 and “this year” speak of; nil for none.
  init?(before figure: Int, in bytes: [UInt8], printed: Printed?, base: Int?) {
    let floor = max(0, figure - Self.reach)
    var offset = figure
    var hasComma = false
    var found: (year: Int, range: ByteRange)?
    // 比上年（{x}万元）: in a bracket right behind the year.
    if let bracket = ["（", "("].first(where: { Self.ends(Array($0.utf8), at: figure, bytes) }),
      let mention = Self.mention(endingAt: figure - bracket.utf8.count, in: bytes, base)
    {
      (year, range, isAdjacent) = (mention.0, mention.1, true)
      return
    }
    scan: while offset > floor {
      if let printed, printed.range.upperBound == offset {
        found = (printed.year, printed.range)
        break
      }
      if let mention = Self.mention(endingAt: offset, in: bytes, base) {
        found = mention
        break
      }
      for end in Self.ends where Self.ends(end, at: offset, bytes) { break scan }
      for comma in Self.commas where Self.ends(comma, at: offset, bytes) {
        // A comma parts a clause from its time alone.
        if hasComma { break scan }
        hasComma = true
        offset -= comma.count
        let before = Self.skippingBlanks(offset, bytes)
        let isTime =
          printed?.range.upperBound == before || Self.mention(endingAt: before, in: bytes, base) != nil
          || Self.isYearSuffix(before, bytes, printed)
        guard isTime else { break scan }
        offset = before
        continue scan
      }
      offset -= 1
    }
    guard let found else { return nil }
    let between = bytes[found.range.upperBound..<figure]
    let head = bytes[max(0, found.range.lowerBound - 12)..<found.range.lowerBound]
    let isAdjacent = between.allSatisfy { [0x20, 0x2A, 0xC2, 0xA3, 0xA5, 0x24].contains($0) }
    // 2022年在{x}万元的基础上, but 2022年在校生.
    if between.elementsEqual("在".utf8) { return nil }
    for turn in Self.turns {
      if Self.contains(between, turn) { return nil }
      if !isAdjacent, Self.contains(head, turn) { return nil }
    }
    (year, range, self.isAdjacent) = (found.year, found.range, isAdjacent)
  }

  /// 年 behind a hole that has printed a year.
  private static func isYearSuffix(_ end: Int, _ bytes: [UInt8], _ printed: Printed?) -> Bool {
    guard let printed, end >= 3 else { return false }
    return ends(Array("年".utf8), at: end, bytes) && printed.range.upperBound == end - 3
  }

  private static let relatives: [(word: [UInt8], distance: Int)] = [
    ("上一年", -1), ("上年", -1), ("去年", -1), ("本年", 0), ("今年", 0), ("last year", -1), ("Last year", -1), ("this year", 0),
    ("This year", 0),
  ].map { (Array($0.0.utf8), $0.1) }

  /// 2022年, 2022 as a word of its own, 上年.
  private static func mention(endingAt end: Int, in bytes: [UInt8], _ base: Int?) -> (Int, ByteRange)? {
    if let base, let word = relatives.first(where: { ends($0.word, at: end, bytes) }) {
      let start = end - word.word.count
      // 历年, 上半年 end otherwise; a Latin word begins at its own letter.
      if start > 0, bytes[start] < 0x80, isLetter(bytes[start - 1]) { return nil }
      return (base + word.distance, start..<end)
    }
    let isChinese = ends(Array("年".utf8), at: end, bytes)
    let digits = isChinese ? end - 3 : end
    guard digits >= 4, bytes[digits - 4..<digits].allSatisfy({ $0 &- 0x30 < 10 }),
      digits == 4 || !isPartOfNumber(bytes[digits - 5]),
      let year = Int(String(decoding: bytes[digits - 4..<digits], as: UTF8.self)), (1900...2100).contains(year)
    else { return nil }
    if !isChinese {
      // In English a year is a word behind one of time: in 2022, the 2022 grant.
      guard end == bytes.count || !isPartOfNumber(bytes[end]),
        ["in ", "In ", "for ", "For ", "during ", "During ", "the ", "The "].contains(where: {
          ends(Array($0.utf8), at: digits - 4, bytes)
        })
      else { return nil }
    }
    return (year, digits - 4..<end)
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
      || isLetter(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func ends(_ text: [UInt8], at end: Int, _ bytes: [UInt8]) -> Bool {
    end >= text.count && bytes[end - text.count..<end].elementsEqual(text)
  }

  private static func skippingBlanks(_ end: Int, _ bytes: [UInt8]) -> Int {
    var end = end
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    return end
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (text.startIndex...text.endIndex - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}

extension Evaluator {
  /// Holds a figure of one row to the year that the words before it name.
  mutating func judgeSaidYear(_ hole: Hole) {
    guard hole.place.file == program.file, let year = yearOfRow(hole.expression),
      let said = SaidYear(
        before: hole.place.range.lowerBound, in: program.bytes, printed: printedYear, base: baseYear()),
      said.year != year, reportedAgreement.insert(hole.place.range.lowerBound).inserted,
      diagnostics.count < Self.findingLimit
    else { return }
    diagnostics.append(
      Diagnostic(
        .swappedYears, at: hole.place,
        Message(
          en: "the words before this figure name \(said.year), and it is of \(year)",
          zh: "前面写的是 \(said.year) 年，这个数却是 \(year) 年的"),
        labels: [
          Label(Place(program.file, said.range), Message(en: "this names \(said.year)", zh: "这里是 \(said.year) 年"))
        ]
          + cells(of: hole.expression)))
  }

  /// 2023年支出{sum(s.支出)}万元: a sum over the rows of several years behind the words for one.
  mutating func judgeSpannedYears(_ hole: Hole) {
    guard case .call(let function, let arguments) = hole.expression.resolved(in: program).operation,
      [.sum, .average, .median].contains(function), arguments.count == 1, hole.place.file == program.file,
      case .column(let schema, _) = arguments[0].type, let field = dating(schema),
      case let dated = program.schemas[schema.index].fields[field], dated.isKey, dated.type == .year,
      let said = SaidYear(
        before: hole.place.range.lowerBound, in: program.bytes, printed: printedYear, base: baseYear()),
      !Self.saysSeveralYears(program.bytes[said.range.upperBound..<hole.place.range.lowerBound]),
      case .column(let selection, _, _) = value(arguments[0])
    else { return }
    var (first, last) = (Int.max, Int.min)
    for index in 0..<selection.rows.count {
      guard case .year(let year) = scalar(schema, selection.rows[index], field) else { return }
      (first, last) = (min(first, year), max(last, year))
    }
    guard first < last, diagnostics.count < Self.findingLimit,
      reportedAgreement.insert(hole.place.range.lowerBound).inserted
    else { return }
    report(
      .swappedYears, hole.place,
      en: "the words before this figure name \(said.year), and it is of the years \(first) to \(last)",
      zh: "前面写的是 \(said.year) 年，这个数却是 \(first) 至 \(last) 年各行的",
      labels: [
        Label(Place(program.file, said.range), Message(en: "this names \(said.year)", zh: "这里是 \(said.year) 年"))
      ],
      notes: [
        Message(
          en: "choose the rows: ‘where \(dated.name) = \(said.year)’", zh: "请选取该年的行：其中 \(dated.name) = \(said.year)")
      ])
  }

  /// Words for more than one year between a year and a figure: 2023年底累计.
  private static func saysSeveralYears(_ between: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: between, as: UTF8.self)
    return ["累", "历年", "底", "末", "来", "前", "平均", "cumul", "total", "average", "end"].contains { text.contains($0) }
  }

  /// The year that 本年 speaks of: the report's, or else its first parameter of type `year`.
  private mutating func baseYear() -> Int? {
    if let expression = program.reportingYear, case .scalar(.year(let year)) = value(expression) { return year }
    guard let index = program.parameters.firstIndex(where: { $0.isSettable && $0.type == .year }),
      case .scalar(.year(let year)) = parameters[index]
    else { return nil }
    return year
  }
}
