import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// 占{小学生 / 学生 * 100}%, {deaths / people * 1000} per 1,000: the unit is the hundred already, so that 45% would print as 4500%.
  /// So is {支出 / 10000}万元, which would print a ten-thousandth.
  ///
  /// - Parameter unit: the unit that the figure prints in.
  mutating func checkHundredfold(_ value: Expression, in unit: Unit?, _ stated: StatedUnit?, _ node: SyntaxNode) {
    guard let unit, unit.factor != .one, case .product(let operands) = unscaled(value).operation else { return }
    for operand in operands {
      guard case .constant(.number(let number)) = operand.expression.operation, operand.expression.type == .number,
        number >= Self.leastScale,
        operand.isInverse ? number == unit.factor : (try? number.multiplied(by: unit.factor)) == .one
      else { continue }
      // A number of things that a figure is per has the name that the prose gives it.
      var name = unit.spoken
      if let stated, name.hasPrefix("/") {
        name = String(decoding: node.fileBytes[stated.range].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      }
      return reportHundredfold(value, operand, number, name.isEmpty ? unit.name : name, unit)
    }
  }

  /// Smaller numbers may be meant, half of so many pairs; 60 is the least that units are made of by habit.
  private static let leastScale = Number(60)

  /// What a figure's name, its rounding, or a function of the writer stands for.
  private func unscaled(_ value: Expression) -> Expression {
    switch value.operation {
    case .definition(let index): unscaled(program.definitions[index].expression)
    case .call(.round, let arguments): arguments.first.map { unscaled($0) } ?? value
    case .apply(_, _, let body): unscaled(body)
    default: value
    }
  }

  private mutating func reportHundredfold(
    _ value: Expression, _ operand: Operand, _ number: Number, _ name: String, _ unit: Unit
  ) {
    let count = number.exactText
    let isDivided = operand.isInverse
    report(
      .hundredfold, value.place,
      en: "the figure is \(isDivided ? "divided" : "multiplied") by \(count) and then printed in ‘\(name)’",
      zh: "这个数\(isDivided ? "除以" : "乘")了 \(count)，又以“\(name)”印出",
      labels: [
        Label(
          operand.expression.place,
          isDivided ? Message(en: "divided here", zh: "在此相除") : Message(en: "multiplied here", zh: "在此相乘"))
      ],
      notes: [
        unit.name == "%"
          ? Message(
            en: "a ratio is converted to percent as it is printed: leave the 100 out", zh: "比率印出时自会换算成百分数：请去掉 100")
          : Message(
            en: "a figure is converted to its unit as it is printed: leave the \(count) out",
            zh: "数在印出时自会换算成它的单位：请去掉 \(count)")
      ])
  }
}
