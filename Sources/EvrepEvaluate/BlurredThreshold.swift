import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// A figure that is compared by a condition, and that prints as if the comparison came out otherwise: 49.96% printed
  /// as 50.0% beside “below 50%”.
  mutating func judgeThresholds(_ agreement: inout Agreement) {
    struct Comparison: InternKey {
      let left: Identity
      let right: Identity
      let comparison: ComparisonOperator
    }
    var seen = InternTable<Comparison>()
    let checks = program.checks.filter { !hides($0.condition) }.map { ($0.condition, -1) }
    for (condition, context) in emission.conditions + checks + printedConditions() {
      for (left, comparison, right) in comparisons(condition) {
        let pair = Comparison(
          left: agreement.identities.identity(left, context, self).identity,
          right: agreement.identities.identity(right, context, self).identity, comparison: comparison)
        guard seen.intern(pair).isNew else { continue }
        let findings = diagnostics.count
        judge(&agreement, (left, pair.left), comparison, (right, pair.right), condition.place)
        // Two figures that print alike are one finding.
        guard diagnostics.count == findings else { continue }
        judge(&agreement, (right, pair.right), Self.mirrored(comparison), (left, pair.left), condition.place)
      }
    }
  }

  /// The comparisons of quantities that a condition is made of.
  private func comparisons(_ condition: Expression) -> [(Expression, ComparisonOperator, Expression)] {
    switch condition.operation {
    case .and(let operands), .or(let operands): return operands.flatMap { comparisons($0) }
    case .not(let inner): return comparisons(inner)
    case .comparison(let operands, let operators):
      return operators.indices.compactMap { index in
        guard case .quantity = operands[index].type, operators[index] != .withinRounding else { return nil }
        return (operands[index], operators[index], operands[index + 1])
      }
    default: return []
    }
  }

  /// The conditions that chose a branch inside a hole, `{if r < 50% then …}`, with where each was asked.
  private mutating func printedConditions() -> [(Expression, Int)] {
    // What holes of the same bytes share is looked at once.
    var known = InternTable<ObjectIdentifier>()
    var conditions: [[Expression]] = []
    var choosing: [Bool?] = Array(repeating: nil, count: program.definitions.count)
    var result: [(Expression, Int)] = []
    for printings in [emission.figures, emission.texts] {
      for printing in printings where !hides(printing.hole.expression) {
        let (number, isNew) = known.intern(ObjectIdentifier(printing.hole.content))
        if isNew {
          conditions.append([])
          guard mayChoose(printing.hole.expression, &choosing) else { continue }
          var seen = InternTable<Int>()
          collectConditions(of: printing.hole.expression, &conditions[number], &seen)
        }
        for condition in conditions[number] { result.append((condition, printing.context)) }
      }
    }
    return result
  }

  /// True where a value may be chosen by a condition.
  ///
  /// - Parameter known: what has been found of definitions, which most holes share.
  private func mayChoose(_ expression: Expression, _ known: inout [Bool?]) -> Bool {
    switch expression.operation {
    case .conditional: return true
    case .definition(let index):
      if let found = known[index] { return found }
      let found = mayChoose(program.definitions[index].expression, &known)
      known[index] = found
      return found
    default: return expression.outerParts.contains { mayChoose($0, &known) }
    }
  }

  /// Adds the conditions that a value was chosen by: those of branches that were not taken have no part in it.
  ///
  /// - Parameter seen: the definitions that were gone through, each once however often it is mentioned.
  private mutating func collectConditions(
    of expression: Expression, _ found: inout [Expression], _ seen: inout InternTable<Int>
  ) {
    switch expression.operation {
    case .definition(let index):
      if seen.intern(index).isNew { collectConditions(of: program.definitions[index].expression, &found, &seen) }
    case .conditional(let condition, let first, let second):
      found.append(condition)
      let truth = condition.mentionsLocals ? nil : truth(condition)
      if truth != false { collectConditions(of: first, &found, &seen) }
      if truth != true { collectConditions(of: second, &found, &seen) }
    default: for part in expression.outerParts { collectConditions(of: part, &found, &seen) }
    }
  }

  /// Judges each printed form of a figure by a threshold: as that is printed, or exact where it is not.
  private mutating func judge(
    _ agreement: inout Agreement, _ figure: (expression: Expression, identity: Identity),
    _ comparison: ComparisonOperator, _ threshold: (expression: Expression, identity: Identity), _ place: Place
  ) {
    let forms = agreement.forms(of: figure.identity)
    guard let first = forms.first else { return }
    let value = document.figures[first].value
    let limit: (exact: Number, shown: Number)
    if let printed = agreement.finest(threshold.identity, self), let number = agreement.number(printed, self)?.number {
      limit = (document.figures[printed].value, number)
    } else {
      // One that changes with an element of an `each` could be evaluated only where it stood.
      guard !threshold.expression.mentionsLocals, let exact = number(threshold.expression)
      else { return }
      limit = (exact, exact)
    }
    // What is equal may be printed with different decimals: the rule of figures printed twice, and of sums, judges that.
    guard value != limit.exact else { return }
    let truth = Self.holds(.number(value), comparison, .number(limit.exact))
    for index in forms {
      let hole = emission.figures[index].hole
      // 近50% says itself on which side it lies, and 约50% that it is not the whole truth.
      let saysHowNear = hole.claims?.first { claim in
        switch claim {
        case .approximation, .bound: true
        case .change, .level, .origin: false
        }
      }
      guard saysHowNear == nil, let printed = agreement.number(index, self), printed.number != value else { continue }
      // Of a threshold with more decimals than the figure a reader sees as many as the figure has.
      let shown = printed.number
      let bound = limit.shown.rounded(toMultipleOf: printed.step)
      guard Self.holds(.number(shown), comparison, .number(bound)) != truth,
        reportedAgreement.insert(hole.place.range.lowerBound).inserted
      else { continue }
      reportBlurred(index, value, limit, (comparison, truth), place, shown)
    }
  }

  private mutating func reportBlurred(
    _ figure: Int, _ value: Number, _ limit: (exact: Number, shown: Number),
    _ comparison: (operator: ComparisonOperator, isTrue: Bool), _ condition: Place, _ shown: Number
  ) {
    guard diagnostics.count < Self.findingLimit else { return }
    let hole = emission.figures[figure].hole
    let unit = document.figures[figure].unit
    var notes: [Message] = []
    var fixIts: [FixIt] = []
    if let decimals = decimals(value, limit.shown, comparison, hole.form, unit) {
      notes.append(
        Message(en: "with ‘.\(decimals)’ it prints on its own side", zh: "保留 \(decimals) 位小数即可分清"))
      if let text = hole.source(program.bytes, decimals: decimals) {
        fixIts.append(FixIt(Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: hole.place, with: text))
      }
    }
    let (printed, exact, bound) = (
      self.shown(shown, figure), self.shown(value, figure), self.shown(limit.shown, figure)
    )
    let isSame = shown == limit.shown
    diagnostics.append(
      Diagnostic(
        .blurredThreshold, at: hole.place,
        Message(
          en: isSame
            ? "this prints as the threshold itself, \(bound), but is \(exact)"
            : "this prints \(printed), on the other side of \(bound) than \(exact), which it is",
          zh: isSame ? "印出来与界限 \(bound) 相等，实为 \(exact)" : "印作 \(printed)，与实际的 \(exact) 分处界限 \(bound) 两侧"),
        labels: [
          Label(
            condition,
            Message(
              en: "the condition compares the exact values: it \(comparison.isTrue ? "holds" : "does not hold")",
              zh: "条件按精确值判断：\(comparison.isTrue ? "成立" : "不成立")"))
        ], notes: notes, fixIts: fixIts))
  }

  /// The fewest decimals, up to nine, with which the figure prints on its own side of the threshold.
  private func decimals(
    _ value: Number, _ limit: Number, _ comparison: (operator: ComparisonOperator, isTrue: Bool), _ form: PrintedForm,
    _ unit: Unit
  ) -> Int? {
    guard let exact = try? value.divided(by: unit.factor), let limit = try? limit.divided(by: unit.factor) else {
      return nil
    }
    return (1...9).first { decimals in
      let rounded = exact.rounded(decimals: decimals, rule: form.rounding)
      return Self.holds(.number(rounded), comparison.operator, .number(limit)) == comparison.isTrue
    }
  }
}

extension Hole {
  /// The hole as it is written, asking for so many decimals; nil where a string makes its format hard to find.
  fileprivate func source(_ bytes: [UInt8], decimals: Int) -> String? {
    let hole = bytes[place.range]
    guard hole.last == UInt8(ascii: "}"), !hole.contains(UInt8(ascii: "\"")), !hole.contains(0xE2) else { return nil }
    let inner = hole.dropLast()
    guard let colon = inner.lastIndex(of: UInt8(ascii: ":")) else {
      return String(decoding: inner, as: UTF8.self) + ": .\(decimals)}"
    }
    var items = inner[(colon + 1)...].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    items.removeAll { $0.hasPrefix(".") }
    let format = ([".\(decimals)"] + items).joined(separator: " ")
    return String(decoding: inner[...colon], as: UTF8.self) + " \(format)}"
  }
}

extension Number {
  /// The multiple of `step` that is nearest; the number itself where that overflows.
  fileprivate func rounded(toMultipleOf step: Number) -> Number {
    guard let steps = try? divided(by: step), let number = try? steps.rounded(decimals: 0).multiplied(by: step) else {
      return self
    }
    return number
  }
}
