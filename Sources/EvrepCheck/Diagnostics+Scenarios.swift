import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  mutating func reportNotSettable(_ node: SyntaxNode) {
    report(
      .notSettable, node.place, en: "a scenario sets a parameter, a definition or a cell, not ‘\(node.text)’",
      zh: "情景只能设定参数、令或单元格，不能设定“\(node.text)”",
      notes: [
        Message(
          en: "a cell of a table is written table[\"key\"].field, one of a record record.field",
          zh: "表的单元格写作 表[\"主键的值\"].字段，记录的写作 记录.字段")
      ])
  }

  mutating func reportNoKey(_ node: SyntaxNode, _ schema: Schema) {
    report(
      .notSettable, node.place, en: "no field of ‘\(schema.name)’ is its key, so no row of it can be named",
      zh: "“\(schema.name)”没有主键字段，无法指明某一行",
      labels: [
        Label(schema.place, Message(en: "‘\(schema.name)’ is declared here", zh: "“\(schema.name)”在此声明"))
      ])
  }

  mutating func reportSetTwice(_ node: SyntaxNode, _ first: Place) {
    report(
      .duplicateName, node.place, en: "‘\(node.text)’ is set twice", zh: "“\(node.text)”重复设定",
      labels: [Label(first, Message(en: "first set here", zh: "首次设定在此"))])
  }

  mutating func reportUnknownCode(_ name: SyntaxNode) {
    let codes = DiagnosticCode.allCases.filter { $0.severity == .error }.map(\.rawValue)
    report(
      .unknownName, name.place, en: "no error has the code ‘\(name.text)’", zh: "没有代码为“\(name.text)”的错误",
      notes: [Message(en: "a code stands in brackets in its message: EV0503", zh: "代码写在报错信息的方括号里，如 EV0503")],
      fixIts: FixIt.nearest(to: name.text, in: codes, at: name.place).map { [$0] } ?? [])
  }

  /// - Parameter place: the whole step, which the name ends.
  mutating func reportUnknownProblem(_ name: String, _ place: Place) {
    if isProblemLost(name) { return }
    let end = place.range.upperBound
    let named = Place(place.file, max(place.range.lowerBound, end - name.utf8.count)..<end)
    let names = program.problems.compactMap(\.name)
    report(
      .unknownReference, named, en: "no problem is called ‘\(name)’", zh: "没有名为“\(name)”的问题",
      notes: names.isEmpty
        ? []
        : [Message(en: "the problems are \(names.joined(separator: ", "))", zh: "问题有：\(names.joined(separator: "、"))")],
      fixIts: FixIt.nearest(to: name, in: names, at: named).map { [$0] } ?? [])
  }

  mutating func reportNoNumber(_ string: SyntaxNode) {
    report(
      .typeMismatch, string.place, en: "this value prints as a number, and the text has none",
      zh: "这个值印作数字，而文字里没有数字")
  }

  mutating func reportNoUnitExpected(
    _ string: SyntaxNode, _ value: Expression, _ number: ByteRange, suggestion: (name: String, isPrefix: Bool)?
  ) {
    let what = describe(value.type)
    let place = Place(string.file, number)
    report(
      .unitMissing, string.place, en: "the text states no unit for this figure, which is \(what[.english])",
      zh: "文字没有写这个数的单位，它是\(what[.chinese])", labels: origin(of: value),
      fixIts: suggestion.map { [unitFixIt($0.name, isPrefix: $0.isPrefix, place)] } ?? [])
  }

  mutating func reportEmptySentence(_ node: SyntaxNode) {
    report(
      .typeMismatch, node.place, en: "an empty sentence is in every report", zh: "空语句在任何报告里都有，不能作为期望")
  }
}
