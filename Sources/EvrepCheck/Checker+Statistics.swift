import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// The type that a statistic of columns gives; nil, reported, where the arguments do not fit.
  mutating func statisticType(_ builtin: Builtin, _ arguments: [Expression], _ node: SyntaxNode) -> Type? {
    switch builtin {
    case .average:
      guard let type = columnOfQuantities(builtin, arguments[0], node) else { return nil }
      if arguments.count == 2, columnOfQuantities(builtin, arguments[1], node) == nil { return nil }
      return type
    case .quantile:
      guard let type = columnOfQuantities(builtin, arguments[0], node) else { return nil }
      switch arguments[1].type {
      case .quantity(.number, _), .quantity(.ratio, _): return type
      default: return fail(builtin, arguments[1], node)
      }
    case .rank:
      guard let subject = quantity(builtin, arguments[0], node),
        let element = columnOfQuantities(builtin, arguments[1], node)
      else { return nil }
      guard Self.fits(subject, element) else {
        return fail(builtin, arguments[1], node)
      }
      return .number
    case .cumulative:
      guard let type = columnOfQuantities(builtin, arguments[0], node) else { return nil }
      guard case .column(let schema, _) = arguments[0].type, arguments[1].type == .record(schema) else {
        return fail(builtin, arguments[1], node)
      }
      return type
    default: return nil
    }
  }

  /// `yearOnYear(row.field)`: a growth rate that is missing where the table has no row of the year before.
  mutating func checkYearOnYear(_ arguments: [Expression], _ node: SyntaxNode, _ scope: Scope) -> Expression {
    guard arguments.count == 1 else {
      reportBuiltinArguments(.yearOnYear, node)
      return poison(node)
    }
    if arguments[0].type == .poison { return poison(node) }
    let cell = arguments[0].resolved(in: program)
    var schema: SchemaID?
    switch cell.operation {
    case .field(let base, _): if case .record(let id) = base.type { schema = id }
    case .rowField(let level, _): if case .row(let id) = scope.rows[level] { schema = id }
    default: break
    }
    guard let schema, case .quantity = cell.type.settled else {
      reportArgument(.yearOnYear, arguments[0], node)
      return poison(node)
    }
    guard program.schemas[schema.index].yearKey != nil else {
      reportNoYearKey(arguments[0], program.schemas[schema.index])
      return poison(node)
    }
    return Expression(
      .call(.yearOnYear, arguments), .optional(.quantity(.ratio, unit: program.registry.unit(named: "%"))), node.place,
      isPrivate: arguments[0].isPrivate)
  }

  private mutating func reportNoYearKey(_ argument: Expression, _ schema: Schema) {
    report(
      .wrongArguments, argument.place, en: "‘\(schema.name)’ has no key of type year, so no row of the year before",
      zh: "“\(schema.name)”没有类型为年份的主键，无从找到上一年的一行",
      labels: [Label(schema.place, Message(en: "declared here", zh: "在此声明"))])
  }
}

extension Schema {
  /// The field by which a row's year is known: a key of type `year`.
  package var yearKey: Int? { fields.firstIndex { $0.isKey && $0.type == .year } }
}
