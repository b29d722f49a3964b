import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// growth(上年, 本年): the later level comes first, as the years of the rows tell that both are from.
  ///
  /// - Returns: true where it is the other way round, which has been reported.
  mutating func judgeYears(_ hole: Hole) -> Bool {
    guard let (now, before) = growth(hole.expression), let order = order(now, before), order < 0 else { return false }
    guard reportedAgreement.insert(hole.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit else {
      return true
    }
    let labels = [
      Label(now.place, Message(en: "this is the earlier", zh: "这是较早的")),
      Label(before.place, Message(en: "this is the later", zh: "这是较晚的")),
    ]
    let isInHole = now.place.file == hole.place.file && hole.place.range.contains(now.place.range.lowerBound)
    diagnostics.append(
      Diagnostic(
        .swappedYears,
        at: isInHole
          ? Place(now.place.file, now.place.range.lowerBound..<before.place.range.upperBound) : hole.place,
        Message(
          en: "a growth rate takes the later level first, and these are the other way round",
          zh: "增幅先写后一年的数，这里先后颠倒"),
        labels: labels, fixIts: swap(now, before)))
    return true
  }

  /// The levels of a growth rate; nil for what is none.
  private func growth(_ expression: Expression) -> (now: Expression, before: Expression)? {
    var expression = resolved(expression)
    while true {
      switch expression.operation {
      case .negation(let inner): expression = resolved(inner)
      case .call(.abs, let arguments), .call(.round, let arguments): expression = resolved(arguments[0])
      case .call(.growth, let arguments): return (arguments[0], arguments[1])
      default: return nil
      }
    }
  }

  private func swap(_ now: Expression, _ before: Expression) -> [FixIt] {
    let (left, right) = (now.place, before.place)
    guard left.file == program.file, right.file == program.file, left.range.upperBound <= right.range.lowerBound else {
      return []
    }
    func text(_ range: ByteRange) -> String { String(decoding: program.bytes[range], as: UTF8.self) }
    let swapped =
      text(right.range) + text(left.range.upperBound..<right.range.lowerBound) + text(left.range)
    return [
      FixIt(
        Message(en: "write ‘\(swapped)’", zh: "写作“\(swapped)”"),
        replace: Place(left.file, left.range.lowerBound..<right.range.upperBound), with: swapped)
    ]
  }

  // MARK: When a value is of

  /// The year or day that a value is of.
  private enum Moment: Equatable {
    /// A constant is of none.
    case none
    case at(SchemaID, Int)
    /// Of several, or nobody knows.
    case unknown

    func joined(_ other: Moment) -> Moment {
      if self == other || other == .none { return self }
      return self == .none ? other : .unknown
    }
  }

  /// 1 where the first value is of a later year or day than the second, -1 where it is of an earlier one, by the rows
  /// that they come from; nil where those do not tell.
  mutating func order(_ left: Expression, _ right: Expression) -> Int? {
    var (seenLeft, seenRight) = (InternTable<Int>(), InternTable<Int>())
    guard case .at(let schema, let first) = moment(left, &seenLeft),
      case .at(schema, let second) = moment(right, &seenRight)
    else { return nil }
    return (first - second).signum()
  }

  /// The year of the row or rows that a value is of; nil where it is of several years or of none.
  mutating func yearOfRow(_ expression: Expression) -> Int? {
    var seen = InternTable<Int>()
    guard case .at(let schema, let moment) = moment(expression, &seen), let field = dating(schema),
      program.schemas[schema.index].fields[field].type == .year
    else { return nil }
    return moment
  }

  /// - Parameter seen: the definitions that were gone through: again they add nothing to the moments that are joined.
  private mutating func moment(_ expression: Expression, _ seen: inout InternTable<Int>) -> Moment {
    switch expression.operation {
    case .definition(let index):
      return seen.intern(index).isNew ? moment(program.definitions[index].expression, &seen) : .none
    case .constant, .parameter: return .none
    case .field(let row, _):
      return moment(ofArgument: row, &seen)
    case .column(let rows, _): return moment(rows, &seen)
    case .skippingMissing(let base), .negation(let base): return moment(base, &seen)
    case .filter(let base, let condition, let level): return moment(base, condition, level, &seen)
    case .sum(let operands), .product(let operands):
      return operands.reduce(.none) { $0 == .unknown ? .unknown : $0.joined(moment($1.expression, &seen)) }
    case .apply(_, let arguments, _):
      return arguments.reduce(.none) { $0 == .unknown ? .unknown : $0.joined(moment(ofArgument: $1, &seen)) }
    case .call(_, let arguments):
      return arguments.reduce(.none) { $0 == .unknown ? .unknown : $0.joined(moment($1, &seen)) }
    default: return .unknown
    }
  }

  /// A row is of its own year.
  private mutating func moment(ofArgument argument: Expression, _ seen: inout InternTable<Int>) -> Moment {
    guard case .record = argument.type else { return moment(argument, &seen) }
    guard case .record(let schema, let index) = value(argument), let field = dating(schema) else { return .unknown }
    switch scalar(schema, index, field) {
    case .year(let moment), .date(let moment): return .at(schema, moment)
    default: return .unknown
    }
  }

  /// Rows of one year: 经费 其中 年度 = 2024.
  private mutating func moment(
    _ base: Expression, _ condition: Expression, _ level: Int, _ seen: inout InternTable<Int>
  ) -> Moment {
    let schema: SchemaID
    switch base.type {
    case .table(let table), .column(let table, _): schema = table
    default: return .unknown
    }
    guard case .comparison(let sides, let operators) = condition.operation, operators == [.equal],
      case .rowField(level, let field) = sides[0].operation, dating(schema) == field,
      case .scalar(.year(let year)) = value(sides[1])
    else { return moment(base, &seen) }
    return .at(schema, year)
  }

  /// The field of a table that says when a row is of.
  func dating(_ schema: SchemaID) -> Int? {
    // Through the indices: a loop over the fields copies each one.
    let fields = program.schemas[schema.index].fields
    return fields.indices.first { index in
      switch fields[index].type {
      case .year, .date: true
      default: false
      }
    }
  }
}
