import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Gives every parameter its value: from the settings, else its default.
  mutating func setParameters() {
    for setting in settings.parameters
    where !program.parameters.contains(where: { $0.isSettable && $0.name == setting.name }) {
      let names = program.parameters.filter(\.isSettable).map(\.name)
      let nearest = Nearest.match(for: setting.name, in: names).map { name in
        Message(en: "did you mean ‘\(name)’?", zh: "是不是“\(name)”？")
      }
      report(
        .badSetting, nil, en: "--set \(setting.name)=…: the report has no parameter ‘\(setting.name)’",
        zh: "--set \(setting.name)=…：报告没有参数“\(setting.name)”",
        notes: (nearest.map { [$0] } ?? [])
          + (names.isEmpty
            ? []
            : [
              Message(
                en: "its parameters are \(names.joined(separator: ", "))",
                zh: "它的参数有：\(names.joined(separator: "、"))")
            ]))
    }
    for (index, parameter) in program.parameters.enumerated() {
      if let value = givenParameters[index] {
        parameters[index] = value
      } else if parameter.isSettable, let setting = settings.parameters.last(where: { $0.name == parameter.name }) {
        parameters[index] = parse(setting.value, parameter)
      } else if let fallback = parameter.fallback {
        parameters[index] = value(fallback)
      } else {
        parameters[index] = parameter.type.isOptional ? .scalar(.missing) : .poison
        if !parameter.type.isOptional && parameter.type != .poison {
          report(
            .parameterMissing, parameter.place, severity: settings.isDraft ? .warning : .error,
            en: "the parameter ‘\(parameter.name)’ has no value",
            zh: "参数“\(parameter.name)”没有值",
            notes: [
              settings.isScenario
                ? Message(
                  en: "give it a default, or let the scenario set \(parameter.name)",
                  zh: "给它一个默认值，或在情景中设定\(parameter.name)")
                : Message(
                  en: "give it a default, or set it by --set \(parameter.name)=…",
                  zh: "给它一个默认值，或用 --set \(parameter.name)=… 设定")
            ])
        }
      }
    }
  }

  private mutating func parse(_ text: String, _ parameter: Parameter) -> Value {
    let type = parameter.type.settled
    if case .list(let element) = type {
      var scalars: [Scalar] = []
      for part in text.split(whereSeparator: { $0 == "," || $0 == "、" }) {
        guard let scalar = scalar(String(part), element) else { return bad(text, parameter) }
        scalars.append(scalar)
      }
      return .list(scalars)
    }
    return scalar(text, type).map { .scalar($0) } ?? bad(text, parameter)
  }

  /// Reads a value of `type` as the command line spells it; nil where it is none.
  private func scalar(_ text: String, _ type: Type) -> Scalar? {
    switch type.settled {
    case .text: return .text(text)
    case .bool:
      return ["true", "真", "是"].contains(text) ? .bool(true) : ["false", "假", "否"].contains(text) ? .bool(false) : nil
    case .date: return CalendarDate.days(iso: text).map(Scalar.date)
    case .year: return Int(text).flatMap { (1...9999).contains($0) ? Scalar.year($0) : nil }
    case .enumeration(let enumeration): return enumeration.index(of: text).map(Scalar.enumeration)
    case .quantity(let kind, let unit): return number(text, kind, unit)
    default: return nil
    }
  }

  /// A number with or without a unit; without one it is in the declared unit.
  private func number(_ text: String, _ kind: QuantityKind, _ declared: Unit?) -> Scalar? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    guard let number = Number(decimal: String(digits)) else { return nil }
    let name = text.dropFirst(digits.count).drop { $0 == " " }
    let unit = name.isEmpty ? declared ?? .number : program.registry.unit(named: String(name))
    guard let unit, unit.kind == kind else { return nil }
    return (try? number.multiplied(by: unit.factor)).map(Scalar.number)
  }

  private mutating func bad(_ text: String, _ parameter: Parameter) -> Value {
    report(
      .badSetting, parameter.place, en: "--set \(parameter.name)=\(text): the value does not fit the parameter's type",
      zh: "--set \(parameter.name)=\(text)：这个值不符合参数的类型",
      notes: [form(of: parameter.type.settled)]
        + nearestCase(text, parameter.type.settled))
    return .poison
  }

  /// What a value of the type looks like on the command line.
  private func form(of type: Type) -> Message {
    switch type {
    case .bool: Message(en: "it is ‘true’ or ‘false’", zh: "它是“是”或“否”")
    case .date: Message(en: "it is a date, such as 2022-12-31", zh: "它是日期，如 2022-12-31")
    case .year: Message(en: "it is a year, such as 2022", zh: "它是年份，如 2022")
    case .enumeration(let enumeration):
      Message(
        en: "it is one of \(enumeration.cases.joined(separator: ", "))",
        zh: "它的取值有：\(enumeration.cases.joined(separator: "、"))")
    case .quantity(_, let unit):
      if let unit, unit != .number {
        Message(en: "it is a number in \(unit.plural), or with another such unit", zh: "它是以“\(unit.name)”计的数，也可带同类单位")
      } else {
        Message(en: "it is a number without a unit", zh: "它是不带单位的数")
      }
    case .list(let element):
      Message(
        en: "it is a list with commas between; \(form(of: element)[.english]) each",
        zh: "它是列表，各项用逗号隔开；每一项：\(form(of: element)[.chinese])")
    default: Message(en: "it is a text", zh: "它是文本")
    }
  }

  private func nearestCase(_ text: String, _ type: Type) -> [Message] {
    guard case .enumeration(let enumeration) = type, let near = Nearest.match(for: text, in: enumeration.cases) else {
      return []
    }
    return [Message(en: "did you mean ‘\(near)’?", zh: "是不是“\(near)”？")]
  }
}
