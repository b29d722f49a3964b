import EvrepCheck
import EvrepModel
import EvrepSource

/// Elements of an order that no key tells apart, of which `first`, `last` or `top` took some and left others.
struct Tie {
  enum Elements {
    case rows(SchemaID, [Int])
    case groups([Scalar])
  }

  /// The call, or the clause.
  let place: Place
  let word: (english: String, chinese: String)
  let elements: Elements
}

extension Evaluator {
  /// The most tied elements that are looked at: a message names a few of them.
  private static let tieLimit = 50

  /// Notes where a cut, behind the first `cut` of what `base` puts in order, goes between elements that are equal in it.
  mutating func noteTie(
    _ base: Expression, _ whole: Value, cut: Int, _ place: Place, _ word: (english: String, chinese: String)
  ) {
    guard !settings.isRedacted, !hides(base), ties.count < Self.findingLimit else { return }
    var orders: [(key: Expression, level: Int)] = []
    var expression = resolved(base)
    while true {
      if case .ordering(let inner, let key, let level, _) = expression.operation {
        orders.append((key, level))
        expression = resolved(inner)
      } else if case .filter(let inner, _, _) = expression.operation {
        expression = resolved(inner)
      } else {
        break
      }
    }
    guard !orders.isEmpty else { return }
    let contexts: (Int) -> RowContext
    let count: Int
    if case .groups(let groups) = whole {
      (contexts, count) = ({ .group(groups[$0]) }, groups.count)
    } else if let selection = Self.selection(whole) {
      (contexts, count) = ({ .row(selection.schema, selection.rows[$0]) }, selection.rows.count)
    } else {
      return
    }
    guard cut > 0, cut < count, areEqual(contexts(cut - 1), contexts(cut), orders) else { return }
    var (low, high) = (cut - 1, cut + 1)
    while low > 0, high - low < Self.tieLimit, areEqual(contexts(low - 1), contexts(cut), orders) { low -= 1 }
    while high < count, high - low < Self.tieLimit, areEqual(contexts(high), contexts(cut), orders) { high += 1 }
    if case .groups(let groups) = whole {
      ties.append(Tie(place: place, word: word, elements: .groups(groups[low..<high].map(\.key))))
    } else if let selection = Self.selection(whole) {
      ties.append(
        Tie(place: place, word: word, elements: .rows(selection.schema, (low..<high).map { selection.rows[$0] })))
    }
  }

  private mutating func areEqual(
    _ left: RowContext, _ right: RowContext, _ orders: [(key: Expression, level: Int)]
  ) -> Bool {
    for (key, level) in orders {
      guard let keys = keys([left, right], key, level), keys[0] == keys[1] else { return false }
    }
    return true
  }

  /// What is printed of one of several that are tied, though another would print something else.
  mutating func judgeTies() {
    guard !ties.isEmpty else { return }
    var reported: Set<Place> = []
    for printing in emission.figures + emission.texts where !hides(printing.hole.expression) {
      var seen = InternTable<Int>()
      for (tie, values) in printedTies(printing.hole.expression, printing.context, &seen) {
        guard reported.insert(tie.place).inserted else { continue }
        reportTie(tie, values, printing.hole)
      }
    }
  }

  /// The ties that a value rests on, and what each of the tied elements would print.
  ///
  /// - Parameter seen: the definitions that were gone through, each once however often it is mentioned.
  private func printedTies(_ expression: Expression, _ context: Int, _ seen: inout InternTable<Int>) -> [(
    Tie, [String]
  )] {
    var found: [(Tie, [String])] = []
    func look(_ base: Expression, _ field: Int?) {
      for tie in ties where tie.place == source(of: base, context)?.place {
        let values = values(of: tie, field)
        if Set(values).count > 1 { found.append((tie, values)) }
      }
    }
    switch expression.operation {
    case .field(let base, let field), .column(let base, let field): look(base, field)
    case .groupKey(let base): look(base, nil)
    case .definition(let index):
      return seen.intern(index).isNew ? printedTies(program.definitions[index].expression, -1, &seen) : []
    default: break
    }
    return found + expression.outerParts.flatMap { printedTies($0, context, &seen) }
  }

  /// The call or clause that a row or rows come from; for the name of an `each` what that goes through.
  private func source(of base: Expression, _ context: Int) -> Expression? {
    let expression = resolved(base)
    switch expression.operation {
    case .local(let slot): return element(of: slot, context).map { resolved(emission.runs[$0.run].collection) }
    case .call, .taking: return expression
    default: return nil
    }
  }

  private func values(of tie: Tie, _ field: Int?) -> [String] {
    switch tie.elements {
    case .rows(let schema, let rows):
      guard let field else { return [] }
      let type = program.schemas[schema.index].fields[field].type
      return rows.map { text(scalar(schema, $0, field), type) }
    case .groups(let keys):
      guard field == nil, let key = keys.first, case .text = key else { return [] }
      return keys.map { text($0, .text) }
    }
  }

  private mutating func reportTie(_ tie: Tie, _ values: [String], _ hole: Hole) {
    let shown = values.prefix(4)
    let (more, moreZh) = values.count > shown.count ? (" …", "……") : ("", "")
    report(
      .silentTie, tie.place,
      en: "‘\(tie.word.english)’ chooses among \(values.count) that are equal in this order: "
        + shown.map { "‘\($0)’" }.joined(separator: ", ") + more,
      zh: "“\(tie.word.chinese)”在并列的 \(values.count) 项中取舍："
        + shown.map { "“\($0)”" }.joined(separator: "、") + moreZh,
      labels: [Label(hole.place, Message(en: "this prints what was chosen", zh: "这里印出取到的"))],
      notes: [
        Message(
          en: "order by a second key first, ‘order by name order by n’, or list all of them",
          zh: "先按次要的键排序，如“order by name order by n”，或者全部列出")
      ])
  }
}
