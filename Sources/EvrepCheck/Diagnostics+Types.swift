import EvrepModel
package import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  private func labelled(_ expression: Expression) -> Label {
    let what = describe(expression.type)
    return Label(expression.place, Message(en: "this is \(what[.english])", zh: "这是\(what[.chinese])"))
  }

  mutating func reportTypeMismatch(_ expression: Expression, wanted: Type) {
    let fixIts = valueFix(of: expression, as: wanted)
    let (found, wanted) = (describe(expression.type), describe(wanted))
    report(
      .typeMismatch, expression.place, en: "expected \(wanted[.english]), found \(found[.english])",
      zh: "此处应为\(wanted[.chinese])，却是\(found[.chinese])", labels: valueOrigin(of: expression),
      fixIts: fixIts)
  }

  mutating func reportWrongKind(_ expression: Expression, wanted: Type) {
    let fixIts = unitFix(of: expression, as: wanted)
    let (found, wanted) = (describe(expression.type), describe(wanted))
    report(
      .dimensionMismatch, expression.place, en: "expected \(wanted[.english]), found \(found[.english])",
      zh: "此处应为\(wanted[.chinese])，却是\(found[.chinese])", labels: origin(of: expression), fixIts: fixIts)
  }

  mutating func reportTypeNotForField(_ node: SyntaxNode) {
    report(.typeMismatch, node.place, en: "a field holds one value, not a list", zh: "字段只能是单个值，不能是列表")
  }

  mutating func reportSumMismatch(
    _ first: Expression, _ left: Type, _ operand: Expression, adding: Bool, _ node: SyntaxNode
  ) {
    let (before, found) = (describe(left), describe(operand.type))
    let isTwoKinds: Bool
    if case .quantity = left, case .quantity = operand.type { isTwoKinds = true } else { isTwoKinds = false }
    report(
      isTwoKinds ? .dimensionMismatch : .typeMismatch, operand.place,
      en: adding
        ? "\(found[.english]) cannot be added to \(before[.english])"
        : "\(found[.english]) cannot be subtracted from \(before[.english])",
      zh: adding
        ? "\(before[.chinese])不能加\(found[.chinese])" : "\(before[.chinese])不能减\(found[.chinese])",
      labels: [labelled(first), labelled(operand)] + valueOrigin(of: first) + valueOrigin(of: operand),
      fixIts: unitFix(of: operand, as: left) + unitFix(of: first, as: operand.type))
  }

  mutating func reportProductMismatch(
    _ operand: Expression, _ left: QuantityKind, _ right: QuantityKind, inverse: Bool, _ node: SyntaxNode
  ) {
    let (before, found) = (describe(left, nil), describe(right, nil))
    report(
      .dimensionMismatch, operand.place,
      en: inverse
        ? "\(before[.english]) cannot be divided by \(found[.english])"
        : "\(before[.english]) cannot be multiplied by \(found[.english])",
      zh: inverse
        ? "\(before[.chinese])不能除以\(found[.chinese])" : "\(before[.chinese])不能乘\(found[.chinese])",
      labels: [labelled(operand)])
  }

  mutating func reportComparisonMismatch(_ left: Expression, _ right: Expression) {
    let (before, found) = (describe(left.type), describe(right.type))
    let isTwoKinds: Bool
    if case .quantity = left.type, case .quantity = right.type { isTwoKinds = true } else { isTwoKinds = false }
    report(
      isTwoKinds ? .dimensionMismatch : .typeMismatch, right.place,
      en: "\(found[.english]) cannot be compared with \(before[.english])",
      zh: "\(before[.chinese])不能与\(found[.chinese])比较",
      labels: [labelled(left), labelled(right)] + valueOrigin(of: left) + valueOrigin(of: right),
      notes: notes(on: left, right) + notes(on: right, left),
      fixIts: fixes(of: left, as: right) + fixes(of: right, as: left))
  }

  /// - Parameter isCompared: false where the two are added or one is taken off the other.
  mutating func reportBareNumberAgainstRatio(_ bare: Expression, _ ratio: Expression, isCompared: Bool = true) {
    let place = Place(bare.place.file, bare.place.range.upperBound..<bare.place.range.upperBound)
    // Three times is 300%: what is meant, only the writer knows.
    let isLiteral = if case .constant = bare.operation { true } else { false }
    report(
      .bareNumberAgainstRatio, bare.place,
      en: isCompared
        ? "a ratio is compared with a bare number above 1" : "a ratio is reckoned with a bare number above 1",
      zh: isCompared ? "比率与大于 1 的无单位数比较" : "比率与大于 1 的无单位数相加减", labels: [labelled(ratio)] + origin(of: bare),
      notes: [
        Message(
          en: "a share is written with its sign, 45%; so many times as 倍 or hundreds of percent, 300%",
          zh: "占比写上百分号，如 45%；倍数以“倍”为单位，或写成 300%")
      ],
      fixIts: isLiteral ? [FixIt(Message(en: "write it as a percentage", zh: "写成百分数"), replace: place, with: "%")] : [])
  }

  /// Reports the cells of a field without a unit where a ratio is meant, and offers the sign at the field's declaration.
  mutating func reportBareField(_ field: Field, _ bare: Expression, _ ratio: Expression, isCompared: Bool) {
    let percent = "%" + (field.type.isOptional ? "?" : "")
    report(
      .bareNumberAgainstRatio, bare.place,
      en: isCompared
        ? "‘\(field.name)’ is declared as a bare number, and is compared with a ratio"
        : "‘\(field.name)’ is declared as a bare number, and is reckoned with a ratio",
      zh: isCompared ? "“\(field.name)”声明为无单位数，却与比率比较" : "“\(field.name)”声明为无单位数，却与比率相加减",
      labels: [labelled(ratio)] + declaration(of: field),
      notes: [
        Message(
          en: "86.4 in a column that is declared in % is 86.4%; as a bare number it is 8640%",
          zh: "列声明为 % 时，86.4 就是 86.4%；作为无单位数则是 8640%")
      ],
      fixIts: field.typePlace.map { place in
        [
          FixIt(
            Message(en: "declare ‘\(field.name)’ in %", zh: "把“\(field.name)”声明为 %"), replace: place, with: percent)
        ]
      } ?? [])
  }

  mutating func reportBranchesDiffer(_ first: Expression, _ second: Expression, _ node: SyntaxNode) {
    report(
      .typeMismatch, node.place, en: "the two branches are of different types", zh: "两个分支的类型不同",
      labels: [labelled(first), labelled(second)])
  }

  mutating func reportNotANumber(_ expression: Expression) {
    let found = describe(expression.type)
    report(
      .typeMismatch, expression.place, en: "expected a number, found \(found[.english])",
      zh: "此处应为数，却是\(found[.chinese])", labels: valueOrigin(of: expression))
  }

  mutating func reportNotACondition(_ expression: Expression) {
    reportNotACondition(describe(expression.type), expression.place)
  }

  /// Says of a sum whose parts do not go together that it stands for a condition.
  mutating func reportReckoningForCondition(_ node: SyntaxNode) {
    reportNotACondition(Message(en: "a sum", zh: "算式"), node.place)
  }

  private mutating func reportNotACondition(_ found: Message, _ place: Place) {
    report(
      .notACondition, place, en: "expected a condition, found \(found[.english])",
      zh: "此处应为条件，却是\(found[.chinese])",
      notes: [
        Message(
          en: "a condition is a comparison such as ‘x > 0’, or such joined by and, or, not",
          zh: "条件是“x > 0”这样的比较，可用 且、或、非 连接")
      ])
  }

  mutating func reportUnsettled(_ expression: Expression) {
    // The condition around may have been meant to settle it.
    if !doubtedNames.isEmpty, let bytes = program.bytes(of: expression.place.file),
      case let words = Name.words(
        in: bytes[expression.start..<max(expression.start, expression.place.range.upperBound)]),
      words.contains(where: doubtedNames.contains)
    {
      return
    }
    report(.unsettled(expression.place, labels: origin(of: expression)))
  }

  mutating func reportUnitWithoutNumber(_ node: SyntaxNode, _ unit: Unit) {
    report(
      .unknownName, node.place, en: "‘\(unit.name)’ is a unit, and no number stands before it",
      zh: "“\(unit.name)”是单位，前面没有数")
  }

  mutating func reportOptionalDefault(_ value: Expression, _ type: SyntaxNode) {
    let end = type.range.upperBound
    report(
      .optionalUnsettled, value.place, en: "the default may be missing, but the type ‘\(type.text)’ is not optional",
      zh: "默认值可能缺失，而类型“\(type.text)”不可缺省", labels: origin(of: value),
      fixIts: [
        FixIt(
          Message(en: "declare it as ‘\(type.text)?’", zh: "声明为“\(type.text)?”"),
          replace: Place(type.file, end..<end), with: "?")
      ])
  }

  mutating func reportColumnUnsettled(_ expression: Expression) {
    let end = expression.place.range.upperBound
    let words = isChinese(expression.place) ? "略去 缺失" : "skipping missing"
    report(
      .optionalUnsettled, expression.place, en: "cells of this column may be missing", zh: "这一列可能有缺失的单元格",
      labels: origin(of: expression),
      notes: [
        Message(
          en: "say what becomes of them: missing is never zero", zh: "须说明如何处理：缺失不等于零")
      ],
      fixIts: [
        FixIt(
          Message(en: "leave missing cells out: write ‘\(words)’ behind it", zh: "略去缺失的单元格：在其后写“\(words)”"),
          replace: Place(expression.place.file, end..<end), with: " " + words)
      ])
  }

  /// `table.field ?? x`: what stands before is a column.
  mutating func reportColumnDefault(_ column: Expression) {
    let name = isChinese(column.place) ? "略去 缺失" : "skipping missing"
    report(
      .typeMismatch, column.place, en: "‘??’ stands behind one value, and this is a column",
      zh: "“??”只能用在单个值之后，而这是一列", labels: origin(of: column),
      notes: [
        Message(
          en: "of a column with missing cells say ‘\(name)’; rows have their values one by one in ‘where’ and ‘each’",
          zh: "列中有缺失时写“\(name)”；单个值可在“其中”“逐项”里逐行使用")
      ])
  }

  mutating func reportNeverMissing(_ expression: Expression) {
    report(
      .typeMismatch, expression.place, en: "this value is never missing", zh: "这个值不会缺失",
      labels: origin(of: expression))
  }

  mutating func reportBareMissing(_ node: SyntaxNode) {
    report(
      .typeMismatch, node.place, en: "‘missing’ alone has no type here", zh: "这里无法确定“缺失”的类型",
      notes: [Message(en: "a test is written ‘x is missing’", zh: "判断写作“x 是 缺失”")])
  }

  mutating func reportNoFields(_ base: Expression, _ name: SyntaxNode, in node: SyntaxNode) {
    let found = describe(base.type)
    report(
      .unknownField, name.place, en: "\(found[.english]) has no fields, so no ‘\(name.text)’",
      zh: "\(found[.chinese])没有字段，自然没有“\(name.text)”", labels: [labelled(base)], fixIts: called(name, in: node))
  }

  mutating func reportNoRows(_ base: Expression, _ clause: SyntaxNode) {
    let found = describe(base.type)
    let word = clause.children.first { $0.kind == .keyword }?.text ?? ""
    report(
      .typeMismatch, base.place, en: "‘\(word)’ needs a table, found \(found[.english])",
      zh: "“\(word)”前应为表，却是\(found[.chinese])")
  }

  mutating func reportNoOrder(_ expression: Expression, _ node: SyntaxNode) {
    let found = describe(expression.type)
    report(
      .typeMismatch, expression.place, en: "\(found[.english]) has no order", zh: "\(found[.chinese])没有大小之分")
  }

  mutating func reportNotRounded(_ expression: Expression) {
    let found = describe(expression.type)
    report(
      .typeMismatch, expression.place, en: "‘≈’ compares quantities, and \(found[.english]) is none",
      zh: "“≈”比较的是数量，\(found[.chinese])不是数量",
      notes: [Message(en: "what is not rounded is compared by ‘=’", zh: "没有舍入过的用“=”比较")])
  }

  mutating func reportOptionalKey(_ name: SyntaxNode, _ field: Field) {
    report(
      .optionalUnsettled, name.place, en: "‘\(field.name)’ may be missing, so rows cannot be grouped by it",
      zh: "“\(field.name)”可能缺失，不能按它分组",
      labels: [Label(field.place, Message(en: "declared here", zh: "在此声明"))])
  }

  mutating func reportSkippingWithoutColumn(_ base: Expression, _ clause: SyntaxNode) {
    let found = describe(base.type)
    report(
      .typeMismatch, clause.place,
      en: "‘skipping missing’ follows a column such as table.field, found \(found[.english])",
      zh: "“略去 缺失”前应为“表.字段”这样的列，却是\(found[.chinese])")
  }

  mutating func reportNotACollection(_ expression: Expression) {
    let found = describe(expression.type)
    report(
      .typeMismatch, expression.place, en: "‘each’ goes through a table, groups or a list, found \(found[.english])",
      zh: "“逐项”只能用于表、分组或列表，却是\(found[.chinese])", labels: origin(of: expression))
  }

  // MARK: Calls

  mutating func reportArgumentCount(
    _ name: String, expected: Int, found: Int, _ node: SyntaxNode, _ declaration: SyntaxNode
  ) {
    report(
      .wrongArguments, node.place, en: "‘\(name)’ takes \(expected) arguments, found \(found)",
      zh: "“\(name)”要 \(expected) 个参数，却有 \(found) 个",
      labels: [Label(declaration.place, Message(en: "declared here", zh: "在此声明"))])
  }

  mutating func reportBuiltinArguments(_ builtin: Builtin, _ node: SyntaxNode) {
    let name = node.name?.text ?? builtin.rawValue
    let signature = builtin.signature(as: name)
    report(
      .wrongArguments, node.place, en: "‘\(name)’ is called as \(signature[.english])",
      zh: "“\(name)”的用法是 \(signature[.chinese])", notes: advice(builtin, nil))
  }

  mutating func reportArgument(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) {
    let found = describe(argument.type)
    let name = node.name?.text ?? builtin.rawValue
    let signature = builtin.signature(as: name)
    report(
      .wrongArguments, argument.place, en: "‘\(name)’ cannot take \(found[.english])",
      zh: "“\(name)”不能用于\(found[.chinese])", labels: argumentOrigin(argument),
      notes: [Message(en: "it is called as \(signature[.english])", zh: "用法是 \(signature[.chinese])")]
        + advice(builtin, argument.type))
  }

  /// What gave an argument the type that a function cannot take.
  private func argumentOrigin(_ argument: Expression) -> [Label] {
    if case .column(_, let element) = argument.type, [.text, .date, .bool].contains(element.settled) {
      return origin(of: argument)
    }
    let shape = shape(of: argument)
    return shape.isEmpty ? origin(of: argument) : shape
  }

  /// What to write instead, where that is known.
  private func advice(_ builtin: Builtin, _ argument: Type?) -> [Message] {
    switch (builtin, argument) {
    case (.round, nil):
      return [
        Message(
          en: "decimals is a whole number from 0 to 18; a format rounds to so many digits: {x: 2 digits}",
          zh: "小数位数是 0 至 18 的整数；要按有效数字取整，用格式：{数: 2 位}")
      ]
    case (.list, .column(_, let element)?):
      guard case .quantity = element.settled else { return [] }
      return [
        Message(
          en: "it names texts, cases, years and dates; of amounts print range(…), or each by itself with ‘each’",
          zh: "它列出文本、取值、年份和日期；数量可用 区间(…) 印出范围，或用“逐项”逐个印出")
      ]
    case (.length, .table?), (.length, .column?), (.length, .group?), (.length, .list?):
      return [
        Message(en: "it counts the characters of a text; rows are counted by count(…)", zh: "它数的是文字的字数；行数用 计数(…)")
      ]
    default: return []
    }
  }

  // MARK: Literals

  mutating func reportBadNumber(_ node: SyntaxNode) {
    report(.badNumber, node.place, en: "this number is too long", zh: "这个数太长")
  }

  mutating func reportBadDate(_ node: SyntaxNode) {
    report(
      .badNumber, node.place, en: "\(node.text) is no date: a date is written \"2022-12-31\"",
      zh: "\(node.text) 不是日期，日期写作 \"2022-12-31\"")
  }
}

extension Diagnostic {
  /// A value that may be missing where one is needed.
  package static func unsettled(_ place: Place, labels: [Label]) -> Diagnostic {
    Diagnostic(
      .optionalUnsettled, at: place, Message(en: "this value may be missing", zh: "这个值可能缺失"), labels: labels,
      notes: [
        Message(
          en: "settle it: ‘x ?? value’, or ‘when x is not missing’ around it",
          zh: "须先说明缺失时怎么办：“x ?? 值”，或在外面加“当 x 是 非 缺失”")
      ])
  }
}
