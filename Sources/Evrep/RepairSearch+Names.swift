import EvrepModel
import EvrepSource
import EvrepSyntax

// A name that is declared otherwise than all the rest calls it: nothing in the file is called so either, or something else
// is already.
extension RepairSearch {
  /// How many names that are declared nowhere are looked into, and how many declarations each is tried in the place of.
  private static let (missedLimit, renamedLimit) = (8, 60)

  /// Joins the findings that would all vanish if a declaration gave a name which is missed.
  mutating func searchNames() {
    guard findings.count > 1 else { return }
    var missed: [(name: String, index: Int)] = []
    for index in findings.indices {
      guard isError(index), let finding = findings[index], let place = finding.place, place.file == report,
        [.unknownName, .unknownField, .unknownCase].contains(finding.code)
      else { continue }
      let name = String(decoding: bytes[place.range], as: UTF8.self)
      if !missed.contains(where: { $0.name == name }) { missed.append((name, index)) }
    }
    guard !missed.isEmpty, missed.count <= Self.missedLimit else { return }
    let tree = parse(report, bytes).tree
    for (name, index) in missed {
      for declared in renamed(in: tree).prefix(Self.renamedLimit)
      where hasBytesLeft && findings[index] != nil && declared.text != name {
        rename(declared, to: name, for: index)
      }
    }
  }

  /// The names that may be declared otherwise than is meant, the likeliest first: what findings are about, what is used
  /// nowhere, cases.
  private func renamed(in tree: SyntaxTree) -> [SyntaxNode] {
    let open = findings.compactMap(\.self).filter { $0.severity == .error }
    let (found, shown) = (Set(open.compactMap(\.place)), Set(open.flatMap(\.labels).map(\.place)))
    var uses: [Name: Int] = [:]
    tree.root.forEachIdentifier { uses[Name($0), default: 0] += 1 }
    func isFound(_ name: SyntaxNode) -> Bool { found.contains(name.place) }
    func isLabelled(_ name: SyntaxNode) -> Bool { !isFound(name) && shown.contains(name.place) }
    func isUnused(_ name: SyntaxNode) -> Bool {
      !isFound(name) && !isLabelled(name) && uses[Name(name.text)] ?? 0 <= 1
    }
    let fields = tree.nodes(of: .field)
    let declarations = fields + [.letDeclaration, .parameterDeclaration, .dataDeclaration].flatMap(tree.nodes(of:))
    let names = declarations.compactMap(\.name)
    func cases(_ field: SyntaxNode) -> [SyntaxNode] {
      field.first(.typeName)?.children.filter { $0.kind == .name } ?? []
    }
    func isShown(_ field: SyntaxNode) -> Bool { field.name.map { shown.contains($0.place) } ?? false }
    let ofFields = fields.filter(isShown).flatMap(cases) + fields.filter { !isShown($0) }.flatMap(cases)
    return names.filter(isFound) + names.filter(isLabelled) + names.filter(isUnused) + ofFields
  }

  private mutating func rename(_ declared: SyntaxNode, to name: String, for index: Int) {
    let edit = Edit(declared.range, name)
    let vanished = vanished(with: edit, for: index)
    guard vanished.count > 1 else { return }
    let places = vanished.filter(isError).compactMap { findings[$0] }
    let (written, labels) = (
      declared.text,
      places.filter { $0.place != declared.place }.prefix(Self.shownPlaces).compactMap { finding in
        finding.place.map { Label($0, finding.message) }
      }
    )
    let finding = Diagnostic(
      findings[index]?.code ?? .unknownName, at: declared.place,
      Message(
        en: "‘\(written)’ is declared here, and ‘\(name)’, which is asked for, is declared nowhere",
        zh: "此处声明的是“\(written)”，而用到的“\(name)”没有声明"),
      labels: labels,
      fixIts: [
        FixIt(
          Message(en: "did you mean ‘\(name)’?", zh: "是不是“\(name)”？"), replace: declared.place, with: name,
          doubt: .anotherName)
      ])
    join(vanished, in: finding)
  }
}
