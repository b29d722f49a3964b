import EvrepModel
import EvrepSource
import EvrepSyntax

// A table that is not the one which is meant, that is declared as what it is not, or whose rows are grouped by another field.
extension RepairSearch {
  /// Joins the findings that would vanish if a table were a record.
  mutating func searchRecords() {
    for table in tree.nodes(of: .dataDeclaration) where hasBytesLeft && !table.has(.record) {
      guard let name = table.name,
        let index = findings.indices.first(where: { index in
          isError(index) && findings[index].map { speaks($0, of: name) } ?? false
        })
      else { continue }
      let word =
        table.bytes.first.map { $0 >= 0x80 } ?? false
        ? Keyword.record.spellings.chinese : Keyword.record.spellings.english
      let end = Place(report, name.range.upperBound..<name.range.upperBound)
      let vanished = vanished(with: Edit(end.range, ": \(word)"), for: index)
      guard vanished.count > 1 else { continue }
      let message = Message(en: "declare it as a record: ‘: \(word)’", zh: "声明为记录：“: \(word)”")
      join(vanished, in: index, fixIts: [FixIt(message, replace: end, with: ": \(word)")])
    }
  }

  /// True for a finding whose place holds a name, or that shows its declaration.
  private func speaks(_ finding: Diagnostic, of name: SyntaxNode) -> Bool {
    if finding.labels.contains(where: { $0.place == name.place }) { return true }
    guard let place = finding.place, place.file == report else { return false }
    return Name.words(in: bytes[place.range]).contains(Name(name.text))
  }

  /// Joins the fields that the rows of each definition, or of a block, do not have where those are meant to be another table's.
  mutating func searchTables() {
    let missed = findings.indices.filter { findings[$0]?.code == .unknownField && !joined.contains($0) }
    guard missed.count > 1 else { return }
    let tables = tree.nodes(of: .dataDeclaration).compactMap { $0.name?.text }
    for definition in tree.nodes(of: .letDeclaration) + tree.nodes(of: .blockHead) where hasBytesLeft {
      guard let name = definition.name, let expression = definition.expression,
        let index = missed.first(where: { index in
          !joined.contains(index) && findings[index].map { isAsked($0, of: name.text) } ?? false
        })
      else { continue }
      var words: [SyntaxNode] = []
      expression.forEachLeaf(.identifier) { words.append($0) }
      let pairs = words.flatMap { word in tables.filter { $0 != word.text }.map { (word, $0) } }
      for (word, table) in pairs where hasBytesLeft {
        let vanished = vanished(with: Edit(word.range, table), for: index)
        guard vanished.count > 1 else { continue }
        let message = Message(
          en: "‘\(name.text)’ is of ‘\(word.text)’, which has none of the fields that are asked for",
          zh: "“\(name.text)”取自“\(word.text)”，用到的字段它都没有")
        join(vanished, .unknownField, at: word, message, write: table)
        break
      }
    }
  }

  /// Joins what is found of the rows of a group that are put together by another field than is meant.
  mutating func searchKeys() {
    for clause in tree.nodes(of: .byClause) where hasBytesLeft {
      guard let key = clause.name, findings.count(where: { $0 != nil }) > 1 else { continue }
      let fields = tables.values.filter { $0.contains(key.text) }.reduce(into: Set<String>()) { $0.formUnion($1) }
      for index in findings.indices where hasBytesLeft {
        guard let finding = findings[index], finding.code == .notPrintable, let place = finding.place,
          place.file == report, place.range.lowerBound > key.range.lowerBound,
          case let asked = String(text(place).split(separator: ".").last ?? ""), asked != key.text,
          fields.contains(asked)
        else { continue }
        let vanished = vanished(with: Edit(key.range, asked), for: index)
        guard vanished.count > 1 else { continue }
        let message = Message(
          en: "the rows are grouped by ‘\(key.text)’, and ‘\(asked)’ is printed of each group",
          zh: "各行按“\(key.text)”分组，而每组打印的是“\(asked)”")
        join(vanished, .notPrintable, at: key, message, write: asked)
        break
      }
    }
  }

  /// True for a field that is asked for behind a name.
  private func isAsked(_ finding: Diagnostic, of name: String) -> Bool {
    guard let place = finding.place, place.file == report else { return false }
    return bytes[..<place.range.lowerBound].suffix(name.utf8.count + 1).elementsEqual((name + ".").utf8)
  }

  func text(_ place: Place) -> String { String(decoding: bytes[place.range], as: UTF8.self) }
}
