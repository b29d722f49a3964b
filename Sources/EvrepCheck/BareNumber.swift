import EvrepModel
import EvrepSource
import EvrepUnits

// rate < 90% of a column of 86.4, 95.1: bare numbers where a ratio is meant. The condition would always be decided the same way, and
// the problem that it guards would vanish.
extension Checker {
  /// True for a bare number beside a ratio that cannot be meant so, which is reported: a literal above 1, or the cells of a field that
  /// is declared as a bare number beside what is a percentage as it is declared or written. A quotient or a count may be a ratio.
  ///
  /// - Parameters:
  ///   - scope: where the two stand, in which fields of rows may be named.
  ///   - isCompared: false where the two are added or one is taken off the other.
  mutating func refusesBare(_ bare: Expression, _ ratio: Expression, _ scope: Scope?, isCompared: Bool) -> Bool {
    // A name may stand for the number: 45 is no share for being called 公办.
    if case .constant(.number(let value)) = bare.resolved(in: program).operation {
      guard value.magnitude > .one else { return false }
      reportBareNumberAgainstRatio(bare, ratio, isCompared: isCompared)
      return true
    }
    guard let field = fieldRead(by: bare, scope), field.type.settled == .number, field.typePlace != nil,
      isPercentage(ratio, scope)
    else { return false }
    reportBareField(field, bare, ratio, isCompared: isCompared)
    return true
  }

  /// True for a ratio that is written, a parameter, and the cells of a field.
  private func isPercentage(_ ratio: Expression, _ scope: Scope?) -> Bool {
    switch ratio.resolved(in: program).operation {
    case .constant, .parameter: true
    default: fieldRead(by: ratio, scope) != nil
    }
  }

  /// The field whose cells a value is, or is an aggregate over.
  private func fieldRead(by value: Expression, _ scope: Scope?) -> Field? {
    switch value.operation {
    case .definition(let index): return fieldRead(by: program.definitions[index].expression, scope)
    case .call(let function, let arguments):
      guard Self.ofCells.contains(function), let first = arguments.first,
        arguments.count == 1 || ![.min, .max].contains(function)
      else { return nil }
      return fieldRead(by: first, scope)
    case .skippingMissing(let base), .negation(let base): return fieldRead(by: base, scope)
    case .coalescing(let values): return values.first.flatMap { fieldRead(by: $0, scope) }
    case .column(let base, let index), .field(let base, let index):
      switch base.type {
      case .record(let id), .table(let id), .group(let id, _): return field(index, id)
      default: return nil
      }
    case .rowField(let level, let index):
      guard let scope, scope.rows.indices.contains(level) else { return nil }
      return field(index, scope.rows[level].schema)
    default: return nil
    }
  }

  private func field(_ index: Int, _ id: SchemaID) -> Field? {
    let schema = program.schemas[id.index]
    return !schema.isStandard && schema.fields.indices.contains(index) ? schema.fields[index] : nil
  }

  /// The functions that give what a column holds.
  private static let ofCells: Set<Builtin> = [
    .average, .median, .min, .max, .quantile, .first, .last, .only, .round, .abs,
  ]
}
