import EvrepSource
import EvrepSyntax
import EvrepUnits

// A name that is declared in another case than all that ask for it use, `each B` for `{b.id}`, and a unit whose singular and
// plural are both not known: one slip, of the declaration.
extension Checker {
  /// Joins the findings of each name that is near one declaration, and whose declaration no use spells as it is.
  mutating func joinMisdeclared() {
    var groups: [String: [Int]] = [:]
    for (index, finding) in diagnostics.enumerated() {
      guard [.unknownName, .unknownUnit].contains(finding.code), let name = misdeclared(finding) else { continue }
      groups[name, default: []].append(index)
    }
    var joined: Set<Int> = []
    func start(_ index: Int) -> Int { diagnostics[index].place?.range.lowerBound ?? 0 }
    for (_, group) in groups.sorted(by: { $0.value[0] < $1.value[0] }) where group.count > 1 {
      let indices = group.sorted { start($0) < start($1) }
      let first = diagnostics[indices[0]]
      let fix = fix(ofDeclarationFor: indices)
      // Each use could be mended where it stands.
      if first.fixIts.contains(where: \.isSafe), fix == nil { continue }
      let names = Set(indices.compactMap { diagnostics[$0].place.flatMap(text).map(singular) })
      if fix == nil, first.code == .unknownName || names.count > 1 { continue }
      Self.add(indices.dropFirst().compactMap { diagnostics[$0].place }, to: &diagnostics[indices[0]])
      joined.formUnion(indices.dropFirst())
      if let fix { diagnostics[indices[0]].fixIts = [fix] }
    }
    guard !joined.isEmpty else { return }
    diagnostics = diagnostics.enumerated().filter { !joined.contains($0.offset) }.map(\.element)
  }

  private func singular(_ name: String) -> String { name.hasSuffix("s") ? String(name.dropLast()) : name }

  /// What the findings of one name have in common: the name, or the unit whose forms they are.
  private func misdeclared(_ finding: Diagnostic) -> String? {
    guard let place = finding.place, let bytes = program.bytes(of: place.file)?[place.range] else { return nil }
    let name = String(decoding: bytes, as: UTF8.self)
    if finding.code == .unknownName { return finding.fixIts.first?.isSafe == true ? "name " + name : nil }
    let meant = finding.fixIts.first.flatMap { program.registry.unit(named: $0.replacement) }
    return "unit " + (meant?.name ?? singular(name))
  }

  /// The declaration spelled as all the uses are that are not known; nil where it is no matter of case, or another use
  /// spells it as it is declared.
  private func fix(ofDeclarationFor indices: [Int]) -> FixIt? {
    let module = modules[Self.reportModule].tree
    let first = diagnostics[indices[0]]
    guard let place = first.place, place.file == module.file, let meant = first.fixIts.first,
      let bytes = program.bytes(of: place.file)
    else { return nil }
    let used = String(decoding: bytes[place.range], as: UTF8.self)
    let isUnit = first.code == .unknownUnit
    let declared = isUnit ? unit(meant.replacement, in: module) : row(meant.replacement, around: place, in: module)
    guard let declared, Nearest.differInFormAlone(declared.text, String(used.prefix(declared.text.count))) else {
      return nil
    }
    // The plural goes with it.
    guard meant.replacement.hasPrefix(declared.text), used.count == meant.replacement.count else { return nil }
    var correct = 0
    module.root.forEachIdentifier { if $0 == declared.text || $0 == meant.replacement { correct += 1 } }
    guard correct == 1 else { return nil }
    let text = String(used.prefix(declared.text.count))
    return FixIt(
      Message(en: "declare it as ‘\(text)’", zh: "声明为“\(text)”"), replace: declared.place, with: text, isSafe: true)
  }

  /// Where a unit is declared that is called so, or so in the plural.
  private func unit(_ name: String, in tree: SyntaxTree) -> SyntaxNode? {
    let declarations = tree.nodes(of: .unitDeclaration)
    return declarations.compactMap { $0.child(after: .plural) }.first { $0.text == name }
      ?? declarations.compactMap { $0.name ?? $0.first(.unitName) }.first { name.hasPrefix($0.text) }
  }

  /// Where the innermost `each` around a place names its rows so.
  private func row(_ name: String, around place: Place, in tree: SyntaxTree) -> SyntaxNode? {
    let blocks = tree.nodes(of: .eachBlock).filter { $0.place.contains(place) }
    return blocks.compactMap { $0.first(.blockHead)?.name }.last { $0.text == name }
  }
}
