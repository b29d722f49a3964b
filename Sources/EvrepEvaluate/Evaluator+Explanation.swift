import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// What a walk that explains has shown so far.
private struct Shown {
  /// The named values that have been taken apart: each is once.
  var definitions: Set<Int> = []
  /// How many parts there are.
  var count = 0
}

extension Evaluator {
  /// A tree has at most so many parts; those beyond are left out.
  private static let partLimit = 400

  /// The tree of an expression: what each part comes to as things stand now, and the cells behind it.
  ///
  /// Evaluates each part again: the depth of the tree times the work of the expression. A name is taken apart once.
  mutating func explanation(of expression: Expression) -> Explanation {
    var shown = Shown()
    return explain(expression, &shown)
  }

  private mutating func explain(_ expression: Expression, _ shown: inout Shown) -> Explanation {
    var result = open(expression, &shown)
    if settings.isRedacted { result.margin = nil }
    if isConcealed(expression) { result.conceal() }
    return result
  }

  /// True for a part whose value is not to be seen: what a hole would hide, and how many rows there are.
  private func isConcealed(_ expression: Expression) -> Bool {
    if isHidden(expression) { return true }
    switch expression.type.settled {
    case .bool, .text, .enumeration: return false
    default: return settings.isRedacted
    }
  }

  /// The tree as it is; its parts are concealed where they have to be.
  private mutating func open(_ expression: Expression, _ shown: inout Shown) -> Explanation {
    shown.count += 1
    let value = value(expression)
    let reading = reading(value, expression.type)
    var result = Explanation(formula: spelling(of: expression), place: expression.place, reading: reading.text)
    result.exact = reading.exact
    result.unit = reading.unit
    guard shown.count < Self.partLimit else { return result }
    if case .definition(let index) = expression.operation {
      name(index, &result, &shown)
    } else {
      if case .field(let base, _) = expression.operation, let body = unnamed(base, &shown) {
        result.definition = body + result.formula.dropFirst(spelling(of: base).count)
      }
      takeApart(expression, &result, &shown)
    }
    return result
  }

  /// A name stands for its declaration: the parts of that are its own.
  private mutating func name(_ index: Int, _ result: inout Explanation, _ shown: inout Shown) {
    let body = program.definitions[index].expression
    guard !givenDefinitions.contains(index), shown.definitions.insert(index).inserted else { return }
    if case .constant = body.operation { return }
    result.definition = spelling(of: body)
    if case .definition(let inner) = body.operation { return name(inner, &result, &shown) }
    takeApart(body, &result, &shown)
    if case .filter(let base, _, _) = body.operation { count(base, &result) }
  }

  /// How the declaration of a row's name spells it; nil for no name, and for one that has been taken apart.
  private func unnamed(_ row: Expression, _ shown: inout Shown) -> String? {
    guard case .definition(let index) = row.operation, !givenDefinitions.contains(index),
      shown.definitions.insert(index).inserted
    else { return nil }
    return spelling(of: program.definitions[index].expression)
  }

  private mutating func takeApart(_ expression: Expression, _ result: inout Explanation, _ shown: inout Shown) {
    switch expression.operation {
    case .constant, .parameter, .definition, .table, .local, .rowField, .scopeKey, .scopeColumn, .poison: break
    case .field(let base, let field):
      if case .record(let schema, let row) = value(base) {
        result.cells = span(schema, field, .value, [.some([Int32(truncatingIfNeeded: row)])])
      }
    case .groupKey: break
    case .column(let base, _), .skippingMissing(let base), .grouping(let base, _), .ordering(let base, _, _, _):
      result.parts = rows(base, &shown)
    case .filter(let base, let condition, _):
      count(base, &result)
      result.parts = rows(base, &shown) + bounds(condition, &shown)
    case .sum(let operands), .product(let operands):
      result.parts = explain(operands.map(\.expression), &shown)
    case .comparison(let operands, let operators):
      // A bare number beside a ratio counts as one: 1 / 15 beside a share.
      let hasRatio = operands.contains { if case .quantity(.ratio, _) = $0.type.settled { true } else { false } }
      for operand in operands {
        guard var part = explain([operand], &shown).first else { continue }
        if hasRatio, !isConcealed(operand), case .quantity(.number, _) = operand.type.settled {
          let reading = reading(value(operand), .quantity(.ratio, unit: nil))
          (part.reading, part.unit) = (reading.text, reading.unit)
        }
        result.parts.append(part)
      }
      // Of a chain, the first comparison that fails has it.
      let decisive = operators.indices.first { index in
        comparison([operands[index], operands[index + 1]], [operators[index]]) == .scalar(.bool(false))
      }
      if let index = decisive ?? (operators.count == 1 ? 0 : nil) {
        result.margin = margin(operands[index], operands[index + 1])
      }
    case .coalescing(let operands): result.parts = explain(operands, &shown)
    case .membership(let subject, let choices): result.parts = explain([subject] + choices, &shown)
    case .negation(let inner), .isMissing(let inner, _): result.parts = explain([inner], &shown)
    // 未达到 is spelled as one comparison, and is one to its reader.
    case .not(let inner) where inner.place == expression.place: takeApart(inner, &result, &shown)
    case .not(let inner): result.parts = [explain(inner, &shown)]
    case .and(let operands): result.parts = connected(operands, decisive: false, &shown)
    case .or(let operands): result.parts = connected(operands, decisive: true, &shown)
    case .conditional(let condition, let first, let second):
      result.parts = [explain(condition, &shown)]
      if let truth = truth(condition) { result.parts += explain([truth ? first : second], &shown) }
    case .call(_, let arguments): call(arguments, &result, &shown)
    case .taking(let base, let count): result.parts = rows(base, &shown) + explain([count], &shown)
    case .inForce(_, let stage, let year): result.parts = explain([stage, year].compactMap(\.self), &shown)
    case .list(let items): result.parts = explain(items, &shown)
    case .apply(_, let arguments, let body):
      result.parts = explain(arguments, &shown)
      // The slots are set by evaluating the call.
      _ = value(expression)
      var inner = explain(body, &shown)
      inner.parts.removeAll { part in
        arguments.contains { spelling(of: $0) == part.formula } || part.place == body.place
      }
      if inner.formula != result.formula { result.parts.append(inner) }
    case .interpolation(let pieces):
      for case .hole(let hole) in pieces { result.parts += explain([hole.expression], &shown) }
    }
  }

  /// The operands that are worth a line: what a constant is, the formula above it says.
  private mutating func explain(_ operands: [Expression], _ shown: inout Shown) -> [Explanation] {
    var parts: [Explanation] = []
    for operand in operands {
      switch operand.operation {
      case .constant, .poison: continue
      default: parts.append(explain(operand, &shown))
      }
    }
    return parts
  }

  /// The operands of `and` and `or`, those behind the decisive one as not reached.
  private mutating func connected(_ operands: [Expression], decisive: Bool, _ shown: inout Shown) -> [Explanation] {
    var parts: [Explanation] = []
    var isDecided = false
    for operand in operands {
      if isDecided {
        parts.append(Explanation(formula: spelling(of: operand), place: operand.place, reading: .notReached))
      } else {
        parts.append(explain(operand, &shown))
        isDecided = truth(operand) == decisive
      }
    }
    return parts
  }

  /// A function: over a column, its cells and how their rows were chosen; else its arguments.
  private mutating func call(_ arguments: [Expression], _ result: inout Explanation, _ shown: inout Shown) {
    for argument in arguments {
      switch argument.type.settled {
      case .column, .table, .group, .groups:
        switch value(argument) {
        case .column(let selection, let field, let skipping):
          if result.cells == nil {
            let rows = skipping ? present(selection, field) : selection.rows
            result.cells = span(selection.schema, field, .value, [rows])
          }
        case .table(let selection):
          if result.cells == nil { result.cells = span(selection.schema, nil, .value, [selection.rows]) }
        case .group(let group):
          if result.cells == nil {
            result.cells = span(group.selection.schema, nil, .value, [group.selection.rows])
          }
        case .groups(let groups):
          if result.cells == nil, let first = groups.first {
            result.cells = span(first.selection.schema, nil, .value, groups.map(\.selection.rows))
          }
        default: break
        }
        result.parts += rows(argument, &shown)
      default: result.parts += explain([argument], &shown)
      }
    }
  }

  // MARK: Rows

  /// The rows that `skipping missing` leaves.
  private func present(_ selection: Selection, _ field: Int) -> Rows {
    .some(
      (0..<selection.rows.count).map { selection.rows[$0] }
        .filter { scalar(selection.schema, $0, field) != .missing }.map { Int32(truncatingIfNeeded: $0) })
  }

  /// How the rows of a table or column were chosen: its names and filters, outermost first; none for a whole table.
  private mutating func rows(_ expression: Expression, _ shown: inout Shown) -> [Explanation] {
    guard shown.count < Self.partLimit else { return [] }
    switch expression.operation {
    case .column(let base, _), .skippingMissing(let base), .grouping(let base, _), .ordering(let base, _, _, _):
      return rows(base, &shown)
    case .taking(let base, _): return rows(base, &shown)
    case .definition(let index):
      guard shown.definitions.contains(index) else { return [explain(expression, &shown)] }
      return []
    case .filter, .conditional, .apply, .call, .local: return [explain(expression, &shown)]
    default: return []
    }
  }

  /// Says of how many rows a condition chose.
  private mutating func count(_ base: Expression, _ result: inout Explanation) {
    guard case .rows(let kept, _) = result.reading, let whole = Self.selection(value(base)) else { return }
    result.reading = .rows(kept, of: whole.rows.count)
  }

  /// What a condition on rows compares their fields with, where that is no constant and does not change with the row.
  private mutating func bounds(_ condition: Expression, _ shown: inout Shown) -> [Explanation] {
    switch condition.operation {
    case .and(let operands), .or(let operands): return operands.flatMap { bounds($0, &shown) }
    case .not(let inner): return bounds(inner, &shown)
    case .comparison(let operands, _):
      return explain(operands.filter { isIndependent($0) }, &shown)
    case .membership(_, let choices): return explain(choices.filter { isIndependent($0) }, &shown)
    default: return []
    }
  }

  private func isIndependent(_ expression: Expression) -> Bool {
    !(0..<Self.levelLimit).contains { dependsOnRow(expression, $0) }
  }

  /// Conditions inside conditions beyond so many are not looked into.
  private static let levelLimit = 16

  // MARK: Margins

  /// How far the two sides of a comparison are apart; nil for what has no distance.
  private mutating func margin(_ left: Expression, _ right: Expression) -> Explanation.Margin? {
    switch (value(left), value(right)) {
    case (.scalar(.number(let a)), .scalar(.number(let b))):
      guard let difference = try? a.subtracting(b), case .quantity(let kind, let declared) = left.type.settled else {
        return nil
      }
      var unit = unit(of: kind, declared: declared)
      if kind == .ratio { unit = self.unit(of: .points, declared: nil) }
      if declared == nil, kind != .ratio, case .quantity(kind, let other?) = right.type.settled { unit = other }
      // As many decimals as it takes to tell a margin from none.
      let decimals = difference.signum == 0 ? 2 : max(2, difference.magnitudeDecimals(in: unit) + 1)
      return Explanation.Margin(
        difference: difference, text: prose(difference.magnitude, unit, decimals: decimals).text)
    case (.scalar(.year(let a)), .scalar(.year(let b))): return span(a - b, "年")
    case (.scalar(.date(let a)), .scalar(.date(let b))): return span(a - b, "天")
    default: return nil
    }
  }

  private func span(_ difference: Int, _ name: String) -> Explanation.Margin {
    let unit = program.registry.unit(named: name) ?? .number
    let english = ["年": "year", "天": "day"]
    let shown =
      program.language == .chinese
      ? unit : Unit(name: english[name] ?? name, plural: (english[name] ?? name) + "s", kind: unit.kind, factor: .one)
    return Explanation.Margin(
      difference: Number(difference), text: prose(Number(abs(difference)), shown).text)
  }
}

extension Explanation {
  /// Leaves nothing of what the part came to.
  mutating func conceal() {
    reading = .value("*", isRounded: false)
    exact = nil
    unit = nil
    cells = nil
    margin = nil
  }
}

extension Number {
  /// The first decimal of the number in `unit` that is not zero; 0 where the number is one or more.
  fileprivate func magnitudeDecimals(in unit: Unit) -> Int {
    guard signum != 0, let scaled = try? divided(by: unit.factor), scaled.magnitude < .one else { return 0 }
    return min(scaled.leadingDecimal, 12)
  }
}
