import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What is offered where a figure has no unit, or a part of it alone.
extension Checker {
  mutating func reportUnitMissing(_ node: SyntaxNode, _ value: Expression, _ kind: QuantityKind, _ declared: Unit?) {
    if mayStateLostUnit(behind: node.range, in: node.fileBytes, isKnown: false) { return }
    let what = describe(value.type)
    let noun = strayNoun(behind: node, kind, declared)
    report(
      .unitMissing, node.place, en: "the prose states no unit for this figure, which is \(what[.english])",
      zh: "正文没有写这个数的单位，它是\(what[.chinese])", labels: origin(of: value) + (noun.map { [$0.label] } ?? []),
      notes: [
        noun?.note
          ?? Message(
            en: "the unit stands right behind the hole, in the table's header in brackets, or in the format",
            zh: "单位写在填空之后、表头括号里或格式里")
      ],
      fixIts: noun.map { [$0.fix] } ?? missingUnit(kind, declared, node))
  }

  private mutating func missingUnit(_ kind: QuantityKind, _ declared: Unit?, _ node: SyntaxNode) -> [FixIt] {
    let bytes = node.fileBytes
    // The unit stands behind a word that the brace has cut: 减}少人.
    if let format = node.first(.format)?.text, let bar = format.lastIndex(of: "|"),
      let cut = cut(String(format[bar...].dropFirst()), node)
    {
      return [cut.fix]
    }
    if let joined = joinedLines(kind, node) { return [joined] }
    if let near = misspelledUnit(kind, at: Self.behindMarks(node, bytes), in: bytes) {
      let found = String(decoding: bytes[near.range], as: UTF8.self)
      return [Self.fix(near, node.file, isForm: Nearest.differInFormAlone(found, near.meant))]
    }
    if let near = misspelledHanUnit(suggestedUnit(kind, declared)?.name ?? "", at: Self.behindMarks(node, bytes), bytes)
    {
      return [Self.fix(near, node.file, isForm: false)]
    }
    // 120-strong has its unit in a word of its own.
    if node.range.upperBound < bytes.count, bytes[node.range.upperBound] == UInt8(ascii: "-") { return [] }
    if let divisor = program.registry.divisor(in: bytes, from: Self.behindMarks(node, bytes), limit: bytes.count) {
      return divided(kind, by: divisor, node)
    }
    // £ per pupil stands around its figure.
    if let unit = declared ?? program.registry.baseUnit(of: kind), let (sign, rest) = Unit.signed(unit.name),
      rest.hasPrefix("/")
    {
      let (behind, written) = (Unit.phrase("", unit.name).dropFirst(sign.count), Unit.phrase(node.text, unit.name))
      return [
        FixIt(
          Message(
            en: "write ‘\(sign)’ before it and ‘\(behind.drop { $0 == " " })’ behind it",
            zh: "在其前写“\(sign)”，在其后写“\(behind.drop { $0 == " " })”"),
          replace: node.place, with: written)
      ]
    }
    return suggestedUnit(kind, declared).map { [unitFixIt($0.name, isPrefix: $0.isPrefix, node.place)] } ?? []
  }

  /// The unit between a figure and what it is per: offences of `{x} per 1,000 people`. None where the figure is no such rate.
  private func divided(_ kind: QuantityKind, by divisor: Divisor, _ node: SyntaxNode) -> [FixIt] {
    guard case .dimension(let dimension) = kind, case .dimension(let below) = divisor.unit.kind,
      let above = dimension.multiplied(by: below), !above.isNone,
      let unit = program.registry.baseUnit(of: .dimension(above))
    else { return [] }
    let (name, isPrefix) = Unit.signed(unit.name).map { ($0.sign, true) } ?? (unit.plural, false)
    return [unitFixIt(name, isPrefix: isPrefix, node.place)]
  }

  // MARK: Words that are no unit

  /// A word that stands behind a figure where its unit would.
  private struct StrayNoun {
    let label: Label
    let note: Message
    let fix: FixIt
  }

  /// Words that end in s and name nothing that is counted.
  private static let noNouns: Set = [
    "afterwards", "always", "besides", "his", "its", "less", "minus", "outdoors", "overall", "perhaps", "plus",
    "regardless",
    "sometimes", "us", "versus", "yes",
  ]

  /// The `crimes` of `{x} crimes` where the figure is an amount in offences; nil where no such word stands there.
  private func strayNoun(behind node: SyntaxNode, _ kind: QuantityKind, _ declared: Unit?) -> StrayNoun? {
    guard case .dimension = kind, let unit = program.registry.baseUnit(of: kind), unit.isLatin, !unit.isPrefix,
      !unit.name.contains("/"), let (name, isPrefix) = suggestedUnit(kind, declared), !isPrefix,
      let word = strayNoun(behind: node)
    else { return nil }
    let text = String(decoding: node.fileBytes[word], as: UTF8.self)
    return noun(word, name, singular: Self.singular(text), unit, node)
  }

  /// The word right behind a figure that is a plural, as far as its letters tell, and ends its phrase: a further word may be the unit, as
  /// in primary schools pupils.
  func strayNoun(behind node: SyntaxNode) -> ByteRange? {
    let bytes = node.fileBytes
    let start = Self.behindMarks(node, bytes)
    guard start < bytes.count, bytes[start] == UInt8(ascii: " "),
      let word = Self.word(at: start, in: bytes, bytes.count), bytes[word.lowerBound] >= UInt8(ascii: "a"),
      case let text = String(decoding: bytes[word], as: UTF8.self), text.hasSuffix("s"), text.utf8.count > 3,
      !Self.noNouns.contains(text), !FunctionWords.contains(text)
    else { return nil }
    let next = Self.word(at: word.upperBound, in: bytes, bytes.count)
    let isLast = next.map { FunctionWords.contains(String(decoding: bytes[$0], as: UTF8.self).lowercased()) } ?? true
    return isLast ? word : nil
  }

  private func noun(_ range: ByteRange, _ meant: String, singular: String, _ unit: Unit, _ node: SyntaxNode)
    -> StrayNoun
  {
    let (place, found) = (Place(node.file, range), String(decoding: node.fileBytes[range], as: UTF8.self))
    let quoted = singular.contains(" ") ? "\"\(singular)\"" : singular
    return StrayNoun(
      label: Label(
        place, Message(en: "‘\(found)’ is no unit of this report", zh: "“\(found)”不是本报告的单位")),
      note: Message(
        en: "another word for it is declared by ‘unit \(quoted) = \(unit.name)’",
        zh: "另一种说法可用“单位 \(quoted) = \(unit.name)”声明"),
      fix: written(meant, at: place, isSafe: false))
  }

  /// The word of which English makes this plural, so that a declaration of it makes the plural again.
  private static func singular(_ plural: String) -> String {
    if plural.hasSuffix("ies") { return plural.dropLast(3) + "y" }
    if ["ses", "xes", "zes", "ches", "shes"].contains(where: plural.hasSuffix) { return String(plural.dropLast(2)) }
    return String(plural.dropLast())
  }

  // MARK: A part of the unit

  /// What is to be written behind `£{x}` for a figure in £/pupil: the divisor, in the place of `each`, of `a pupil` or of another divisor.
  /// Nil where the prose does not state what is divided.
  func divisorMissing(_ stated: Unit, _ declared: Unit?, _ kind: QuantityKind, at place: Place, _ hole: ByteRange)
    -> FixIt?
  {
    guard case .dimension(let dimension) = kind, case .dimension(let above) = sign(stated).kind,
      let below = above.divided(by: dimension), !below.isNone,
      let divisor = program.registry.baseUnit(of: .dimension(below)), !divisor.name.contains("/"),
      place.range.upperBound <= hole.lowerBound || place.range.lowerBound >= hole.upperBound,
      let bytes = program.bytes(of: place.file), hole.upperBound <= bytes.count
    else { return nil }
    var start = max(hole.upperBound, place.range.upperBound)
    while start < bytes.count, bytes[start] == UInt8(ascii: "*") { start += 1 }
    // A scale belongs to the sign.
    if let scale = program.registry.scale(behindMoney: start, in: bytes, limit: bytes.count) { start = scale.end }
    let own = declared.flatMap { $0.name.split(separator: "/").last.map(String.init) }
    let name = own.flatMap { program.registry.unit(named: $0)?.kind == divisor.kind ? $0 : nil } ?? divisor.name
    let isLatin = name.utf8.first.map { $0 < 0x80 } ?? true
    let per = isLatin ? "per \(name)" : "/\(name)"
    var end = start
    let each = " each"
    if start == place.range.upperBound, let slash = bytes[place.range].lastIndex(of: UInt8(ascii: "/")) {
      (start, end) = (slash, place.range.upperBound)
    } else if let other = program.registry.divisor(in: bytes, from: start, limit: bytes.count) {
      end = other.end
    } else if bytes[start...].starts(with: " a ".utf8),
      let match = program.registry.match(in: bytes, from: start + 3, limit: min(bytes.count, start + 64)),
      match.unit.kind == divisor.kind
    {
      end = match.end
    } else if bytes[start...].starts(with: each.utf8), case let after = start + each.utf8.count,
      after == bytes.count || bytes[after] | 0x20 < UInt8(ascii: "a") || bytes[after] | 0x20 > UInt8(ascii: "z")
    {
      end = after
    }
    let text = (isLatin ? " " : "") + per
    let found = String(decoding: bytes[start..<end].drop { $0 == 0x20 }, as: UTF8.self)
    return FixIt(
      found.isEmpty
        ? Message(en: "write ‘\(per)’ behind it", zh: "在其后写“\(per)”")
        : Message(en: "write ‘\(per)’ for ‘\(found)’", zh: "把“\(found)”写作“\(per)”"),
      replace: Place(place.file, start..<end), with: text)
  }

  /// The unit that stands before `per` in a stated one: £ of £ per class.
  private func sign(_ stated: Unit) -> Unit {
    guard let slash = stated.name.firstIndex(of: "/") else { return stated }
    return program.registry.unit(named: String(stated.name[..<slash])) ?? stated
  }

  /// Takes out the `$` of `${x}人`, as other languages begin a hole, where the figure is no money and its unit stands behind it.
  func strayDollar(_ stated: Unit, _ kind: QuantityKind, at place: Place, _ hole: ByteRange) -> FixIt? {
    guard stated.name == "$", place.range.upperBound == hole.lowerBound,
      let bytes = program.bytes(of: place.file), bytes[place.range].elementsEqual("$".utf8),
      kind == .number || suffixUnit(bytes, hole.upperBound, bytes.count)?.unit.kind == kind
    else { return nil }
    return FixIt(
      Message(en: "take out ‘$’: a hole begins with ‘{’ alone", zh: "删去“$”：填空只以“{”开头"), replace: place, with: "",
      isSafe: kind != .number)
  }

  // MARK: Percentage points

  /// A figure in percentage points beside a sign of ratios.
  mutating func reportPercentOfPoints(
    _ unit: Unit, _ value: Expression, _ labels: [Label], at place: Place, _ hole: ByteRange
  ) {
    let points = program.language == .english ? "percentage points" : "个百分点"
    let gap = program.language == .english && place.range.lowerBound == hole.upperBound ? " " : ""
    let end = misspelledPoints(behind: place) ?? place.range.upperBound
    let written = Place(place.file, place.range.lowerBound..<end)
    let literal = pointsLiteral(value)
    report(
      .pointsForPercent, place,
      en: literal == nil
        ? "the difference of two percentages is in percentage points, not in ‘\(unit.name)’"
        : "this figure is declared in percentage points, and the prose says ‘\(unit.name)’",
      zh: literal == nil
        ? "两个百分数之差的单位是百分点，不是“\(unit.name)”" : "这个数声明为百分点，正文却写“\(unit.name)”",
      labels: labels,
      fixIts: (literal.map { [$0] } ?? []) + [
        FixIt(
          Message(en: "write ‘\(points)’", zh: "写作“\(points)”"), replace: written, with: gap + points,
          isSafe: isDifference(value))
      ])
  }

  /// The end of the `oints` of `percentage oints`.
  private func misspelledPoints(behind place: Place) -> Int? {
    guard let bytes = program.bytes(of: place.file), place.range.upperBound < bytes.count,
      let word = Self.word(at: place.range.upperBound, in: bytes, bytes.count),
      Nearest.isMisspelled(String(decoding: bytes[word], as: UTF8.self), of: "points", edits: 2)
    else { return nil }
    return word.upperBound
  }

  /// True for a figure that is reckoned from others, so that no declaration of its own may be what is wrong.
  private func isDifference(_ value: Expression) -> Bool {
    if case .sum = value.resolved(in: program).operation { true } else { false }
  }

  /// The fix that declares a level in `%`, where it is a literal in points: `let target = 25 percentage points`.
  private func pointsLiteral(_ value: Expression) -> FixIt? {
    let source = value.resolved(in: program)
    guard case .constant = source.operation, source.place != value.place,
      let bytes = program.bytes(of: source.place.file)
    else { return nil }
    let text = bytes[source.place.range]
    let digits = text.prefix { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
    guard !digits.isEmpty, digits.count < text.count else { return nil }
    let written = String(decoding: digits, as: UTF8.self) + "%"
    return FixIt(
      Message(en: "declare it as ‘\(written)’", zh: "声明为“\(written)”"), replace: source.place, with: written)
  }

  /// Writes a unit where it belongs: a currency sign before the hole, any other unit behind it. Between a figure and a
  /// word it is left to the writer: 12老师 is meant as 12名老师, 3万圆 has its unit, 3 academies are counted already.
  func unitFixIt(_ name: String, isPrefix: Bool, _ hole: Place) -> FixIt {
    let at = isPrefix ? hole.range.lowerBound : hole.range.upperBound
    let isLatin = Unit.phrase("", name).first == " "
    let message =
      isPrefix
      ? Message(en: "write ‘\(name)’ before it", zh: "在其前写“\(name)”")
      : Message(en: "write ‘\(name)’ behind it", zh: "在其后写“\(name)”")
    let place = Place(hole.file, at..<at)
    let isSafe = isPrefix ? !isBehindLetter(place) : !isFollowedByWord(place) && !isMeantElsewhere(name, behind: place)
    return FixIt(message, replace: place, with: (isLatin ? " " : "") + name, isSafe: isSafe)
  }

  /// True where a sign would stand right behind a letter: kilometres{x}.
  private func isBehindLetter(_ place: Place) -> Bool {
    guard let bytes = program.bytes(of: place.file), place.range.lowerBound > 0 else { return false }
    return Self.isLetter(bytes[place.range.lowerBound - 1])
  }

  /// True where the unit follows a few words on, {x} that collisions were, or another figure stands right there: {x}{x}万元.
  private func isMeantElsewhere(_ name: String, behind place: Place) -> Bool {
    guard let bytes = program.bytes(of: place.file) else { return false }
    let rest = bytes[place.range.upperBound...]
    if rest.first == UInt8(ascii: "{") { return true }
    let clause = rest.prefix(Self.nearBytes + name.utf8.count).prefix {
      $0 != 0x0A && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: ".")
    }
    return clause.firstRange(of: Array(name.utf8)) != nil
  }

  /// How many bytes off a unit is still that of a figure.
  private static let nearBytes = 24

  /// True where a word that may belong to the figure stands behind a place of the sources.
  private func isFollowedByWord(_ place: Place) -> Bool {
    guard let bytes = program.bytes(of: place.file) else { return false }
    return FunctionWords.goesOn(at: place.range.upperBound, in: bytes)
  }
}
