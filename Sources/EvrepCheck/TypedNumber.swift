package import EvrepSource
package import EvrepUnits

/// A quantity that the prose spells itself: 5所, 38%, £1.2 million.
package struct TypedNumber: Sendable {
  /// Its digits in the source, without the unit.
  package let digits: ByteRange
  /// The digits with the unit.
  package let range: ByteRange
  /// In base units.
  package let value: Number
  package let unit: Unit
  /// The number of digits, zeros before the first other one left out.
  package let digitCount: Int
  /// The number of digits without the zeros at the end of a whole number.
  package let significantCount: Int
}

extension Program {
  /// Numbers in the report's prose with a unit, in the order of the source. Linear in the prose.
  ///
  /// Time is told, not counted: 2022年, 3天 and 12岁 are none.
  package func typedNumbers() -> [TypedNumber] {
    let times = ["年", "天", "小时", "个月", "岁", "期"].compactMap { registry.unit(named: $0)?.kind }
    var numbers: [TypedNumber] = []
    collect(&numbers, items)
    return numbers.filter { !times.contains($0.unit.kind) }
  }

  /// Adds those of each stretch of prose.
  private func collect(_ numbers: inout [TypedNumber], _ items: [Item]) {
    for item in items {
      switch item {
      case .text(let range): TypedNumberScanner(bytes: bytes, range: range, registry: registry).collect(&numbers)
      case .when(let branches): for branch in branches { collect(&numbers, branch.items) }
      case .each(_, _, let inner), .problem(_, _, let inner, _), .measures(let inner, _), .series(let inner, _):
        collect(&numbers, inner)
      case .hole, .reference, .anchor: break
      }
    }
  }
}
