import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// A type as a message names it.
  func describe(_ type: Type) -> Message {
    switch type {
    case .text: return Message(en: "text", zh: "文本")
    case .bool: return Message(en: "a truth value", zh: "真假值")
    case .date: return Message(en: "a date", zh: "日期")
    case .year: return Message(en: "a year", zh: "年份")
    case .quantity(let kind, let unit): return describe(kind, unit)
    case .enumeration(let enumeration):
      let cases = enumeration.cases.prefix(4).joined(separator: " | ") + (enumeration.cases.count > 4 ? " | …" : "")
      return Message(en: "one of \(cases)", zh: "取值 \(cases)")
    case .record(let schema) where program.schemas[schema.index].isStandard:
      return named(schema, en: "the standard", zh: "标准")
    case .record(let schema): return named(schema, en: "a row of", zh: "的一行")
    case .table(let schema): return named(schema, en: "the table", zh: "表")
    case .groups(let schema, _): return named(schema, en: "groups of", zh: "的分组")
    case .group(let schema, _): return named(schema, en: "a group of", zh: "的一组")
    case .column(let schema, let element):
      let inner = describe(element)
      let name = program.schemas[schema.index].name
      return Message(
        en: "a column of ‘\(name)’ with \(inner[.english])", zh: "“\(name)”的一列（\(inner[.chinese])）")
    case .list(let element):
      let inner = describe(element)
      return Message(en: "a list of \(inner[.english])", zh: "\(inner[.chinese])的列表")
    case .range(let element):
      let inner = describe(element)
      return Message(en: "a range of \(inner[.english])", zh: "\(inner[.chinese])的区间")
    case .optional(let wrapped):
      let inner = describe(wrapped)
      return Message(en: "\(inner[.english]) that may be missing", zh: "可能缺失的\(inner[.chinese])")
    case .poison: return Message(en: "an unknown value", zh: "未知的值")
    }
  }

  /// A kind of quantity as a message names it.
  func describe(_ kind: QuantityKind, _ unit: Unit?) -> Message {
    switch kind {
    case .number: return Message(en: "a bare number", zh: "不带单位的数")
    case .ratio: return Message(en: "a ratio (%)", zh: "比率（%）")
    case .points: return Message(en: "an amount in percentage points", zh: "百分点")
    case .dimension(let dimension):
      let name = unit?.plural ?? program.registry.describe(dimension)
      if name.hasPrefix("1/"), case let below = String(name.dropFirst(2)) {
        let things = program.registry.unit(named: below)?.plural ?? below
        return Message(en: "a bare number divided by a number of \(things)", zh: "不带单位的数除以以“\(below)”计的量所得的数")
      }
      return Message(en: "an amount in \(name)", zh: "以“\(name)”计的量")
    }
  }

  private func named(_ schema: SchemaID, en: String, zh: String) -> Message {
    let name = program.schemas[schema.index].name
    return Message(en: "\(en) ‘\(name)’", zh: "“\(name)”\(zh)")
  }

  /// A label at the declaration that gave a value its type, where the value is a field's.
  func origin(of expression: Expression) -> [Label] {
    let field: Field?
    switch expression.operation {
    case .field(let base, let index), .column(let base, let index): field = schema(of: base.type)?.fields[index]
    case .definition(let index):
      let definition = program.definitions[index]
      let what = describe(definition.expression.type)
      return [
        Label(
          definition.place,
          Message(en: "‘\(definition.name)’ is \(what[.english])", zh: "“\(definition.name)”是\(what[.chinese])"))
      ]
    case .call(.sum, let arguments), .call(.average, let arguments), .call(.median, let arguments),
      .call(.quantile, let arguments), .call(.cumulative, let arguments):
      return arguments.first.map { origin(of: $0) } ?? []
    case .call(.min, let arguments) where arguments.count == 1, .call(.max, let arguments) where arguments.count == 1:
      return origin(of: arguments[0])
    case .call(.count, let arguments):
      guard let schema = arguments.first.flatMap({ schema(of: $0.type) }), !schema.place.range.isEmpty else {
        return []
      }
      let unit = schema.countingUnit?.plural
      return [
        Label(
          schema.place,
          Message(
            en: unit.map { "‘\(schema.name)’ is counted in \($0)" } ?? "‘\(schema.name)’ declares no unit to count in",
            zh: unit.map { "“\(schema.name)”以“\($0)”计数" } ?? "“\(schema.name)”没有声明计数单位"))
      ]
    case .filter(let base, _, _), .skippingMissing(let base): return origin(of: base)
    case .apply(let slots, _, let body):
      guard let function = lets.first(where: { $0.instances.contains { $0.slots == slots } }) else { return [] }
      let (name, what) = (function.name.text, describe(body.type))
      return [
        Label(
          function.name.place,
          Message(en: "‘\(name)’ gives \(what[.english])", zh: "“\(name)”得出\(what[.chinese])"))
      ]
    default: field = nil
    }
    return field.map(declaration(of:)) ?? []
  }

  /// What gave a value its type, where one value is asked for: a column's cells are of another shape, not of another type.
  func valueOrigin(of expression: Expression) -> [Label] {
    if case .column = expression.type, case let shape = shape(of: expression), !shape.isEmpty { return shape }
    if case .column = expression.operation { return [] }
    return origin(of: expression)
  }

  /// A label at the definition whose value is a table or one row, where that makes a field of it a column or one value.
  func shape(of expression: Expression) -> [Label] {
    switch expression.operation {
    case .column(let base, _), .field(let base, _):
      guard case .definition = base.operation else { return [] }
      return origin(of: base)
    default: return []
    }
  }

  /// A label at a field's declaration.
  func declaration(of field: Field) -> [Label] {
    guard !field.place.range.isEmpty else { return [] }
    let what = describe(field.type)
    return [
      Label(
        field.place,
        Message(en: "‘\(field.name)’ is declared as \(what[.english])", zh: "“\(field.name)”声明为\(what[.chinese])"))
    ]
  }

  private func schema(of type: Type) -> Schema? {
    switch type {
    case .record(let id), .table(let id), .column(let id, _), .group(let id, _), .groups(let id, _):
      program.schemas[id.index]
    default: nil
    }
  }
}
