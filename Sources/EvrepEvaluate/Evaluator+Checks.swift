import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Evaluates every check; one that fails is an error that shows the values on both sides.
  mutating func runChecks() {
    for check in program.checks {
      if recorder != nil { recordCheck(check) }
      guard truth(check.condition) == false else { continue }
      var labels: [Label] = []
      explain(check.condition, &labels)
      var message = ""
      for piece in check.message {
        switch piece {
        case .text(let text): message += text
        case .hole(let hole): message += print(hole)?.text ?? ""
        }
      }
      report(
        .checkFailed, check.condition.place, en: "the check ‘\(check.name)’ fails", zh: "核验“\(check.name)”不成立",
        labels: labels, notes: message.isEmpty ? [] : [Message(en: message, zh: message)])
    }
  }

  /// Labels with the values that a condition compares.
  mutating func explain(_ condition: Expression, _ labels: inout [Label]) {
    switch condition.operation {
    case .and(let operands), .or(let operands): for operand in operands { explain(operand, &labels) }
    case .not(let inner): explain(inner, &labels)
    case .comparison(let operands, _):
      for operand in operands {
        if case .constant = operand.operation { continue }
        guard case .scalar(let scalar) = value(operand) else { continue }
        let text = described(scalar, operand.type)
        labels.append(Label(operand.place, Message(en: "this is \(text)", zh: "这是 \(text)")))
        labels += cells(of: operand)
      }
    default: break
    }
  }

  /// A value with its unit, for a message.
  private func described(_ scalar: Scalar, _ type: Type) -> String {
    guard case .number(let number) = scalar, case .quantity(let kind, let declared) = type.settled else {
      return text(scalar, type)
    }
    let standard = kind == .ratio ? "%" : kind == .points ? "百分点" : nil
    let unit =
      declared ?? standard.flatMap { program.registry.unit(named: $0) } ?? program.registry.baseUnit(of: kind)
      ?? .number
    var form = PrintedForm()
    form.decimalLimit = 6
    guard let scaled = try? number.divided(by: unit.factor) else { return "…" }
    return Self.digits(scaled, form) + unit.name
  }
}
