import EvrepCheck
import EvrepModel
import EvrepSource

/// The year that the prose names for a figure: 2022年支出{x}, {y.year}年支出{x}, in 2022 … £{x}, 上年{x}; {x} pupils the year before.
struct SaidYear {
  let year: Int
  /// The words that name it.
  let range: ByteRange
  /// True where nothing but blanks stands between it and the figure.
  let isAdjacent: Bool
  /// True where it stands behind the figure.
  var isBehind = false

  /// A hole that has printed a year: the byte after it, and the year.
  struct Printed {
    let range: ByteRange
    let year: Int
  }

  /// The longest text between a year and its figure.
  private static let reach = 48
  /// What parts a figure from the years before it, but for one comma behind the year itself.
  private static let ends = ByteWords([
    "。", "；", ";", "！", "？", "（", "(", "）", ")", "、", "|", ". ", "\n", "{", "}", "“", "”", "《", "》",
  ])
  private static let commas = ByteWords(["，", ","])
  private static let brackets = ByteWords(["（", "("])
  /// Words between a year and a figure, or before a year, with which the figure may be of another.
  private static let turns = ByteWords([
    "由", "从", "较", "比", "自", "与", "同", "按", "以", "起", "至", "到", "基础", "预算", "计划", "目标", "将", "拟", "对", "和", "及", "前",
    " from", " than", " against", " to ", " over", " since", " between", " compared", " by ", " until", " target",
    " plan", " and ", " or ", " turned ", " became ", "nlike ", "fter ", "efore ",
    " will", "–", "—", "/",
  ])

  /// False where no year can be named for the figure: most figures have none near them, and need no closer look.
  static func mayStand(before figure: Int, in bytes: [UInt8], printed: Printed?) -> Bool {
    let floor = max(0, figure - reach)
    if let printed, printed.range.upperBound > floor { return true }
    // 年 is E5 B9 B4; four digits; “year”.
    for index in max(floor, 3)..<max(floor, 3, figure) {
      switch bytes[index] {
      case 0xB4: if bytes[index - 1] == 0xB9 { return true }
      case UInt8(ascii: "0")...UInt8(ascii: "9"): if bytes[index - 1] &- 0x30 < 10 { return true }
      case UInt8(ascii: "r"): if bytes[index - 1] == UInt8(ascii: "a") { return true }
      default: break
      }
    }
    return false
  }

  /// - Parameters:
  ///   - printed: the last hole that has printed a year.
  ///   - base: the year that 本年 and “this year” speak of; nil for none.
  init?(before figure: Int, in bytes: [UInt8], printed: Printed?, base: Int?) {
    let floor = max(0, figure - Self.reach)
    var offset = figure
    var hasComma = false
    var found: (year: Int, range: ByteRange)?
    // 比上年（{x}万元）: in a bracket right behind the year.
    if let bracket = Self.brackets.ending(at: figure, in: bytes),
      let mention = Self.mention(endingAt: bracket.start, in: bytes, base)
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
      if Self.ends.ending(at: offset, in: bytes) != nil { break scan }
      if let comma = Self.commas.ending(at: offset, in: bytes) {
        // A comma parts a clause from its time alone.
        if hasComma { break scan }
        hasComma = true
        let before = Self.skippingBlanks(comma.start, bytes)
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
    let head = max(0, found.range.lowerBound - 12)..<found.range.lowerBound
    let isAdjacent = between.allSatisfy { [0x20, 0x2A, 0xC2, 0xA3, 0xA5, 0x24].contains($0) }
    // 2022年在{x}万元的基础上, but 2022年在校生.
    if between.elementsEqual("在".utf8) { return nil }
    if Self.turns.stand(in: found.range.upperBound..<figure, of: bytes) { return nil }
    if !isAdjacent, Self.turns.stand(in: head, of: bytes) { return nil }
    (year, range, self.isAdjacent) = (found.year, found.range, isAdjacent)
  }

  private static let formers = [
    "last year", "the year before", "a year before", "a year earlier", "a year ago", "the previous year",
    "the preceding year",
    "in the previous year", "in the preceding year",
  ].map { Array($0.utf8) }
  /// How many words may stand between a figure and the year behind it: its unit.
  private static let wordsBetween = 2
  /// The longest of them, and of their blanks.
  private static let reachBehind = 24

  /// The year that English names right behind the unit of a figure.
  ///
  /// - Parameters:
  ///   - end: the byte after the hole.
  ///   - base: the year that “last year” speaks of; nil for none.
  init?(behind end: Int, in bytes: [UInt8], base: @autoclosure () -> Int?) {
    var offset = end
    for words in 0...Self.wordsBetween {
      guard offset < bytes.count, bytes[offset] == 0x20, offset - end <= Self.reachBehind else { return nil }
      let text = bytes[(offset + 1)...]
      if let former = Self.formers.first(where: text.starts), case let last = offset + 1 + former.count,
        Self.isEnd(last, bytes)
      {
        guard let base = base() else { return nil }
        (year, range, isAdjacent, isBehind) = (base - 1, offset + 1..<last, words == 0, true)
        return
      }
      if words < Self.wordsBetween, text.starts(with: "in ".utf8) || text.starts(with: "of ".utf8),
        case let last = offset + 8, last <= bytes.count,
        bytes[last - 4..<last].allSatisfy({ $0 &- 0x30 < 10 }), Self.isEnd(last, bytes),
        let number = Int(String(decoding: bytes[last - 4..<last], as: UTF8.self)), (1900...2100).contains(number)
      {
        (year, range, isAdjacent, isBehind) = (number, last - 4..<last, words == 0, true)
        return
      }
      let word = text.prefix { Self.isLetter($0) || $0 == UInt8(ascii: "%") }
      guard !word.isEmpty, !Self.turning.contains(where: word.elementsEqual) else { return nil }
      offset = word.endIndex
    }
    return nil
  }

  /// Words behind a figure with which a year is of something else.
  private static let turning = ["more", "less", "fewer", "since", "than", "over", "from", "to", "on", "and", "or"].map {
    Array($0.utf8)
  }

  /// True where a year ends at a byte: no 's, no word and no “last” behind it.
  private static func isEnd(_ end: Int, _ bytes: [UInt8]) -> Bool {
    guard end < bytes.count else { return true }
    return !isPartOfNumber(bytes[end]) && bytes[end] != UInt8(ascii: "'") && bytes[end] != 0xE2
      && !bytes[end...].starts(with: " last".utf8) || bytes[end] == UInt8(ascii: ".")
  }

  /// 年 behind a hole that has printed a year.
  private static func isYearSuffix(_ end: Int, _ bytes: [UInt8], _ printed: Printed?) -> Bool {
    guard let printed, end >= 3 else { return false }
    return isYear(endingAt: end, bytes) && printed.range.upperBound == end - 3
  }

  private static let relatives = ByteWords([
    "上一年", "上年", "去年", "last year", "Last year", "本年", "今年", "this year", "This year",
  ])
  /// How many of those speak of the year before; the others of the year itself.
  private static let countOfLast = 5
  private static let leads = ByteWords(["in ", "In ", "for ", "For ", "during ", "During ", "the ", "The "])

  /// 2022年, 2022 as a word of its own, 上年.
  private static func mention(endingAt end: Int, in bytes: [UInt8], _ base: Int?) -> (Int, ByteRange)? {
    if let base, let (word, start) = relatives.ending(at: end, in: bytes) {
      // 历年, 上半年 end otherwise; a Latin word begins at its own letter.
      if start > 0, bytes[start] < 0x80, isLetter(bytes[start - 1]) { return nil }
      return (word < countOfLast ? base - 1 : base, start..<end)
    }
    let isChinese = isYear(endingAt: end, bytes)
    let digits = isChinese ? end - 3 : end
    guard digits >= 4, bytes[digits - 4..<digits].allSatisfy({ $0 &- 0x30 < 10 }),
      digits == 4 || !isPartOfNumber(bytes[digits - 5]),
      let year = Int(String(decoding: bytes[digits - 4..<digits], as: UTF8.self)), (1900...2100).contains(year)
    else { return nil }
    if !isChinese {
      // In English a year is a word behind one of time: in 2022, the 2022 grant.
      guard end == bytes.count || !isPartOfNumber(bytes[end]),
        leads.ending(at: digits - 4, in: bytes) != nil
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

  /// True for 年.
  private static func isYear(endingAt end: Int, _ bytes: [UInt8]) -> Bool {
    end >= 3 && bytes[end - 1] == 0xB4 && bytes[end - 2] == 0xB9 && bytes[end - 3] == 0xE5
  }

  private static func skippingBlanks(_ end: Int, _ bytes: [UInt8]) -> Int {
    var end = end
    while end > 0, bytes[end - 1] == 0x20 { end -= 1 }
    return end
  }
}

extension Evaluator {
  /// Holds a figure of one row to the year that the words before it, or right behind its unit, name.
  mutating func judgeSaidYear(_ hole: Hole) {
    guard hole.place.file == program.file, let said = saidYear(hole), let year = yearOfRow(hole.expression),
      said.year != year, reportedAgreement.insert(hole.place.range.lowerBound).inserted,
      diagnostics.count < Self.findingLimit
    else { return }
    diagnostics.append(
      Diagnostic(
        .swappedYears, at: hole.place,
        Message(
          en: "the words \(said.isBehind ? "behind" : "before") this figure name \(said.year), and it is of \(year)",
          zh: "\(said.isBehind ? "后" : "前")面写的是 \(said.year) 年，这个数却是 \(year) 年的"),
        labels: [
          Label(Place(program.file, said.range), Message(en: "this names \(said.year)", zh: "这里是 \(said.year) 年"))
        ]
          + cells(of: hole.expression)))
  }

  private mutating func saidYear(_ hole: Hole) -> SaidYear? {
    let (bytes, start) = (program.bytes, hole.place.range.lowerBound)
    // Right behind a figure stands its own year: in 2023, above the {x} pupils of 2022.
    if let said = SaidYear(behind: hole.place.range.upperBound, in: bytes, base: baseYear()) { return said }
    guard SaidYear.mayStand(before: start, in: bytes, printed: printedYear) else { return nil }
    return SaidYear(before: start, in: bytes, printed: printedYear, base: baseYear())
  }

  /// 2023年支出{sum(s.支出)}万元: a sum over the rows of several years behind the words for one.
  mutating func judgeSpannedYears(_ hole: Hole) {
    guard case .call(let function, let arguments) = meant(hole.expression).operation, arguments.count == 1,
      function == .sum || function == .average || function == .median, hole.place.file == program.file,
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
