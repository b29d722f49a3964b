import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// 增加到 states what something has come to, 增加 and 增加了 how far it has moved: the figure has to be of that sort, so
  /// far as its expression tells.
  mutating func checkLevelOrDifference(_ claims: HoleClaims, _ value: Expression, _ node: SyntaxNode) {
    guard let word = claims.words.first else { return }
    let text = spelling(word, node)
    let place = word.place(node.place)
    switch (word.claim, claims.figure) {
    case (.level, let figure) where figure.isChange:
      guard !speaksOfChange(before: place.range.lowerBound, node.fileBytes) else { return }
      let change = text.hasSuffix(" to") ? text.dropLast(3) + " by" : text.dropLast(1)
      report(
        .levelOrDifference, place, en: "‘\(text)’ asks for a level, but the figure is a change",
        zh: "“\(text)”后面应是达到的水平，而这个数是变化量",
        labels: [Label(value.place, Message(en: "this is a change", zh: "这是变化量"))],
        fixIts: [
          FixIt(Message(en: "write ‘\(change)’", zh: "写作“\(change)”"), replace: place, with: String(change))
        ])
    case (.change, .share):
      let stem = text.hasSuffix("了") ? String(text.dropLast(1)) : text
      let level =
        text.hasSuffix(" by") || text.hasSuffix(" of")
        ? text.dropLast(3) + " to"
        : stem.utf8.first.map { $0 < 0x80 } == true
          ? stem + " to" : stem + "到"
      report(
        .levelOrDifference, place, en: "‘\(text)’ asks for a change, but the figure is a share of a whole",
        zh: "“\(text)”后面应是变化量，而这个数是占总体的比重",
        labels: [Label(value.place, Message(en: "this is a level", zh: "这是水平，不是变化量"))],
        fixIts: [FixIt(Message(en: "write ‘\(level)’", zh: "写作“\(level)”"), replace: place, with: String(level))])
    case (.change, .given), (.change, .computed):
      reportLevelAsChange(value, word: text, place)
    default: break
    }
  }

  /// `{rate: rose|fell}%` and `{this.claims: rose|fell} £`: the words of a format say by how much it went.
  mutating func checkWordsOfLevel(of form: PrintedForm, _ value: Expression, _ format: SyntaxNode) {
    guard let words = form.words, program.claimWords.direction(of: words.positive) != nil else { return }
    reportLevelAsChange(value, word: words.positive, format.place)
  }

  /// Reports a figure that is called a rate, or is an amount of one year, behind a word for a change.
  private mutating func reportLevelAsChange(_ value: Expression, word: String, _ place: Place) {
    let rate = rateName(value)
    guard let name = rate ?? nameOfYear(value) else { return }
    report(
      .levelOrDifference, place,
      en: "‘\(word)’ asks for a change, but ‘\(name)’ is \(rate == nil ? "what there was in a year" : "a rate")",
      zh: "“\(word)”后面应是变化量，而“\(name)”是一个水平",
      labels: [Label(value.place, Message(en: "this is a level", zh: "这是水平，不是变化量"))],
      notes: [
        rate == nil
          ? Message(en: "take off the level before it; or say what it has come to", zh: "减去原来的水平；或者写明达到多少")
          : Message(
            en: "take off the level before it, in percentage points; or say what it has come to",
            zh: "减去原来的水平，以百分点计；或者写明达到多少")
      ])
  }

  /// What an amount is called that stands in the row of a year, where that is the name of no change.
  private func nameOfYear(_ value: Expression) -> String? {
    guard case .quantity(.dimension, _) = value.type,
      case .field(let row, let index) = value.resolved(in: program).operation,
      case .record(let schema) = row.type, case let fields = program.schemas[schema.index].fields,
      fields.contains(where: { $0.isKey && $0.type == .year })
    else { return nil }
    let names = [fields[index].name.lowercased(), fields[index].header.lowercased()]
    // “up” stands in pupils.
    let isChange = Self.partsOfChanges.contains { part in part.utf8.count > 2 && names.contains { $0.contains(part) } }
    return isChange ? nil : fields[index].name
  }

  /// What the figure is called where that is the name of a ratio and of no change: 入园率, attendanceRate; not 增长率, and not 比例
  /// alone.
  private func rateName(_ value: Expression) -> String? {
    guard case .quantity(.ratio, _) = value.type else { return nil }
    let name: String
    switch value.operation {
    case .field(let row, let field):
      guard case .record(let schema) = row.type else { return nil }
      name = program.schemas[schema.index].fields[field].name
    case .definition(let index): name = program.definitions[index].name
    case .parameter(let index): name = program.parameters[index].name
    default: return nil
    }
    let small = name.lowercased()
    guard let ending = Self.endingsOfRates.first(where: { small.hasSuffix($0) && small.utf8.count > $0.utf8.count }),
      !Self.partsOfChanges.contains(where: small.dropLast(ending.count).contains)
    else { return nil }
    return name
  }

  private static let endingsOfRates = ["率", "占比", "比重", "rate", "share", "percentage"]
  private static let partsOfChanges = [
    "增", "升", "降", "减", "长", "变", "幅", "速", "涨", "跌", "差", "调", "提", "高", "低", "growth", "change", "rise", "fall",
    "increase", "decrease", "gain", "loss", "diff", "gap", "delta", "inflation", "interest", "up", "down",
  ]

  /// True where the words of the same sentence part before byte `end` name a change as what has a level.
  private func speaksOfChange(before end: Int, _ bytes: [UInt8]) -> Bool {
    var start = end
    while start > 0, end - start < 60 {
      let byte = bytes[start - 1]
      if byte == 0x0A || byte == UInt8(ascii: ",") { break }
      // ， ； ： ！ ？ are EF BC xx, 。 is E3 80 82.
      if start > 2, bytes[start - 3] == 0xEF, bytes[start - 2] == 0xBC { break }
      if start > 2, bytes[start - 3] == 0xE3, bytes[start - 2] == 0x80, byte == 0x82 { break }
      start -= 1
    }
    return program.claimWords.lists.has(.gap, in: start..<end, bytes)
  }
}
