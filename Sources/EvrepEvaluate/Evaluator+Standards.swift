import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// The row of a standard with the latest year that is not after the one asked for, for the stage where it has stages.
  mutating func inForce(_ id: SchemaID, _ stage: Expression?, _ year: Expression, _ expression: Expression) -> Value {
    guard case .scalar(.year(let wanted)) = value(year), let table = tables[id.index] else { return .poison }
    var wantedStage: Scalar?
    if let stage {
      guard case .scalar(.enumeration(let index)) = value(stage), case .enumeration(let given) = stage.type,
        let field = program.schemas[id.index].fields.last, case .enumeration(let stages) = field.type
      else { return .poison }
      wantedStage = stages.index(of: given.cases[index]).map(Scalar.enumeration)
    }
    var found: (row: Int, year: Int)?
    var first: (row: Int, year: Int)?
    for row in 0..<table.rowCount {
      if let wantedStage, scalar(id, row, Standard.StandardField.stage.rawValue) != wantedStage { continue }
      guard case .year(let since) = scalar(id, row, Standard.StandardField.year.rawValue) else { continue }
      if since < first?.year ?? Int.max { first = (row, since) }
      if since <= wanted, since > found?.year ?? Int.min { found = (row, since) }
    }
    if let found { return .record(id, row: found.row) }
    let name = program.schemas[id.index].name
    let labels = first.flatMap { first in
      table.source.map {
        Label(
          $0.place(row: first.row, field: 0),
          Message(en: "it begins in \(first.year)", zh: "自\(first.year)年起才有"))
      }
    }
    report(
      .notInForce, expression.place, en: "no row of ‘\(name)’ is in force in \(wanted)",
      zh: "“\(name)”在\(wanted)年没有适用的标准", labels: labels.map { [$0] } ?? [])
    return .poison
  }
}
