import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// A scale alone in a format, `{x: 万}人`: it belongs to the unit, which stands around the hole or nowhere.
  mutating func reportScaleInFormat(
    _ scale: Unit, _ unit: String?, _ stated: StatedUnit?, _ place: Place, _ node: SyntaxNode
  ) {
    var fixIts: [FixIt] = []
    let gap = scale.isLatin ? " " : ""
    if let stated, let expression = node.expression, let format = node.first(.format) {
      let kept =
        String(decoding: format.fileBytes[format.range.lowerBound..<place.range.lowerBound], as: UTF8.self)
        + String(decoding: format.fileBytes[place.range.upperBound..<format.range.upperBound], as: UTF8.self)
      let words = kept.split(separator: " ").joined(separator: " ")
      let hole = "{" + expression.text + (words.isEmpty ? "}" : ": \(words)}") + gap + scale.name
      let isBehind = stated.range.lowerBound >= node.range.upperBound
      let written = hole + (isBehind ? gap + String(decoding: node.fileBytes[stated.range], as: UTF8.self) : "")
      let end = max(node.range.upperBound, stated.range.upperBound)
      fixIts = [self.written(written, at: Place(node.file, node.range.lowerBound..<end), isSafe: true)]
    } else if let unit, Unit.signed(unit) == nil {
      fixIts = [written(scale.name + gap + unit, at: place, isSafe: false)]
    }
    report(
      .unitContradicts, place, en: "‘\(scale.name)’ in this format is a scale without its unit",
      zh: "格式里的“\(scale.name)”只是位数词，没有单位",
      notes: [Message(en: "scale and unit stand in one place", zh: "位数词和单位要写在一处")], fixIts: fixIts)
  }

  /// - Parameter place: where the unit stands: around the hole, in its format, or in the table's header.
  mutating func reportUnitContradicts(
    _ unit: Unit, _ kind: QuantityKind, _ value: Expression, at place: Place, _ hole: ByteRange
  ) {
    if mayStateLostUnit(behind: hole, in: modules[Self.reportModule].tree.bytes, isKnown: true) { return }
    noteHeaderConflict(unit.kind, kind, at: place, hole)
    let what = describe(value.type)
    let labels =
      [Label(value.place, Message(en: "the figure is \(what[.english])", zh: "这个数是\(what[.chinese])"))]
      + origin(of: value)
    switch (kind, unit.kind) {
    case (.points, .ratio): reportPercentOfPoints(unit, value, labels, at: place, hole)
    case (.ratio, .points):
      report(
        .pointsForPercent, place, en: "this figure is a ratio, not a difference of two, so it is in ‘%’",
        zh: "这个数是比率而不是两个比率之差，单位应为“%”", labels: labels,
        fixIts: [FixIt(Message(en: "write ‘%’", zh: "写作“%”"), replace: place, with: "%")])
    default:
      let declared: Unit? = if case .quantity(_, let unit) = value.type { unit } else { nil }
      if let fix = strayDollar(unit, kind, at: place, hole) ?? divisorMissing(unit, declared, kind, at: place, hole) {
        return report(
          .unitContradicts, place, en: "the prose says ‘\(unit.spoken)’, but the figure is \(what[.english])",
          zh: "正文写的是“\(unit.spoken)”，而这个数是\(what[.chinese])", labels: labels, fixIts: [fix])
      }
      let suggested = isDividedBefore(hole, in: place.file) ? nil : suggestedUnit(kind, declared)
      // A sign before the hole gives way to a sign only, and a word behind it to a word.
      let isBefore = place.range.upperBound == hole.lowerBound
      let isBehind = place.range.lowerBound >= hole.upperBound
      let fits = suggested.map { $0.isPrefix ? !isBehind : !isBefore } ?? false
      report(
        .unitContradicts, place, en: "the prose says ‘\(unit.spoken)’, but the figure is \(what[.english])",
        zh: "正文写的是“\(unit.spoken)”，而这个数是\(what[.chinese])", labels: labels,
        notes: kind == .number
          ? [
            Message(
              en: "a bare number gets a unit where its field, its table’s count or its literal is given one",
              zh: "给字段、表的计数或数字本身写上单位，这个数才有单位")
          ]
          : fits ? [] : suggested.map { [misplacedUnit($0.name, isPrefix: $0.isPrefix)] } ?? [],
        fixIts: fits
          ? suggested.map {
            [FixIt(Message(en: "write ‘\($0.name)’", zh: "写作“\($0.name)”"), replace: place, with: $0.name)]
          } ?? [] : [])
    }
  }

  /// True where 生均 or the like stands before the hole, so that no unit of a total is right behind it.
  private func isDividedBefore(_ hole: ByteRange, in file: FileID) -> Bool {
    guard let bytes = program.bytes(of: file), case .divisor? = leadingWord(hole, bytes)?.meaning else { return false }
    return true
  }

  private func misplacedUnit(_ name: String, isPrefix: Bool) -> Message {
    isPrefix
      ? Message(en: "its unit is ‘\(name)’, which stands before the hole", zh: "它的单位是“\(name)”，写在填空之前")
      : Message(en: "its unit is ‘\(name)’, which stands behind the hole", zh: "它的单位是“\(name)”，写在填空之后")
  }

  /// - Parameter header: where the table's header states a unit too; nil where it does not.
  mutating func reportDoubledUnit(_ place: Place, besides header: Place? = nil, isMendable: Bool = true) {
    report(
      .unitDoubled, place, en: "the unit stands twice", zh: "单位重复",
      labels: header.map { [Label($0, Message(en: "the column's header states it", zh: "表头已写明单位"))] } ?? [],
      fixIts: isMendable ? [FixIt(Message(en: "take it out", zh: "删去"), replace: place, with: "", isSafe: true)] : [])
  }

  /// A scale alone behind a figure in a unit whose base is `base`.
  mutating func reportScaleWithoutUnit(_ stated: StatedUnit, _ base: Unit?, _ kind: QuantityKind, _ node: SyntaxNode) {
    let (place, bytes) = (stated.place(in: node.file), node.fileBytes)
    let end = place.range.upperBound
    var fixIts: [FixIt] = []
    if let near = misspelledUnit(kind, at: end, in: bytes) {
      let found = String(decoding: bytes[near.range], as: UTF8.self)
      fixIts = [Self.fix(near, node.file, isForm: Nearest.differInFormAlone(found, near.meant))]
    } else if let base, let (sign, rest) = Unit.signed(base.name), rest.isEmpty, stated.unit.isLatin {
      fixIts = [unitFixIt(sign, isPrefix: true, node.place)]
    } else if let base {
      fixIts = [unitFixIt(stated.unit.isLatin ? base.plural : base.name, isPrefix: false, Place(node.file, end..<end))]
    }
    report(
      .scaleWithoutUnit, place, en: "‘\(stated.unit.name)’ is a scale without a unit", zh: "“\(stated.unit.name)”后面缺单位",
      fixIts: fixIts)
  }

  /// Brackets that have lost the function before them would print what is in them.
  mutating func reportListInHole(_ list: SyntaxNode) {
    report(
      .notPrintable, list.place, en: "a list in brackets is not printed; a function may be missing before it",
      zh: "括号里的列表不能直接印出，前面可能缺了函数",
      notes: [
        Message(
          en: "write the function, as in ‘share(a, b)’, or what is in the brackets in holes of its own",
          zh: "请写上函数，如“占比(a, b)”，或把括号里的各项分别写成填空")
      ])
  }

  mutating func reportNotPrintable(_ value: Expression) {
    let what = describe(value.type)
    let hint: Message =
      switch value.type {
      case .table, .group, .groups:
        Message(en: "print count(…), or go through it with ‘each’", zh: "可用 计数(…) 印出行数，或用“逐项”列出")
      case .column: Message(en: "print sum(…), average(…) or list(…) of it", zh: "可用 合计(…)、平均(…) 或 列出(…)")
      case .list: Message(en: "go through it with ‘each’", zh: "可用“逐项”列出")
      case .record: Message(en: "print one of its fields", zh: "可写出它的某个字段")
      default: Message(en: "use {when …}…{otherwise}…{end}", zh: "可用 {当 …}…{否则}…{结束}")
      }
    report(
      .notPrintable, value.place, en: "\(what[.english]) cannot be printed", zh: "\(what[.chinese])不能直接印出",
      labels: valueOrigin(of: value), notes: [hint])
  }

  mutating func reportFormatUnsuitable(_ format: SyntaxNode, _ value: Expression) {
    let what = describe(value.type)
    report(
      .formatUnsuitable, format.place, en: "this format does not fit \(what[.english])",
      zh: "这个格式不适用于\(what[.chinese])", labels: origin(of: value))
  }

  mutating func reportBadFormat(_ node: SyntaxNode) {
    if let meant = FormatSlip.meant(by: node.text, isChinese: program.language == .chinese) {
      return report(
        .badFormat, node.place, en: "‘\(node.text)’ is no format", zh: "“\(node.text)”不是格式",
        fixIts: [written(meant, at: node.place, isSafe: true)])
    }
    report(
      .badFormat, node.place, en: "‘\(node.text)’ is no format", zh: "“\(node.text)”不是格式",
      notes: [
        Message(
          en: "formats: .1 (decimals), a unit, 1:n, up|down (words), grouped, half-even",
          zh: "格式有：.1（小数位数）、单位、1:n、增长|下降（用词）、分节、四舍六入五成双")
      ], fixIts: lostOpposite(node))
  }

  /// Where a bar has a word on one side alone: the pair of opposites that has the word, one of the report's before others.
  private func lostOpposite(_ node: SyntaxNode) -> [FixIt] {
    let sides = node.text.split(separator: "|", omittingEmptySubsequences: false)
    let words = sides.filter { !$0.isEmpty }
    guard sides.count == 2, words.count == 1, let word = words.first.map(String.init) else { return [] }
    let pairs = program.claimWords.pairs(with: word).map { "\($0.up)|\($0.down)" }
    let report = String(decoding: node.fileBytes, as: UTF8.self)
    return (pairs.first(where: report.contains) ?? pairs.first).map { [written($0, at: node.place, isSafe: false)] }
      ?? []
  }

  mutating func reportUnknownFormatWord(_ place: Place, _ text: String, _ node: SyntaxNode) {
    if FormatSlip.meant(by: node.text, isChinese: true) != nil { return reportBadFormat(node) }
    let near = FixIt.nearest(
      to: text, in: program.registry.names, words: Self.formatSpellings + ["%", ".0"], at: place)
    if isUnitLost(text, hasNear: near != nil) { return }
    report(
      .badFormat, place, en: "‘\(text)’ is neither a unit nor a rule of printing", zh: "“\(text)”既不是单位，也不是印法",
      fixIts: near.map { [$0] } ?? [])
  }

  // MARK: Blocks

  mutating func reportNoMeasures(_ place: Place) {
    report(
      .problemWithoutMeasures, place, en: "this problem has no measures", zh: "这个问题没有措施",
      notes: [Message(en: "a problem comes with a block ‘::: measures’ inside it", zh: "问题块里须有“::: 措施”块")])
  }

  /// - Parameter problem: the problem right before them, which has none and whose finding this one replaces.
  mutating func reportMeasuresOutside(_ node: SyntaxNode, behind problem: Place?) {
    if let problem { diagnostics.removeAll { $0.code == .problemWithoutMeasures && $0.place == problem } }
    if problem == nil, let head = IndentedHead.find(before: node.range.lowerBound, in: node.fileBytes) {
      return diagnostics.append(IndentedHead.diagnostic(head, .misplacedBlock, node.file, besides: node.place))
    }
    report(
      .misplacedBlock, node.place, en: "measures outside a problem", zh: "措施不在问题之内",
      labels: problem.map {
        [Label($0, Message(en: "the ‘:::’ of this problem belongs behind its measures", zh: "这个问题的“:::”应在措施之后"))]
      } ?? [],
      notes: problem == nil
        ? [
          Message(
            en: "a problem begins with a line ‘::: problem … when …’, which may be missing",
            zh: "问题以“::: 问题 … 当 …”一行开始，这一行可能缺失")
        ] : [])
  }

  mutating func reportNestedProblem(_ place: Place) {
    report(.misplacedBlock, place, en: "a problem inside a problem", zh: "问题之内又有问题")
  }

  mutating func reportRepeatedProblem(_ place: Place) {
    report(
      .misplacedBlock, place, en: "a named problem inside ‘each’ would stand several times under one name",
      zh: "“逐项”里的问题不能有名字，否则同名问题会出现多次")
  }

  mutating func reportReferenceInString(_ node: SyntaxNode) {
    report(.misplacedBlock, node.place, en: "a string cannot hold a reference or a name", zh: "字符串里不能有引用或命名")
  }
}
