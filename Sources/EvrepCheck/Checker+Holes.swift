import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// A hole of the body and the byte after what it prints. Identical holes outside `each` share what they are.
  mutating func checkProseHole(_ node: SyntaxNode, _ scope: Scope) -> (Hole, end: Int)? {
    let bytes = node.fileBytes
    guard !scope.isRepeated, scope.locals.isEmpty, scope.settled.isEmpty, !hasWordBefore(node),
      divisorBefore(node, bytes) == nil
    else {
      return checkHole(node, scope, limit: bytes.count, isProse: true)
    }
    let lineEnd = lineEnd(behind: node)
    if let lineEnd, lineEnd > HoleCache.lineLimit { return checkHole(node, scope, limit: bytes.count, isProse: true) }
    let header = tables.headerCell(at: node.range.lowerBound, in: bytes)
    let (number, known) = holeCache.find(node.range, header: header, isFollowed: lineEnd != nil, in: bytes)
    if let known, !isContradicted(known, node) {
      return (Hole(content: known, place: node.place), node.range.upperBound + Self.suffixLength(known.form))
    }
    let findings = diagnostics.count
    guard let (hole, end) = checkHole(node, scope, limit: bytes.count, isProse: true) else { return nil }
    let content = Hole.Content(
      expression: hole.expression, form: hole.form, cache: program.cacheCount, claims: hole.claims)
    program.cacheCount += 1
    if diagnostics.count == findings, !restsOnSentence(hole.expression, node) { holeCache.add(content, number) }
    return (Hole(content: content, place: node.place), end)
  }

  /// True where words farther before the hole than the cache compares are not true of what it prints: of a bare ratio, of a
  /// greatest or a least value.
  private mutating func isContradicted(_ known: Hole.Content, _ node: SyntaxNode) -> Bool {
    if case .quantity(.ratio, _) = known.expression.type, known.form.unit == .number, !known.form.oneTo,
      !isMeantAsFraction(known.expression, node)
    {
      return true
    }
    return falseExtreme(known.expression, node) != nil || falseStatistic(known.expression, node) != nil
      || otherCase(known.expression, node) != nil || otherField(known.expression, node) != nil
  }

  /// True where its unit may stand farther behind the figure, or what a quotient is per farther before it, than the cache compares.
  private mutating func restsOnSentence(_ value: Expression, _ node: SyntaxNode) -> Bool {
    if isJoined(node) || rowLabel(of: node) != nil { return true }
    guard case .quantity(let kind, _) = value.type.settled else { return false }
    let (bytes, limit) = (node.fileBytes, node.fileBytes.count)
    guard let stated = proseUnit(node.range, in: bytes, limit: limit) else {
      return isOfSentence(kind) && tables.headerCell(at: node.range.lowerBound, in: bytes) == nil
    }
    // 平均班额{x}人, one in {x} pupils; £{x} per pupil says it itself.
    if stated.unit.kind != kind, program.registry.divisor(in: bytes, from: stated.end, limit: limit) == nil {
      return true
    }
    guard case .dimension(let dimension) = kind else { return false }
    return dimension.isQuotient && divisorOfSentence(node) != nil
  }

  private static func suffixLength(_ form: PrintedForm) -> Int {
    form.pluralSuffix.map { $0.gap.utf8.count + $0.spelled.utf8.count } ?? 0
  }

  /// A hole, its form, and the byte after what it prints.
  ///
  /// - Parameters:
  ///   - limit: where the text behind the hole ends.
  ///   - isProse: true in the body, where the words around the hole make claims.
  mutating func checkHole(_ node: SyntaxNode, _ scope: Scope, limit: Int, isProse: Bool = false)
    -> (Hole, end: Int)?
  {
    guard let expressionNode = node.expression, node.first(.error) == nil, node.first(.format)?.first(.error) == nil
    else { return nil }
    let expression = checkExpression(expressionNode, scope, expected: nil)
    if expressionNode.kind == .listLiteral, expression.type != .poison {
      reportListInHole(expressionNode)
      return nil
    }
    if expression.type == .poison, let stated = proseUnit(node.range, in: node.fileBytes, limit: limit),
      let again = repeated(stated, node, limit)
    {
      reportDoubledUnit(again)
    }
    let findings = diagnostics.count
    let asked = node.first(.format).map { readFormat($0) } ?? RequestedFormat()
    if expression.type == .poison || diagnostics.count > findings { return nil }
    guard let settled = settledOperand(expression) else { return nil }
    var form = PrintedForm()
    var end = node.range.upperBound
    var claims: HoleClaims?
    if let format = node.first(.format), !asked.suits(settled.type, program.language) {
      reportFormatUnsuitable(format, settled)
      return nil
    }
    switch settled.type {
    case .list(.quantity(let kind, let declared)), .range(.quantity(let kind, let declared)):
      guard let decided = quantityForm(kind, declared, asked, node, settled, limit: limit) else { return nil }
      (form, end, _) = decided
      form.text = asked.textForm(typeFormats.form(of: settled.type))
    case .list(.bool):
      reportNotPrintable(settled)
      return nil
    case .text, .enumeration, .date, .year, .list, .range:
      if hasUnitOfNoAmount(settled, node, limit) { return nil }
      form.text = asked.textForm(typeFormats.form(of: settled.type))
      checkRelative(form, node, limit: limit)
    case .quantity(var kind, let declared):
      if isRestAsPercentage(settled, kind, asked, node, limit) { kind = .ratio }
      // A rank whose rows are not known is a number all the same, and no amount.
      if case .poison = settled.operation, kind == .number { return nil }
      guard let decided = quantityForm(kind, declared, asked, node, settled, limit: limit) else { return nil }
      // Taken apart once: each look at a part copies the whole.
      let stated: StatedUnit?
      (form, end, stated) = decided
      checkHundredfold(settled, in: form.unit, stated, node)
      if isProse, !form.oneTo, form.words == nil {
        claims = self.claims(
          node, settled, stated, end: max(node.range.upperBound, stated?.range.upperBound ?? 0))
      }
      if let claims {
        if asked.rounding == nil { form.rounding = claims.rounding ?? form.rounding }
        checkClaims(claims, form, settled, node)
        if form.saysAbout { checkAbout(claims, node) }
      }
      if isProse, !form.oneTo, form.words == nil {
        if let stated { checkMisplacedExcess(stated, asked, node) }
        checkMultipleOfLevel(claims, form, settled, node, end: stated?.range.upperBound ?? end)
      }
      if isProse, let format = node.first(.format) { checkWordsOfLevel(form, settled, format, node) }
    default:
      // What it was meant to be is not known where its own slip is in the hole.
      if case .poison = settled.operation { return nil }
      reportNotPrintable(settled)
      return nil
    }
    if isProse {
      checkExtreme(settled, node)
      checkStatistic(settled, node)
      checkCase(settled, node)
      checkField(settled, node)
    }
    if let format = node.first(.format) { checkFormat(asked, format, in: node) }
    let content = Hole.Content(expression: settled, form: form, cache: nil, claims: claims)
    return (Hole(content: content, place: node.place), end)
  }

  /// True for what is left of a whole, `{100% - rate}% were absent`, which is a percentage where the prose, its format or
  /// its header says so, and an amount in points everywhere else: `{100% - rate} percentage points short`.
  private mutating func isRestAsPercentage(
    _ value: Expression, _ kind: QuantityKind, _ asked: RequestedFormat, _ node: SyntaxNode, _ limit: Int
  ) -> Bool {
    guard kind == .points, isRestOfWhole(value) else { return false }
    if let stated = asked.unit ?? proseUnit(node.range, in: node.fileBytes, limit: limit)?.unit {
      return stated.kind == .ratio
    }
    return header(over: node, of: .ratio)?.text.unit(of: .ratio) != nil
  }

  /// A relative year has a year to be seen from, and is a word of its own, without 年.
  private mutating func checkRelative(_ form: PrintedForm, _ node: SyntaxNode, limit: Int) {
    guard form.text.isRelative else { return }
    if program.reportingYear == nil, !isReportingYearLost() {
      reportNoReportingYear((node.first(.format) ?? node).place)
    }
    let (bytes, end) = (node.fileBytes, node.range.upperBound)
    if end + 3 <= limit, bytes[end..<end + 3].elementsEqual("年".utf8) {
      reportDoubledUnit(Place(node.file, end..<end + 3))
    }
  }

  /// How a quantity prints: the format first, then the words behind the hole, then the table's header.
  private mutating func quantityForm(
    _ kind: QuantityKind, _ declared: Unit?, _ asked: RequestedFormat, _ node: SyntaxNode, _ value: Expression,
    limit: Int
  ) -> (form: PrintedForm, end: Int, stated: StatedUnit?)? {
    if let ordinal = ordinalForm(kind, asked, node, value, limit) { return (ordinal.form, ordinal.end, nil) }
    var prose = proseUnit(node.range, in: node.fileBytes, limit: limit)
    // A bare number may begin any word: a {n}-year plan.
    if kind == .number, let stated = prose, stated.isCompound(with: node, limit) { prose = nil }
    // So may any figure begin the name of something: 3 head teachers.
    if let stated = prose, stated.isPartOfName, stated.unit.kind != kind { prose = nil }
    if asked.oneTo {
      guard kind == .ratio || kind == .number else {
        reportFormatUnsuitable(node.first(.format) ?? node, value)
        return nil
      }
      return (form(.number, asked), node.range.upperBound, nil)
    }
    if let stated = prose, let second = stated.second {
      reportSecondUnit(second, behind: stated, node)
      return nil
    }
    if hasMisspelledScale(prose, kind, node, limit) || isCutByLine(prose, asked, kind, node)
      || hasPartedScale(prose, asked, kind, node, limit)
    {
      return nil
    }
    if let stated = prose, stated.isBefore(node), stated.unit.kind == kind,
      let other = unitBehind(kind, at: stated.end, node, limit)
    {
      reportUnitBehind(other, stated.unit, stated.place(in: node.file), node)
      return nil
    }
    if let stated = prose, stated.unit.isPrefix, stated.unit.kind != kind, asked.unit == nil,
      let rate = sharedRate(stated, kind, node, limit)
    {
      return (form(rate.unit, asked), node.range.upperBound, nil)
    }
    if kind == .points, prose?.unit.kind != .points, let plain = plainPoints(node, limit) { prose = plain }
    if kind != .number || prose != nil {
      guard let rate = rated(prose, kind, value, node, limit) else { return nil }
      prose = rate.stated
    }
    if hasStuckLetters(prose, asked, kind, node, limit) || hasTouchingDigits(kind, node, limit) { return nil }
    let header = header(over: node, of: kind)
    if let header, isUnread(header, prose, asked, kind, node) || hasScaleUnderHeader(header, prose, kind, node, limit) {
      return nil
    }
    if let unit = asked.unit {
      if unit.kind == .number, kind != .number {
        reportScaleInFormat(unit, suggestedUnit(kind, declared)?.name, prose, asked.unitPlace ?? node.place, node)
        return nil
      }
      if let prose, prose.unit.kind == unit.kind { reportDoubledUnit(prose.place(in: node.file)) }
      if let other = unitBehind(unit.kind, at: Self.behindMarks(node, node.fileBytes), node, limit) {
        reportUnitBehind(other, unit, asked.unitPlace ?? node.place, node)
        return nil
      }
      guard fits(unit, kind, value, at: asked.unitPlace ?? node.place, node.range),
        !isRateOfTotal(unit, kind, value, node, limit)
      else { return nil }
      if let header, header.text.unit(of: kind).map({ $0.kind == unit.kind && $0.factor != unit.factor }) ?? false {
        reportDoubledUnit(asked.unitPlace ?? node.place, besides: header.place, isMendable: false)
      }
      if !unit.isPrefix, let form = moneyForm(kind, asked) { return (form, node.range.upperBound, nil) }
      var form = form(unit, asked)
      form.printsUnit = true
      if form.text.numeral != .digits, unit.isPrefix { reportNumeralBesideSign(asked.unitPlace ?? node.place, unit) }
      return (form, node.range.upperBound, nil)
    }
    let isBare = prose == nil && header == nil && kind != .number
    let shared = isBare ? sharedUnit(kind, node, limit) : nil
    let named = isBare && shared == nil ? sentenceUnit(kind, declared, node, limit) : nil
    guard var stated = prose ?? header.flatMap({ headerUnit($0, kind, value, node) }) ?? shared ?? named else {
      if let form = moneyForm(kind, asked) { return (form, node.range.upperBound, nil) }
      return bareForm(kind, declared, asked, node, value).map { ($0, node.range.upperBound, nil) }
    }
    if let named, named.plural == nil { return (form(named.unit, asked), node.range.upperBound, nil) }
    if stated.unit.kind == .number, kind != .number {
      return (scaleForm(kind, declared, asked, stated, node), node.range.upperBound, stated)
    }
    if isTotalUnderRate(stated, kind, value, node) { return nil }
    let spelled = stated
    stated = averaged(divided(stated, kind, value, node), kind, node, limit)
    if stated.unit.kind != kind, spelled.unit.kind == kind {
      reportRateOfTotal(stated.unit, value, spelled.place(in: node.file), node)
      return nil
    }
    guard fits(stated.unit, kind, value, at: stated.place(in: node.file), node.range) else { return nil }
    if stated.isLeading { checkTrailingUnit(stated, node, limit: limit) }
    if let again = repeated(stated, node, limit) { reportDoubledUnit(again) }
    if let prose, let header, let unit = header.text.unit(of: kind), unit.kind == prose.unit.kind,
      header.text.isBracketed || unit.factor != prose.unit.factor
    {
      reportDoubledUnit(prose.place(in: node.file), besides: header.place)
    }
    var form = form(stated.unit, asked)
    checkNumeral(form, stated, node)
    form.pluralSuffix = stated.plural
    if asked.rounding == nil { form.rounding = stated.inside?.claim.rounding ?? form.rounding }
    if stated.isBehindScale, form.decimals == nil { form.decimals = 0 }
    // The words behind it are another figure's.
    if shared != nil { return (form, node.range.upperBound, nil) }
    return (form, stated.plural == nil ? node.range.upperBound : stated.range.upperBound, stated)
  }

  /// The form of money in words, 壹拾元整, which states its unit itself; nil for what is none.
  private func moneyForm(_ kind: QuantityKind, _ asked: RequestedFormat) -> PrintedForm? {
    guard let unit = program.registry.unit(named: "元"), unit.kind == kind else { return nil }
    var form = form(unit, asked)
    guard form.text.numeral == .formal, form.decimals.map({ $0 <= 2 }) ?? true else { return nil }
    form.isMoney = true
    return form
  }

  /// What is stated around a number in words: no sign, and no 元 where the words have it.
  private mutating func checkNumeral(_ form: PrintedForm, _ stated: StatedUnit, _ node: SyntaxNode) {
    let place = stated.place(in: node.file)
    if form.saysAbout, stated.unit.isPrefix || stated.isBefore(node) {
      return reportFormatUnsuitable(node.first(.format) ?? node, Type.quantity(stated.unit.kind, unit: stated.unit))
    }
    guard form.text.numeral != .digits else { return }
    if form.text.numeral == .formal, !stated.unit.isPrefix,
      stated.unit.kind == program.registry.unit(named: "元")?.kind
    {
      return reportDoubledUnit(place)
    }
    guard !stated.isLeading else { return }
    let isSign = stated.unit.isPrefix || ["%", "‰"].contains(stated.unit.name)
    if isSign || stated.isBefore(node) { reportNumeralBesideSign(place, stated.unit) }
  }

  /// True for a number in an order, not an amount: `{day(d)}日` is a day of the month, `第{rank(x, t.f)}位` a place.
  func isOrdinal(_ value: Expression) -> Bool {
    switch value.operation {
    case .call(.day, _), .call(.rank, _): true
    case .definition(let index): isOrdinal(program.definitions[index].expression)
    default: false
    }
  }

  /// A scale without a unit, `{在园幼儿}万`: printed in the unit that the figure is in, with a warning.
  private mutating func scaleForm(
    _ kind: QuantityKind, _ declared: Unit?, _ asked: RequestedFormat, _ stated: StatedUnit, _ node: SyntaxNode
  ) -> PrintedForm {
    var base = program.registry.baseUnit(of: kind)
    if case .dimension = kind, let declared { base = program.registry.unscaled(declared) }
    reportScaleWithoutUnit(stated, base, kind, node)
    let factor = base.flatMap { try? $0.factor.multiplied(by: stated.unit.factor) } ?? stated.unit.factor
    return form(Unit(name: stated.unit.name, kind: kind, factor: factor), asked)
  }

  /// No unit is stated anywhere: right for bare numbers, and for ratios that are meant as fractions and whose format asks for decimals.
  private mutating func bareForm(
    _ kind: QuantityKind, _ declared: Unit?, _ asked: RequestedFormat, _ node: SyntaxNode, _ value: Expression
  ) -> PrintedForm? {
    if kind == .number { return form(Unit.number, asked) }
    if kind == .ratio,
      asked.decimals != nil && isMeantAsFraction(value, node) || isPerOne(node) || isInProportion(node)
    {
      return form(Unit.number, asked)
    }
    if !isUnderOpenBracket(node, kind) {
      noteHeaderWithoutUnit(over: node)
      reportUnitMissing(node, value, kind, declared)
    }
    return nil
  }

  /// The unit to suggest where none is stated, as the prose spells it; nil for a bare number.
  func suggestedUnit(_ kind: QuantityKind, _ declared: Unit?) -> (name: String, isPrefix: Bool)? {
    switch kind {
    case .ratio: ("%", false)
    case .points: (program.language == .english ? "percentage points" : "个百分点", false)
    case .number: nil
    case .dimension:
      ownUnit(declared, kind).map { unit in
        Unit.signed(unit.name).map { ($0.sign, true) } ?? (unit.plural, false)
      }
    }
  }

  /// The declared unit, or the usual one where there is none, or one of another language alone.
  private func ownUnit(_ declared: Unit?, _ kind: QuantityKind) -> Unit? {
    if let declared, declared.factor != .one || declared.isLatin || program.language != .english { return declared }
    return program.registry.baseUnit(of: kind) ?? declared
  }

  /// True where the unit measures what the value is; reported otherwise.
  mutating func fits(
    _ unit: Unit, _ kind: QuantityKind, _ value: Expression, at place: Place, _ hole: ByteRange
  ) -> Bool {
    if unit.kind == kind { return true }
    reportUnitContradicts(unit, kind, value, at: place, hole)
    return false
  }

  /// The form that the defaults of the unit and the hole's own format give.
  func form(_ unit: Unit, _ asked: RequestedFormat) -> PrintedForm {
    var form = PrintedForm()
    if let declared = formats[unit.name] {
      form = declared
    } else {
      form.grouped = program.language == .english && unit.kind != .ratio
    }
    form.unit = unit
    if let decimals = asked.decimals {
      form.decimals = decimals
      form.significant = nil
    }
    if let significant = asked.significant { form.significant = significant }
    if asked.about { form.saysAbout = true }
    form.text = asked.textForm(form.text)
    if let rounding = asked.rounding { form.rounding = rounding }
    if let grouped = asked.grouped { form.grouped = grouped }
    form.oneTo = asked.oneTo
    form.words = asked.words
    return form
  }
}
