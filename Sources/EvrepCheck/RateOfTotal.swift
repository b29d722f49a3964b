import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What a figure is per: `£{x} per pupil` prints a quotient of pounds and pupils, and no total of pounds.
extension Checker {
  /// The unit that is stated for a figure, with what stands behind it or before it as its divisor: per pupil, 每千人. Nil where the figure
  /// is a total, which is reported.
  mutating func rated(
    _ stated: StatedUnit?, _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode, _ limit: Int
  ) -> (stated: StatedUnit?, Void)? {
    let bytes = node.fileBytes
    var start = stated?.end ?? node.range.upperBound
    while start < limit, bytes[start] == UInt8(ascii: "*") { start += 1 }
    let end = min(limit, node.range.upperBound + HoleCache.lookahead - 3)
    guard let divisor = program.registry.divisor(in: bytes, from: start, limit: end) else {
      if let before = divisorBefore(node, bytes) {
        let rate = rated(stated, kind, each: before, node)
        if let stated, let rate, let unit = totalOf(stated.unit, before, kind, value, node) {
          reportRateOfTotal(unit, value, rate.place(in: node.file), node)
          return nil
        }
        return (rate, ())
      }
      return (stated ?? countedRate(kind, bytes, start, end), ())
    }
    guard let stated else {
      if kind == .ratio {
        return (divisor.isCounted ? divisor.ratio.map { StatedUnit(unit: $0, range: start..<divisor.end) } : nil, ())
      }
      guard let unit = divisor.inverse, unit.kind == kind else { return (nil, ()) }
      return (StatedUnit(unit: unit, range: start..<divisor.end), ())
    }
    guard let unit = stated.unit.per(divisor) else { return (stated, ()) }
    // £{x} per bed per day
    if unit.kind != kind, let second = program.registry.divisor(in: bytes, from: divisor.end, limit: end),
      let both = unit.per(second), both.kind == kind
    {
      return (stated.per(second, both), ())
    }
    if unit.kind != kind, stated.unit.kind == kind {
      // An amount may be for each of many, and a sum is not.
      let isForEach = [" for e", " in e", " to e"].contains { bytes[start...].starts(with: $0.utf8) }
      let isForTotal = isForEach && isUndivided(value, divisor.unit) && !goesOn(behind: divisor.end, bytes)
      if isTotal(value, per: divisor.unit), !isForEach || isForTotal {
        reportRateOfTotal(unit, value, Place(node.file, stated.range.lowerBound..<divisor.end), node)
        return nil
      }
      return (stated, ())
    }
    return (stated.per(divisor, unit), ())
  }

  /// True where a thing goes on behind what a figure is for: for each pupil premium scheme.
  private func goesOn(behind end: Int, _ bytes: [UInt8]) -> Bool {
    guard end + 1 < bytes.count, bytes[end] == 0x20 else { return false }
    let word = bytes[(end + 1)...].prefix { (0x61...0x7A).contains($0) }
    return !word.isEmpty && !Self.behindThings.contains(String(decoding: word, as: UTF8.self))
  }

  private static let behindThings: Set = [
    "in", "on", "at", "of", "this", "last", "and", "or", "but", "who", "a", "per", "for", "over", "is", "was", "by",
    "from", "with",
    "to", "each", "every", "that", "we", "as", "than", "while", "which", "the", "their",
  ]

  /// 每千人{x}元: the unit of a rate where the figure is one, else what stands behind it.
  private func rated(_ stated: StatedUnit?, _ kind: QuantityKind, each divisor: Divisor, _ node: SyntaxNode)
    -> StatedUnit?
  {
    guard let stated else {
      guard kind == .ratio, divisor.isCounted, let unit = divisor.ratio else { return nil }
      return StatedUnit(unit: unit, range: node.range.lowerBound..<node.range.lowerBound)
    }
    guard stated.unit.kind != kind, let unit = stated.unit.per(divisor), unit.kind == kind else { return stated }
    var result = stated.per(divisor, unit)
    result.end = stated.end
    return result
  }

  /// True where a header says what its figures are per, `Cost per pupil (£)` and 生均经费（元）, and this one is a total, which is reported.
  mutating func isTotalUnderRate(_ stated: StatedUnit, _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode)
    -> Bool
  {
    let bytes = node.fileBytes
    guard stated.unit.kind == kind, let (cell, divisor) = divisorOfHeader(node, bytes),
      let rate = stated.unit.divided(by: divisor.unit), rate.kind != kind,
      !kind.isPer(divisor.unit.kind), isTotal(value, per: divisor.unit), isUndivided(value, divisor.unit),
      !isAside(divisor.range, in: cell, bytes)
    else { return false }
    reportRateOfTotal(rate, value, Place(node.file, divisor.range), node)
    return true
  }

  /// True where what a header says that something is per is no matter of its figures: 生均经费合计（元）, `Schools over £13,000 per pupil`.
  private func isAside(_ divisor: ByteRange, in cell: ByteRange, _ bytes: [UInt8]) -> Bool {
    let before = String(decoding: bytes[cell.lowerBound..<divisor.lowerBound], as: UTF8.self).lowercased()
    let words = before.split { !$0.isLetter && !$0.isNumber }
    return before.contains("涉及")
      || Self.isOfTotal(String(decoding: bytes[divisor.upperBound..<cell.upperBound], as: UTF8.self))
      || words.contains { Self.comparing.contains(String($0)) } || words.last?.allSatisfy(\.isNumber) ?? false
  }

  private static let comparing: Set = ["over", "under", "above", "below", "less", "more"]

  /// What the header over a hole, or the label of its row, says that its figures are per, and the cell that says so.
  private mutating func divisorOfHeader(_ node: SyntaxNode, _ bytes: [UInt8])
    -> (cell: ByteRange, divisor: (unit: Unit, range: ByteRange))?
  {
    for cell in [
      tables.headerCell(at: node.range.lowerBound, in: bytes), tables.rowLabel(at: node.range.lowerBound, in: bytes),
    ] {
      if let cell, let divisor = divisor(ofHeader: cell, bytes) { return (cell, divisor) }
    }
    return nil
  }

  /// 生均图书（册）: the unit of a header per what its words say, where the figure is one divided so.
  mutating func divided(_ unit: Unit, byHeaderOf node: SyntaxNode, _ kind: QuantityKind) -> Unit {
    guard unit.kind != kind, let (_, divisor) = divisorOfHeader(node, node.fileBytes),
      let quotient = unit.divided(by: divisor.unit), quotient.kind == kind
    else { return unit }
    return quotient
  }

  /// What the words of a header say that its figures are per.
  private func divisor(ofHeader cell: ByteRange, _ bytes: [UInt8]) -> (unit: Unit, range: ByteRange)? {
    for offset in cell where [0x20, 0xE7, 0xE4, 0xE5, 0xE6].contains(bytes[offset]) {
      if bytes[offset] == 0x20 {
        guard bytes[offset..<cell.upperBound].starts(with: " per ".utf8),
          let divisor = program.registry.divisor(in: bytes, from: offset, limit: cell.upperBound)
        else { continue }
        return (divisor.unit, offset + 1..<divisor.end)
      }
      // 生均 and 人均 are two ideographs.
      let end = offset + 6
      guard end <= cell.upperBound, let word = program.registry.leadingWords.match(endingAt: end, in: bytes),
        word.range.lowerBound == offset, case .divisor(let unit) = word.meaning
      else { continue }
      return (unit, word.range)
    }
    return nil
  }

  /// True where a format states the unit of a total, and what it is per stands behind it, `{x: £} per pupil`, which is reported.
  mutating func isRateOfTotal(
    _ unit: Unit, _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode, _ limit: Int
  ) -> Bool {
    let start = Self.behindMarks(node, node.fileBytes)
    guard let divisor = program.registry.divisor(in: node.fileBytes, from: start, limit: limit),
      let rate = unit.per(divisor), rate.kind != kind, isTotal(value, per: divisor.unit)
    else { return false }
    reportRateOfTotal(rate, value, Place(node.file, start..<divisor.end), node)
    return true
  }

  /// 每千人{x}人 of a total: the unit of the rate that the words make of it. Nil where other words stand between.
  private func totalOf(_ unit: Unit, _ divisor: Divisor, _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode)
    -> Unit?
  {
    guard unit.kind == kind, let rate = unit.per(divisor), rate.kind != kind, isTotal(value, per: divisor.unit),
      isUndivided(value, divisor.unit), divisor.end <= node.range.lowerBound,
      divisor.isCounted || !isCount(value) || isNamed(unit, before: divisor, node)
    else { return nil }
    let between = node.fileBytes[divisor.end..<node.range.lowerBound].filter { $0 != UInt8(ascii: "*") }
    if let first = between.first, [0x20, 0x0A, UInt8(ascii: ":"), UInt8(ascii: ",")].contains(first) {
      // A currency sign stands right before the figure.
      let words = String(decoding: between.prefix { $0 < 0x80 && $0 != UInt8(ascii: "$") }, as: UTF8.self)
      var parts = words.split { " \n:,".contains($0) }
      // Per-pupil spend was
      let isAdjective = node.fileBytes[..<divisor.end].reversed().first { !Self.isLetter($0) } == UInt8(ascii: "-")
      if isAdjective, parts.count > 1 { parts.removeFirst() }
      let phrase = parts.joined(separator: " ")
      if phrase.isEmpty, saysInAll(node) { return nil }
      return Self.copulas.contains(phrase) ? rate : nil
    }
    // 每名学生 is 每名, 每张床位 is 每张.
    let person = Self.persons.first { between.starts(with: $0.utf8) }
    let words = between.dropFirst(person?.utf8.count ?? 0)
    return words.allSatisfy { $0 == 0x0A } || Self.verbs.contains { words.starts(with: $0.utf8) } ? rate : nil
  }

  /// What a clause goes on with behind `per pupil` where the figure is for each.
  private static let copulas: Set = [
    "", "is", "was", "are", "were", "of", "at", "reached", "stood at", "came to", "averaged", "rose to", "fell to",
    "increased to", "decreased to", "has been", "is now", "was only", "is only", "amounted to", "amounts to",
    "last year was", "this year was", "this year is",
  ]

  /// True where a figure is said to be a total: £{x} million in all.
  private func saysInAll(_ node: SyntaxNode) -> Bool {
    let behind = node.fileBytes[node.range.upperBound...].prefix(HoleCache.lookahead).prefix {
      ![0x0A, UInt8(ascii: ";"), UInt8(ascii: "{")].contains($0)
    }
    let text = String(decoding: behind, as: UTF8.self)
    return ["in all", "in total", "altogether"].contains { text.contains($0) }
  }

  /// True where what is counted is named before per: `Classes per school`, and not `Schools with low spend per pupil`.
  private func isNamed(_ unit: Unit, before divisor: Divisor, _ node: SyntaxNode) -> Bool {
    let bytes = node.fileBytes[max(0, node.range.lowerBound - HoleCache.lookahead)..<divisor.end]
    let words = String(decoding: bytes, as: UTF8.self).lowercased().split { !$0.isLetter }
    guard bytes.last.map({ $0 < 0x80 }) ?? false, let per = words.lastIndex(of: "per"), per > 0 else { return true }
    return [unit.name, unit.plural].contains { $0.lowercased() == words[per - 1] }
  }

  private func isCount(_ value: Expression) -> Bool {
    switch value.operation {
    case .definition(let index): isCount(program.definitions[index].expression)
    case .call(.count, _): true
    default: false
    }
  }

  private static let persons = [
    "学生", "教师", "幼儿", "儿童", "职工", "居民", "群众", "老人", "患者", "病人", "村民", "农民", "市民", "干部", "党员", "学员", "医生", "护士",
    "床位",
  ]

  /// What a clause goes on with behind 每千人 where the figure is for each.
  private static let verbs = ["有", "拥有", "约", "平均", "为", "达", "配", "占", "补助", "补贴", "资助", "支出", "投入"]

  /// `{x} deaths per 1,000 people` of a ratio, whose things have no unit of their own: up to four words stand before per.
  func countedRate(_ kind: QuantityKind, _ bytes: [UInt8], _ start: Int, _ end: Int) -> StatedUnit? {
    guard kind == .ratio else { return nil }
    var words = 0
    var offset = start
    while offset < end, words < 5 {
      let byte = bytes[offset]
      if byte == UInt8(ascii: " ") {
        words += 1
        if let divisor = program.registry.divisor(in: bytes, from: offset, limit: end), divisor.isCounted,
          let unit = divisor.ratio
        {
          return StatedUnit(unit: unit, range: offset..<divisor.end)
        }
      } else if byte | 0x20 < UInt8(ascii: "a") || byte | 0x20 > UInt8(ascii: "z") {
        return nil
      }
      offset += 1
    }
    return nil
  }

  /// The 每千人, or the per pupil, in the clause before a figure.
  func divisorBefore(_ node: SyntaxNode, _ bytes: [UInt8]) -> Divisor? {
    let end = node.range.lowerBound
    let floor = max(0, end - 48)
    if let per = perBefore(end, floor, bytes) { return per }
    var offset = end - 3
    var yearly: Divisor?
    while offset >= floor {
      // 每 is E6 AF 8F; ， 。 ； and the like are EF BC xx and E3 80 xx. A line goes on on the next one.
      switch bytes[offset] {
      case 0x0A where bytes[offset + 1] >= 0x80 && offset > 0 && bytes[offset - 1] >= 0x80: offset -= 1
      case 0xE6 where bytes[offset + 1] == 0xAF && bytes[offset + 2] == 0x8F:
        let divisor = program.registry.divisor(behindMei: offset + 3, in: bytes, limit: end)
        // 每生每年 is per 生.
        guard yearly == nil, let divisor, isTime(divisor.unit) else { return divisor ?? yearly }
        yearly = divisor
        offset -= 1
      case 0x0A, 0x7B, 0x7D, 0xEF: return yearly
      case 0xE3 where bytes[offset + 1] == 0x80: return yearly
      default: offset -= 1
      }
    }
    return yearly
  }

  /// `Spend per pupil was £{x}`: the last per of the clause.
  private func perBefore(_ end: Int, _ floor: Int, _ bytes: [UInt8]) -> Divisor? {
    var offset = end - 5
    while offset >= floor {
      switch bytes[offset] {
      case 0x7B, 0x7D, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): return nil
      // A line goes on on the next one.
      case 0x0A where bytes[offset + 1] | 0x20 < 0x61 || bytes[offset + 1] | 0x20 > 0x7A: return nil
      case UInt8(ascii: "-"):
        if let divisor = program.registry.divisor(hyphenatedAt: offset, in: bytes, limit: end) { return divisor }
        offset -= 1
      case 0x20 where bytes[offset + 1..<offset + 5].elementsEqual("per ".utf8):
        // £500 per pupil is another figure's.
        if offset > 0, bytes[offset - 1] &- 0x30 < 10 { return nil }
        return program.registry.divisor(in: bytes, from: offset, limit: end)
      case 0x80...: return nil
      default: offset -= 1
      }
    }
    return nil
  }

  /// True where a figure is no mean over the things of `divisor`. An amount may fall due every year.
  func isTotal(_ value: Expression, per divisor: Unit) -> Bool {
    !isTime(divisor) && !isMean(value, over: divisor.kind)
  }

  private func isTime(_ unit: Unit) -> Bool {
    ["天", "年", "小时"].contains { program.registry.unit(named: $0)?.kind == unit.kind }
  }

  /// True for an average over rows that are counted as `kind`, or in no unit, and for a quotient by a bare number.
  private func isMean(_ value: Expression, over kind: QuantityKind) -> Bool {
    switch value.operation {
    case .definition(let index): return isMean(program.definitions[index].expression, over: kind)
    case .call(.average, let arguments), .call(.median, let arguments):
      guard let type = arguments.first?.type, case .column(let schema, _) = type,
        let unit = program.schemas[schema.index].countingUnit
      else { return true }
      return unit.kind == kind
    case .call(.round, let arguments): return arguments.first.map { isMean($0, over: kind) } ?? false
    case .product(let operands):
      return operands.contains { operand in
        guard operand.isInverse, case .quantity(.number, _) = operand.expression.type else { return false }
        return true
      }
    default: return false
    }
  }

  mutating func reportRateOfTotal(_ unit: Unit, _ value: Expression, _ place: Place, _ node: SyntaxNode) {
    let what = describe(value.type)
    let (text, name) = (value.place.file == node.file ? excerpt(value, node) : "x", unit.name)
    report(
      .unitContradicts, place, en: "the prose says ‘\(unit.spoken)’, but the figure is \(what[.english])",
      zh: "正文写的是“\(unit.spoken)”，而这个数是\(what[.chinese])",
      labels: [
        Label(value.place, Message(en: "the figure is \(what[.english])", zh: "这个数是\(what[.chinese])"))
      ] + origin(of: value),
      notes: [
        Message(
          en:
            "divide it by what it is per, as in {\(text) / …}; what is a rate from the start is declared in ‘\(name)’",
          zh: "请除以“每”的对象，如 {\(text) / …}；本来就是比率的数，声明为“\(name)”")
      ])
  }

  private func excerpt(_ value: Expression, _ node: SyntaxNode) -> String {
    String(decoding: node.fileBytes[value.start..<max(value.start, value.place.range.upperBound)], as: UTF8.self)
  }
}
