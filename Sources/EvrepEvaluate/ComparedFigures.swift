import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// {a} pupils, up from {b}; 巩固率为{a}%，高于{b}%的目标; “the rate is {a}%, above the target of {b}%”: the word between two figures is held to both.
extension Evaluator {
  private static let words: [(bytes: [UInt8], isAbove: Bool)] = [
    ("高于", true), ("超过", true), ("超出", true), ("多于", true), ("低于", false), ("不足", false), ("不到", false), ("少于", false),
    ("未达到", false),
    ("above ", true), ("over ", true), ("exceeding ", true), ("exceeds ", true), ("exceeded ", true),
    ("more than ", true),
    ("higher than ", true), ("better than ", true), ("below ", false), ("under ", false), ("less than ", false),
    ("lower than ", false),
    ("short of ", false), ("up from ", true), ("down from ", false), ("rise from ", true), ("increase from ", true),
    ("fall from ", false), ("drop from ", false), ("decrease from ", false), ("reduction from ", false),
  ].map { (Array($0.0.utf8), $0.1) }

  /// What may stand between the first figure's unit and the word.
  private static let links = [
    "，", ",", "、", "（", "(", " ", "已经", "已", "均", "仍", "也", "并", "明显", "远", "略", "大幅", "which ", "and ", "is ", "was ",
    "just ", "well ", "still ", "far ",
    "slightly ", "it ", "a ", "an ",
  ].map { Array($0.utf8) }

  /// What may stand between the word and the second figure.
  private static let fillers = [
    "the ", "our ", "a ", "its ", "national ", "county ", "local ", "minimum ", "maximum ", "statutory ", "agreed ",
    "target ", "average ", "limit ",
    "level ", "threshold ", "standard ", "goal ", "norm ", "requirement ", "ceiling ", "floor ", "plan ", "budget ",
    "cap ", "set ", "of ", "at ", "last year's ", "last year’s ", "the previous year's ", "the year before's ",
  ].map { Array($0.utf8) }

  /// What a Chinese threshold is called: 高于95%的目标.
  private static let thresholds = [
    "目标", "标准", "要求", "平均", "水平", "上限", "下限", "规定", "底线", "红线", "计划", "预算", "指标", "全国", "全省", "全市", "国家", "省", "市",
    "基准", "警戒", "控制",
  ].map { Array($0.utf8) }

  /// What stands between the ends of a range: {a}–{b}%, {a}至{b}万元.
  private static let dashes = ["–", "—", "-", "~", "～", "至"]

  mutating func judgeCompared(_ hole: Hole, _ value: Number, _ unit: Unit) {
    judgeRange(hole, value, unit)
    guard let last = document.figures.last, last.place.file == hole.place.file, hole.place.file == program.file,
      last.unit.kind == unit.kind, case let gap = hole.place.range.lowerBound - last.place.range.upperBound, gap > 0,
      gap < 80,
      last.value != value, let (word, isAbove) = comparison(last.place.range.upperBound, hole.place.range, last.unit),
      isAbove ? last.value < value : last.value > value, diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return }
    let text = String(decoding: program.bytes[word], as: UTF8.self).trimmed
    var form = PrintedForm()
    form.decimalLimit = 9
    form.grouped = hole.form.grouped
    func printed(_ value: Number, _ unit: Unit) -> String {
      (try? value.divided(by: unit.factor)).map { withUnit($0, form, unit) } ?? ""
    }
    let (first, second) = (printed(last.value, last.unit), printed(value, unit))
    report(
      .falseBound, Place(program.file, word),
      en: "‘\(text)’ is not true of the figures on both sides: \(first) and \(second)",
      zh: "“\(text)”与两边的数不符：\(first)和\(second)",
      labels: [
        Label(last.place, Message(en: "this is \(first)", zh: "这是 \(first)")),
        Label(hole.place, Message(en: "this is \(second)", zh: "这是 \(second)")),
      ] + cells(of: hole.expression),
      notes: [
        Message(en: "let a ‘when’ or an ‘if’ in the sentence pick the word", zh: "请用“当”或“若”按数据选词")
      ])
  }

  /// `between {a} and {b} tonnes`, {a}–{b}%: the lower figure comes first.
  private mutating func judgeRange(_ hole: Hole, _ value: Number, _ unit: Unit) {
    guard let last = document.figures.last, last.place.file == hole.place.file, hole.place.file == program.file,
      last.unit.kind == unit.kind, last.value > value,
      case let gap = hole.place.range.lowerBound - last.place.range.upperBound, gap > 0, gap < 32,
      isRange(last.place.range, hole.place.range), diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return }
    report(
      .falseBound, Place(program.file, last.place.range.lowerBound..<hole.place.range.upperBound),
      en: "a range begins with the lower figure, and this one with the higher", zh: "区间应先写较小的数，这里先写了较大的数",
      labels: cells(of: hole.expression))
  }

  /// True where two holes are the ends of a range.
  private func isRange(_ first: ByteRange, _ second: ByteRange) -> Bool {
    let bytes = program.bytes
    var start = first.upperBound
    let unit = start < bytes.count && bytes[start] == UInt8(ascii: " ") ? start + 1 : start
    if let match = program.registry.match(in: bytes, from: unit, limit: second.lowerBound) { start = match.end }
    let between = String(decoding: bytes[start..<second.lowerBound], as: UTF8.self).filter { !"*£$¥€￥￡".contains($0) }
    if between == " and " {
      let before = String(decoding: bytes[..<first.lowerBound].suffix(16), as: UTF8.self).filter {
        !"*£$¥€".contains($0)
      }
      return before.lowercased().hasSuffix("between ")
    }
    return Self.dashes.contains { $0 == between || " \($0) " == between }
  }

  /// The word that compares the figure whose hole ends at `start` with the one in `hole`, and nothing else.
  private func comparison(_ start: Int, _ hole: ByteRange, _ unit: Unit) -> (word: ByteRange, isAbove: Bool)? {
    let bytes = program.bytes
    let end = hole.lowerBound
    guard mayCompare(before: end) else { return nil }
    var offset = start
    while offset < end, bytes[offset] == UInt8(ascii: "*") { offset += 1 }
    if offset < end, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    if let match = program.registry.match(in: bytes, from: offset, limit: end) { offset = match.end }
    while offset < end, bytes[offset] == UInt8(ascii: "*") { offset += 1 }
    func pass(_ words: [[UInt8]]) {
      while let word = words.first(where: {
        offset + $0.count <= end && bytes[offset..<offset + $0.count].elementsEqual($0)
      }) {
        offset += word.count
      }
    }
    pass(Self.links)
    guard
      let found = Self.words.first(where: {
        offset + $0.bytes.count <= end && bytes[offset..<offset + $0.bytes.count].elementsEqual($0.bytes)
      })
    else { return nil }
    let word = offset..<offset + found.bytes.count
    let isLatin = found.bytes[0] < 0x80
    offset = word.upperBound
    if isLatin { pass(Self.fillers) }
    let isNamed = offset > word.upperBound
    // What it rose or fell from is another figure of the same.
    let isOrigin = bytes[word].suffix(5).elementsEqual("from ".utf8)
    while offset < end, bytes[offset] == UInt8(ascii: "*") || bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    // A currency sign is the figure's.
    guard
      offset == end
        || (isNamed || isOrigin) && end - offset <= 3 && bytes[offset] != UInt8(ascii: " ") && !isLetter(bytes[offset])
    else {
      return nil
    }
    return isOrigin || isNamed || isThreshold(hole.upperBound) ? (word, found.isAbove) : nil
  }

  /// True where the letter before a figure may end such a word or what stands behind one: 于 过 出 足 到, or a Latin letter.
  private func mayCompare(before figure: Int) -> Bool {
    let bytes = program.bytes
    var end = figure
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "*") { end -= 1 }
    guard end > 2 else { return false }
    if bytes[end - 1] < 0x80 { return isLetter(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: "$") }
    switch (bytes[end - 3], bytes[end - 2], bytes[end - 1]) {
    case (0xE4, 0xBA, 0x8E), (0xE8, 0xBF, 0x87), (0xE5, 0x87, 0xBA), (0xE8, 0xB6, 0xB3), (0xE5, 0x88, 0xB0): return true
    // £, ¥ and € stand before the figure.
    case (_, 0xC2, 0xA3), (_, 0xC2, 0xA5), (0xE2, 0x82, 0xAC): return true
    default: return false
    }
  }

  /// True where the sentence pauses behind a figure and its unit, or goes on with what a threshold is called.
  private func isThreshold(_ hole: Int) -> Bool {
    let bytes = program.bytes
    var offset = hole
    func skipMarks() { while offset < bytes.count, bytes[offset] == UInt8(ascii: "*") { offset += 1 } }
    skipMarks()
    if offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
    guard let match = program.registry.match(in: bytes, from: offset, limit: min(bytes.count, offset + 32)),
      match.unit.kind == .ratio || match.unit.kind == .points
    else { return false }
    offset = match.end
    skipMarks()
    let rest = bytes[offset...]
    if rest.starts(with: "的".utf8) {
      return Self.thresholds.contains { rest.dropFirst(3).starts(with: $0) }
    }
    return rest.isEmpty
      || ["，", "。", "；", "）", ")", ",", ".", ";", "\n", "target", " target"].contains { rest.starts(with: $0.utf8) }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
