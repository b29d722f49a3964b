import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// 占{小学生 / 学生 * 100}%: the sign is the hundred already, so that 45% would print as 4500%.
  ///
  /// - Parameter unit: the unit that the figure prints in.
  mutating func checkHundredfold(_ value: Expression, in unit: Unit?) {
    guard let unit, unit.kind == .ratio, unit.factor == Number(mantissa: 1, decimals: 2),
      case .product(let operands) = value.resolved(in: program).operation
    else { return }
    let hundred = operands.first { operand in
      if case .constant(.number(let number)) = operand.expression.operation {
        return !operand.isInverse && operand.expression.type == .number && number == Number(100)
      }
      return false
    }
    guard let hundred else { return }
    report(
      .hundredfold, value.place, en: "the figure is multiplied by 100 and then printed in ‘\(unit.name)’",
      zh: "这个数乘了 100，又以“\(unit.name)”印出",
      labels: [Label(hundred.expression.place, Message(en: "multiplied here", zh: "在此相乘"))],
      notes: [
        Message(en: "a ratio is converted to percent as it is printed: leave the 100 out", zh: "比率印出时自会换算成百分数：请去掉 100")
      ])
  }
}
