package import EvrepModel
package import EvrepSource

/// A piece of text with holes: a title, a message, a string.
package enum TextPiece: Sendable {
  case text(String)
  case hole(Hole)
}

/// A checked expression. Immutable; identical holes share one.
package final class Expression: Sendable {
  package let operation: Operation
  package let type: Type
  /// Where the source spells it.
  package let place: Place
  /// True where a `private` parameter or field is read.
  package let isPrivate: Bool

  init(_ operation: Operation, _ type: Type, _ place: Place, isPrivate: Bool = false) {
    self.operation = operation
    self.type = type
    self.place = place
    self.isPrivate = isPrivate
  }

  /// The same in its place, of which something was reported.
  var withoutValue: Expression { Expression(.poison, type, place, isPrivate: isPrivate) }
}

/// One operand of a sum or product.
package struct Operand: Sendable {
  package let expression: Expression
  /// Subtracted in a sum, divided by in a product.
  package let isInverse: Bool

  package init(expression: Expression, isInverse: Bool) {
    self.expression = expression
    self.isInverse = isInverse
  }
}

package enum ComparisonOperator: Int, Sendable, Hashable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
  /// Equal for some values of which the cells of data are the rounded forms.
  case withinRounding
}

/// What an expression does. Types have been checked: the evaluator meets no wrong ones.
package enum Operation: Sendable {
  case constant(Scalar)
  case parameter(Int)
  case definition(Int)
  case table(SchemaID)
  /// The value of an `each` name or a function's argument.
  case local(Int)
  /// A field of the row that `where` or `order by` looks at; `level` counts such scopes from the outermost, from 0.
  case rowField(level: Int, field: Int)
  /// The key of the group that `order by` looks at.
  case scopeKey(level: Int)
  /// A column of the group that `order by` looks at.
  case scopeColumn(level: Int, field: Int)
  case field(Expression, Int)
  case groupKey(Expression)
  case column(Expression, field: Int)
  case sum([Operand])
  case product([Operand])
  case negation(Expression)
  /// `a < b <= c` holds where each neighbour pair does.
  case comparison([Expression], [ComparisonOperator])
  case membership(Expression, [Expression])
  case isMissing(Expression, negated: Bool)
  case coalescing([Expression])
  case not(Expression)
  case and([Expression])
  case or([Expression])
  case conditional(Expression, then: Expression, else: Expression)
  case filter(Expression, where: Expression, level: Int)
  case grouping(Expression, field: Int)
  case ordering(Expression, by: Expression, level: Int, descending: Bool)
  case skippingMissing(Expression)
  /// The first `count` rows, groups or cells.
  case taking(Expression, count: Expression)
  /// The row of a standard that is in force in a year, for a stage where it has stages.
  case inForce(SchemaID, stage: Expression?, year: Expression)
  case list([Expression])
  case call(Builtin, [Expression])
  /// A call of a writer's function: the arguments go to `slots`, then the body is evaluated.
  case apply(slots: [Int], arguments: [Expression], body: Expression)
  case interpolation([TextPiece])
  case poison
}
