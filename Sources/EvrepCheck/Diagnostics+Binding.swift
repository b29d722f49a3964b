import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  mutating func reportClauseUnsuitable(_ word: SyntaxNode, _ format: DataFormat, suitable: [Keyword]) {
    let spellings = suitable.map(\.spellings)
    report(
      .clauseUnsuitable, word.place, en: "‘\(word.text)’ says nothing of a file in \(format.name)",
      zh: "“\(word.text)”不适用于 \(format.name) 文件",
      notes: [
        Message(
          en: "\(format.name) takes \(spellings.map(\.english).joined(separator: ", "))",
          zh: "\(format.name) 可用：\(spellings.map(\.chinese).joined(separator: "、"))")
      ])
  }

  mutating func reportBadClause(_ place: Place, en: String, zh: String, notes: [Message] = []) {
    report(.badClause, place, en: en, zh: zh, notes: notes)
  }

  mutating func reportBadSkip(_ node: SyntaxNode) {
    report(
      .badSkip, node.place, en: "rows cannot be skipped by this: only the texts of their cells are known",
      zh: "不能据此跳过行：此时只知道单元格的文字",
      notes: [
        Message(
          en:
            "a condition is made of name = \"text\", name != \"text\", name in (\"a\", \"b\"), contains(name, \"text\"), "
            + "name is missing, and, or, not",
          zh: "条件可用：名称 = \"文字\"、名称 != \"文字\"、名称 于 (\"甲\", \"乙\")、含有(名称, \"文字\")、名称 是 缺失、且、或、非")
      ])
  }

  mutating func reportTextRequired(_ node: SyntaxNode) {
    report(
      .badSkip, node.place, en: "a cell is compared with a text in quotes here, before it is read as its type",
      zh: "此处单元格尚未按类型读取，只能与带引号的文字比较",
      fixIts: node.kind == .nameExpression || node.kind == .numberLiteral
        ? [
          FixIt(
            Message(en: "put it in quotes", zh: "加上引号"), replace: node.place, with: "\"\(node.text)\"")
        ] : [])
  }

  mutating func reportReferenceMismatch(_ field: Field, _ target: Field, _ schema: Schema, _ node: SyntaxNode) {
    let (from, to) = (describe(field.type.settled), describe(target.type.settled))
    report(
      .typeMismatch, node.place,
      en: "‘\(field.name)’ is \(from[.english]) and cannot refer to ‘\(schema.name).\(target.name)’, \(to[.english])",
      zh: "“\(field.name)”是\(from[.chinese])，不能引自“\(schema.name).\(target.name)”（\(to[.chinese])）",
      labels: [
        Label(field.place, Message(en: "‘\(field.name)’ is declared here", zh: "“\(field.name)”在此声明")),
        Label(target.place, Message(en: "‘\(target.name)’ is declared here", zh: "“\(target.name)”在此声明")),
      ])
  }
}
