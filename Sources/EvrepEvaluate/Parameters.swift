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
    case .year:
      let digits = text.hasSuffix("年") ? String(text.dropLast()) : text
      guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 &- 0x30 <= 9 }), let year = Int(digits), year > 0 else {
        return nil
      }
      return .year(year)
    case .enumeration(let enumeration): return enumeration.index(of: text).map(Scalar.enumeration)
    case .quantity(let kind, let unit): return number(text, kind, unit)
    default: return nil
    }
  }

  /// A number in the unit that stands behind it, or around it as £ does; a bare number only where none is declared.
  private func number(_ text: String, _ kind: QuantityKind, _ declared: Unit?) -> Scalar? {
    let (sign, rest) = Unit.signed(text) ?? ("", text[...])
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    guard let number = Number(decimal: String(digits)) else { return nil }
    let name = sign + rest.dropFirst(digits.count).drop { $0 == " " }
    guard !name.isEmpty || kind == .number,
      let unit = name.isEmpty ? declared ?? .number : program.registry.unit(spelled: name), unit.kind == kind
    else { return nil }
    return (try? number.multiplied(by: unit.factor)).map(Scalar.number)
  }

  private mutating func bad(_ text: String, _ parameter: Parameter) -> Value {
    let wanted = expected(parameter.type.settled)
    report(
      .badSetting, parameter.place, en: "--set \(parameter.name)=\(text): expected \(wanted.en)",
      zh: "--set \(parameter.name)=\(text)：应为\(wanted.zh)", notes: suggestion(text, parameter))
    return .poison
  }

  private func suggestion(_ text: String, _ parameter: Parameter) -> [Message] {
    guard case .enumeration(let enumeration) = parameter.type.settled,
      let near = Nearest.value(for: text, in: enumeration.cases)
    else { return [] }
    return [Message(en: "did you mean ‘\(near)’?", zh: "是不是“\(near)”？")]
  }

  /// What a value of `type` looks like on the command line.
  private func expected(_ type: Type) -> (en: String, zh: String) {
    switch type.settled {
    case .bool: return ("‘true’ or ‘false’", "“是”或“否”")
    case .date: return ("a date such as 2022-12-31", "形如 2022-12-31 的日期")
    case .year: return ("a year of four digits, such as 2022", "四位数的年份，如 2022")
    case .enumeration(let enumeration):
      let cases = enumeration.cases
      return (
        "one of \(cases.map { "‘\($0)’" }.joined(separator: ", "))",
        "以下之一：\(cases.map { "“\($0)”" }.joined(separator: "、"))"
      )
    case .list(let element):
      let one = expected(element)
      return ("items with commas between, each \(one.en)", "用“、”隔开的各项，每项为\(one.zh)")
    case .quantity(_, let unit?):
      let example = Unit.phrase("3", unit.plural)
      return ("a number with its unit, such as \(example)", "带单位的数，如 \(example)")
    case .quantity(.number, nil): return ("a number without a unit", "不带单位的数")
    default: return ("a value of its type", "符合其类型的值")
    }
  }
}
