import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepSyntax

// A field of cases that is declared as something else, or with other ones: the words that it is compared with, and its cells, say
// which they are.
extension RepairSearch {
  /// How many cases a field is taken to have at most.
  static let caseLimit = 12

  /// Joins the findings that would vanish if a field had the cases that it is compared with.
  mutating func searchCases() {
    guard findings.count > 1 else { return }
    let comparisons = tree.nodes(of: .comparison) + tree.nodes(of: .membership)
    guard !comparisons.isEmpty else { return }
    for table in tree.nodes(of: .dataDeclaration) {
      for field in table.children where field.kind == .field && hasBytesLeft {
        guard let name = field.name, let type = field.first(.typeName) else { continue }
        let used = comparisons.compactMap { node in Self.words(node, comparedWith: name.text).map { (node, $0) } }
        guard !used.isEmpty, let index = misfit(in: used.map(\.0)) else { continue }
        let isChinese = table.bytes.first.map { $0 >= 0x80 } ?? false
        declareCases(used.flatMap(\.1), of: name, type, isChinese: isChinese, for: index)
      }
    }
  }

  /// The bare words that a condition compares a field with; nil for one that does not look at it.
  private static func words(_ comparison: SyntaxNode, comparedWith field: String) -> [String]? {
    var operands = comparison.expressions.map(\.self)
    if let list = comparison.first(.arguments) { operands += list.expressions.map(\.self) }
    func isField(_ node: SyntaxNode) -> Bool {
      if node.kind == .nameExpression { return node.text == field }
      return node.children.filter { $0.kind == .fieldAccess }.last?.name?.text == field
    }
    guard operands.contains(where: isField) else { return nil }
    let words = operands.filter { $0.kind == .nameExpression && !isField($0) }.map(\.text)
    return words.isEmpty ? nil : words
  }

  /// The first finding in one of the conditions, or of a definition that seems to be defined by itself in one.
  private func misfit(in conditions: [SyntaxNode]) -> Int? {
    findings.indices.first { index in
      guard isError(index), !joined.contains(index), let finding = findings[index], let place = finding.place else {
        return false
      }
      if conditions.contains(where: { $0.place.contains(place) }) { return true }
      return finding.code == .cyclicDefinition
        && tree.nodes(of: .letDeclaration).contains { node in
          node.name?.place == place && conditions.contains { node.place.contains($0.place) }
        }
    }
  }

  /// The different texts in the column of the field that is declared at a place; none where no data is read.
  private mutating func values(of field: Place, with edit: Edit) -> [String] {
    guard let values = trial.values else { return [] }
    bytesLeft -= 10 * max(bytes.count, Self.leastBytes) + trial.dataSize
    return values(edit.applied(to: bytes), field)
  }

  private mutating func declareCases(
    _ words: [String], of name: SyntaxNode, _ type: SyntaxNode, isChinese: Bool, for index: Int
  ) {
    let mark = type.first(.question) == nil ? "" : "?"
    let (text, one) = (Keyword.text.spellings, Keyword.one.spellings)
    let cells = values(of: name.place, with: Edit(type.range, (isChinese ? text.chinese : text.english) + mark))
    // Cases that the data have are meant, and other words are the slips.
    let declared = Set(type.children.filter { $0.kind == .name }.map(\.text))
    guard declared.isEmpty || cells.contains(where: { !declared.contains($0) }) else { return }
    var (seen, cases): (Set<String>, [String]) = ([], [])
    for word in cells + words where seen.insert(word).inserted { cases.append(word) }
    guard cases.count > 1, cases.count <= Self.caseLimit,
      cases.allSatisfy({ $0.unicodeScalars.allSatisfy(isPartOfWord) })
    else { return }
    let beginning = isChinese ? one.chinese : one.english + " " + Keyword.of.spellings.english
    let written = beginning + " " + cases.joined(separator: " | ") + mark
    let vanished = vanished(with: Edit(type.range, written), for: index)
    guard vanished.count > 1 else { return }
    let message = Message(
      en: "‘\(name.text)’ is declared as ‘\(type.text)’, and compared with words that are cases of something else",
      zh: "“\(name.text)”声明为“\(type.text)”，却与不是它取值的词相比较")
    join(vanished, findings[index]?.code ?? .unknownCase, at: type, message, write: written)
  }
}
