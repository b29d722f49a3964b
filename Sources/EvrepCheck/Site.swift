import EvrepModel
package import EvrepSource

/// An expression of a report as a whole: a hole, a condition, a named value.
package struct Site: Sendable {
  package enum Kind: Sendable {
    case hole(Hole)
    /// The condition of a `when`.
    case condition
    case problem(String?)
    case check(String)
    /// What an `each` repeats over.
    case collection
    case definition(String)
    /// Indices of `Program.scenarios` and of its expectations.
    case expectation(scenario: Int, Int)
  }

  package let kind: Kind
  package let expression: Expression
  /// Where it stands: the hole, the condition, from a name to the end of what it stands for.
  package let place: Place
  /// What the evaluation meets it as: the hole, or the expression's own place.
  package let mark: Place
}

extension Program {
  /// Every site of the report's own file, in the order of the source.
  package var sites: [Site] {
    var sites: [Site] = []
    func add(_ kind: Site.Kind, _ expression: Expression, from start: Int? = nil) {
      let range = (start ?? expression.start)..<expression.place.range.upperBound
      sites.append(
        Site(kind: kind, expression: expression, place: Place(file, range), mark: expression.place))
    }
    func add(_ hole: Hole) {
      sites.append(Site(kind: .hole(hole), expression: hole.expression, place: hole.place, mark: hole.place))
    }
    func add(_ pieces: [TextPiece]) { for case .hole(let hole) in pieces { add(hole) } }
    func add(_ items: [Item]) {
      for item in items {
        switch item {
        case .hole(let hole): add(hole)
        case .when(let branches):
          for branch in branches {
            if let condition = branch.condition { add(.condition, condition) }
            add(branch.items)
          }
        case .each(_, let collection, let inner):
          add(.collection, collection)
          add(inner)
        case .problem(let index, let condition, let inner, _):
          if let condition {
            add(.problem(problems[index].name), condition, from: problems[index].place.range.lowerBound)
          }
          add(inner)
        case .measures(let inner, _), .series(let inner, _): add(inner)
        case .text, .reference, .anchor: break
        }
      }
    }
    add(title ?? [])
    for definition in definitions where definition.place.file == file {
      add(.definition(definition.name), definition.expression, from: definition.place.range.lowerBound)
    }
    for check in checks where check.place.file == file {
      add(.check(check.name), check.condition, from: check.place.range.lowerBound)
    }
    for (index, scenario) in scenarios.enumerated() {
      for (step, expectation) in scenario.expectations.enumerated() {
        switch expectation.kind {
        case .condition(let condition): add(.expectation(scenario: index, step), condition)
        case .printed(let hole, _, _, _): add(.expectation(scenario: index, step), hole.expression)
        case .problem, .sentence, .failure: break
        }
      }
    }
    add(items)
    for (index, scenario) in scenarios.enumerated() {
      for (step, expectation) in scenario.expectations.enumerated() {
        guard case .problem(let name) = expectation.kind,
          let condition = sites.first(where: { site in
            if case .problem(let other?) = site.kind { return other.isSpelled(like: name) }
            return false
          })
        else { continue }
        sites.append(
          Site(
            kind: .expectation(scenario: index, step), expression: condition.expression, place: expectation.place,
            mark: condition.mark))
      }
    }
    return sites.enumerated().sorted { ($0.1.place.range.lowerBound, $0.0) < ($1.1.place.range.lowerBound, $1.0) }
      .map(\.element)
  }
}
