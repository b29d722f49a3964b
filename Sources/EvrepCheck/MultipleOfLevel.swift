import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// 增加2倍 makes three times as many, so 增加 takes a growth rate and not the quotient of two levels, in 倍 as in %;
  /// 是上年的3倍 takes the quotient and not a growth rate.
  ///
  /// - Parameter end: the byte after the unit.
  mutating func checkMultipleOfLevel(
    _ claims: HoleClaims?, _ form: PrintedForm, _ value: Expression, _ node: SyntaxNode, end: Int
  ) {
    guard let unit = form.unit, unit.kind == .ratio else { return }
    guard unit.factor >= .one else { return checkPartOfLevel(claims, value, node) }
    guard unit.name == "倍" || unit.plural == "times" else { return }
    let bytes = node.fileBytes
    if let word = claims?.first({ $0 == .change(.up) }), let (above, below) = levels(value) {
      let text = spelling(word, node)
      report(
        .multipleOfLevel, word.place(node.place),
        en: "‘\(text)’ takes how much was added, but the figure is how many times as much there is",
        zh: "“\(text)”后面应是增加了几倍，而这个数是变为原来的几倍",
        labels: [Label(value.place, Message(en: "this is the quotient of two levels", zh: "这是两个水平之比"))],
        notes: [Message(en: "an increase by 2 times makes 3 times as much", zh: "增加2倍即变为原来的3倍")],
        fixIts: growthFix(above, below, value, node, isFall: false))
    } else if case .growth = ClaimedFigure(value, program), isLevel(node, bytes, end) {
      report(
        .multipleOfLevel, node.place,
        en: "the words ask how many ‘\(unit.plural)’ as much there is, but the figure is how much was added",
        zh: "“的…\(unit.name)”应是变为原来的几倍，而这个数是增加了几倍",
        labels: [Label(value.place, Message(en: "this is a growth rate", zh: "这是增幅"))],
        notes: [Message(en: "an increase by 2 times makes 3 times as much", zh: "增加2倍即变为原来的3倍")])
    }
  }

  /// 增长{今年 / 去年}%: 150% of the former level is a rise by 50%.
  private mutating func checkPartOfLevel(_ claims: HoleClaims?, _ value: Expression, _ node: SyntaxNode) {
    if claims == nil, case .growth = ClaimedFigure(value, program), isPartOfFormer(node) {
      return report(
        .multipleOfLevel, node.place,
        en: "the words ask what part of the former level this is, but the figure is how much was added",
        zh: "“是上年的…%”应是占原来的多少，而这个数是增幅",
        labels: [Label(value.place, Message(en: "this is a growth rate", zh: "这是增幅"))],
        notes: [Message(en: "150% of the former level is a rise by 50%", zh: "为原来的150%，即增长50%")])
    }
    guard let word = claims?.first({ $0 == .change(.up) || $0 == .change(.down) }),
      let (above, below) = levels(value)
    else { return }
    let text = spelling(word, node)
    report(
      .multipleOfLevel, word.place(node.place),
      en: "‘\(text)’ takes by how much it went, but the figure is what the one level is of the other",
      zh: "“\(text)”后面应是变化的幅度，而这个数是一个水平占另一个水平的多少",
      labels: [Label(value.place, Message(en: "this is the quotient of two levels", zh: "这是两个水平之比"))],
      notes: [Message(en: "150% of the former level is a rise by 50%", zh: "为原来的150%，即增长50%")],
      fixIts: growthFix(above, below, value, node, isFall: word.claim == .change(.down)))
  }

  /// `{share(now, before): rose|fell}%`: the words of a format say by how much it went, too.
  mutating func checkWordsOfLevel(_ form: PrintedForm, _ value: Expression, _ format: SyntaxNode, _ node: SyntaxNode) {
    guard let words = form.words, let unit = form.unit, unit.kind == .ratio, unit.factor < .one,
      let (above, below) = levels(value)
    else { return checkWordsOfLevel(of: form, value, format) }
    report(
      .multipleOfLevel, format.place,
      en: "‘\(words.positive)’ takes by how much it went, but the figure is what the one level is of the other",
      zh: "“\(words.positive)”后面应是变化的幅度，而这个数是一个水平占另一个水平的多少",
      labels: [Label(value.place, Message(en: "this is the quotient of two levels", zh: "这是两个水平之比"))],
      notes: [Message(en: "150% of the former level is a rise by 50%", zh: "为原来的150%，即增长50%")],
      fixIts: growthFix(above, below, value, node, isFall: false))
  }

  /// 为上年的{x}%, 是上年同期的{x}%, 相当于去年的{x}%.
  private func isPartOfFormer(_ node: SyntaxNode) -> Bool {
    let text = String(decoding: node.fileBytes[..<figureStart(node, node.fileBytes)].suffix(36), as: UTF8.self)
    guard text.hasSuffix("的") else { return false }
    let before = text.dropLast()
    let times = ["上年", "去年", "上一年", "前一年", "上年同期", "去年同期", "同期", "原来", "基期"]
    return times.contains { time in
      before.hasSuffix(time) && ["为", "是", "相当于", "达", "达到"].contains { before.dropLast(time.count).hasSuffix($0) }
    }
  }

  /// The two levels of a quotient: one field of two rows, or two constants whose quotient is above a half, for what was
  /// added is seldom as much. Of other quotients nobody knows: what was added may stand above the bar.
  private func levels(_ value: Expression) -> (Expression, Expression)? {
    var value = value
    while true {
      switch value.operation {
      case .definition(let index): value = program.definitions[index].expression
      case .call(.round, let arguments): value = arguments[0]
      case .product(let operands):
        guard operands.count == 2, operands[1].isInverse else { return nil }
        return levels(operands[0].expression, operands[1].expression)
      case .call(.share, let arguments): return levels(arguments[0], arguments[1])
      default: return nil
      }
    }
  }

  private func levels(_ above: Expression, _ below: Expression) -> (Expression, Expression)? {
    switch (above.resolved(in: program).operation, below.resolved(in: program).operation) {
    case (.field(let now, let field), .field(let before, let other)):
      return field == other && now.type == before.type ? (above, below) : nil
    case (.constant(.number(let now)), .constant(.number(let before))):
      guard let quotient = try? now.divided(by: before), let half = Number(decimal: "0.5"), quotient > half else {
        return nil
      }
      return (above, below)
    default: return nil
    }
  }

  /// 是上年的{…}倍, {…} times as many, {…} times the.
  private func isLevel(_ node: SyntaxNode, _ bytes: [UInt8], _ end: Int) -> Bool {
    var start = node.range.lowerBound
    while start > 0, bytes[start - 1] == UInt8(ascii: "*") { start -= 1 }
    if start >= 3, bytes[start - 3..<start].elementsEqual("的".utf8) { return true }
    return [" as ", " the ", " what "].contains { bytes[min(end, bytes.count)...].starts(with: $0.utf8) }
  }

  private func growthFix(
    _ above: Expression, _ below: Expression, _ value: Expression, _ node: SyntaxNode, isFall: Bool
  ) -> [FixIt] {
    let inside = [above, below, value].allSatisfy {
      $0.place.file == node.file && $0.place.range.lowerBound >= node.range.lowerBound
        && $0.place.range.upperBound <= node.range.upperBound
    }
    guard inside else { return [] }
    func text(_ expression: Expression) -> String {
      String(decoding: node.fileBytes[expression.place.range], as: UTF8.self)
    }
    let name = program.language == .chinese ? "增幅" : "growth"
    let growth = (isFall ? "-" : "") + "\(name)(\(text(above)), \(text(below)))"
    return [FixIt(Message(en: "write ‘\(growth)’", zh: "写作“\(growth)”"), replace: value.place, with: growth)]
  }
}
