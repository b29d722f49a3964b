import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  mutating func reportEmptyStandard(_ name: SyntaxNode) {
    report(
      .unevenStandard, name.place, en: "the standard ‘\(name.text)’ has no rows", zh: "标准“\(name.text)”没有任何一行",
      notes: [
        Message(en: "a row is ‘>= 50% since 2020 \"source\"’", zh: "每行写作“≥ 50% 自 2020 \"来源\"”")
      ])
  }

  mutating func reportUnevenStandard(_ place: Place, _ first: Place, en: String, zh: String) {
    report(
      .unevenStandard, place, en: "this row \(en)", zh: "这一行\(zh)",
      labels: [Label(first, Message(en: "the row that it is held against", zh: "对照的一行"))],
      notes: [
        Message(
          en: "the rows of a standard look one way and measure one thing, each for a stage and a year of its own",
          zh: "同一标准的各行方向一致、计量相同，学段与年份各不相同")
      ])
  }

  mutating func reportNoYear(_ leaf: SyntaxNode) {
    report(.badNumber, leaf.place, en: "a year is a whole number from 1 to 9999", zh: "年份应为 1 至 9999 的整数")
  }

  mutating func reportLevelNotConstant(_ level: Expression) {
    report(
      .constantRequired, level.place, en: "a standard's level is made of numbers alone", zh: "标准的限值只能由数字构成",
      notes: [
        Message(en: "as in ‘>= 50%’, ‘<= 45 人’ or ‘>= 1 人 / 15 人’", zh: "例如“≥ 50%”“≤ 45 人”“≥ 1 人 / 15 人”")
      ])
  }

  mutating func reportNotAStandard(_ expression: Expression) {
    let found = describe(expression.type)
    report(
      .notAStandard, expression.place, en: "expected a standard, found \(found[.english])",
      zh: "此处应为标准，却是\(found[.chinese])", labels: origin(of: expression),
      notes: [
        Message(
          en: "a bare figure does not say which way is better: declare a standard, or compare by ‘>=’ or ‘<=’",
          zh: "单独一个数说不出越大越好还是越小越好：请声明“标准”，或用“≥”“≤”比较")
      ])
  }

  mutating func reportStandardArguments(_ id: SchemaID, _ node: SyntaxNode) {
    let schema = program.schemas[id.index]
    var forms = ["\(schema.name)", "\(schema.name)(2022)"]
    if case .enumeration(let stages)? = schema.fields.last?.type, let stage = stages.cases.first {
      forms = ["\(schema.name)(\(stage))", "\(schema.name)(\(stage), 2022)"]
    }
    report(
      .wrongArguments, node.place, en: "the standard ‘\(schema.name)’ is written \(forms.joined(separator: " or "))",
      zh: "标准“\(schema.name)”写作 \(forms.joined(separator: " 或 "))",
      labels: [Label(schema.place, Message(en: "declared here", zh: "在此声明"))])
  }

  /// How many more places are shown that a mistake is felt at.
  private static let placeLimit = 3

  /// Said once: the year is missing in the header, whatever asks for it.
  mutating func reportYearUnknown(_ id: SchemaID, _ node: SyntaxNode) {
    let name = program.schemas[id.index].name
    if let yearUnknown, diagnostics.indices.contains(yearUnknown) {
      if diagnostics[yearUnknown].labels.count < Self.placeLimit {
        diagnostics[yearUnknown].labels.append(
          Label(node.place, Message(en: "‘\(name)’ needs the year as well", zh: "“\(name)”也需要年份")))
      }
      return
    }
    yearUnknown = diagnostics.count
    report(
      .yearUnknown, node.place, en: "the report has no year in which ‘\(name)’ would be in force",
      zh: "报告没有年份，无法确定“\(name)”适用哪一年的标准",
      notes: [
        Message(
          en: "declare it, ‘param year: year = 2022’, or name the year: ‘\(name)(2022)’",
          zh: "请声明“参数 年份: 年份 = 2022”，或写明年份：“\(name)(2022)”")
      ])
  }

  mutating func reportNotListed(_ expression: Expression) {
    let found = describe(expression.type)
    report(
      .typeMismatch, expression.place, en: "a list cannot hold \(found[.english])", zh: "列表里不能放\(found[.chinese])")
  }
}
