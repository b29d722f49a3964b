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
    let product = unscaled(value)
    guard let unit, unit.factor != .one, case .product(let operands) = product.operation else { return }
    for operand in operands {
      guard case .constant(.number(let number)) = operand.expression.operation,
        // 1万 is a number with a scale.
        case .quantity(.number, _) = operand.expression.type,
        number >= Self.leastScale,
        operand.isInverse ? number == unit.factor : (try? number.multiplied(by: unit.factor)) == .one
      else { continue }
      // A number of things that a figure is per has the name that the prose gives it.
      var name = unit.spoken
      if let stated, name.hasPrefix("/") {
        name = String(decoding: node.fileBytes[stated.range].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
      }
      return reportHundredfold(
        value, operand, number, name.isEmpty ? unit.name : name, unit, without(operand, product, value, node))
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

  /// The figure without the number that brings it to its unit, where both stand in the hole: rounded to that unit it is a ratio no more.
  private func without(_ operand: Operand, _ product: Expression, _ value: Expression, _ node: SyntaxNode) -> [FixIt] {
    let (bytes, number, whole) = (node.fileBytes, operand.expression.place.range, product.place.range)
    guard product.place.file == node.file, value.place.file == node.file, value.place.contains(product.place),
      operand.expression.place.file == node.file, product.place.contains(operand.expression.place)
    else { return [] }
    func skipBlanks(from offset: Int) -> Int { offset + bytes[offset..<whole.upperBound].prefix { $0 == 0x20 }.count }
    func lastBeforeBlanks(_ offset: Int) -> Int {
      offset - bytes[whole.lowerBound..<offset].reversed().prefix { $0 == 0x20 }.count
    }
    let isFirst = number.lowerBound == whole.lowerBound
    var cut = number
    if isFirst {
      let sign = skipBlanks(from: number.upperBound)
      guard let length = Self.signs(operand.isInverse).first(where: { bytes[sign...].starts(with: $0) })?.count else {
        return []
      }
      cut = number.lowerBound..<skipBlanks(from: sign + length)
    } else {
      let end = lastBeforeBlanks(number.lowerBound)
      let before = bytes[whole.lowerBound..<end]
      guard
        let sign = Self.signs(operand.isInverse).first(where: {
          before.suffix($0.count).elementsEqual($0)
        })
      else { return [] }
      cut = lastBeforeBlanks(end - sign.count)..<number.upperBound
    }
    let left = String(
      decoding: bytes[whole.lowerBound..<cut.lowerBound] + bytes[cut.upperBound..<whole.upperBound], as: UTF8.self)
    let taken = String(decoding: bytes[cut], as: UTF8.self).drop { $0 == " " }
    let shown = taken.reversed().drop { $0 == " " }.reversed()
    return [
      product.place == value.place
        ? FixIt(
          Message(en: "take out ‘\(String(shown))’", zh: "去掉“\(String(shown))”"), replace: Place(node.file, cut),
          with: "")
        : FixIt(Message(en: "write ‘\(left)’", zh: "写作“\(left)”"), replace: value.place, with: left)
    ]
  }

  /// The signs that multiply, or divide.
  private static func signs(_ isInverse: Bool) -> [[UInt8]] {
    (isInverse ? ["/", "÷", "／"] : ["*", "×", "＊"]).map { Array($0.utf8) }
  }

  private mutating func reportHundredfold(
    _ value: Expression, _ operand: Operand, _ number: Number, _ name: String, _ unit: Unit, _ fixIts: [FixIt]
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
      ], fixIts: fixIts)
  }
}
