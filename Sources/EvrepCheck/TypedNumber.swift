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
    for range in texts(items) { TypedNumberScanner(bytes: bytes, range: range, registry: registry).collect(&numbers) }
    return numbers.filter { !times.contains($0.unit.kind) }
  }

  /// The stretches of prose.
  private func texts(_ items: [Item]) -> [ByteRange] {
    items.flatMap { item -> [ByteRange] in
      switch item {
      case .text(let range): [range]
      case .when(let branches): branches.flatMap { texts($0.items) }
      case .each(_, _, let inner), .problem(_, _, let inner, _), .measures(let inner, _), .series(let inner, _):
        texts(inner)
      case .hole, .reference, .anchor: []
      }
    }
  }
}
