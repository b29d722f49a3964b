import EvrepModel
import EvrepSource
import EvrepSyntax

// A name that is declared otherwise than all the rest calls it: nothing in the file is called so either, or something else
// is already.
extension RepairSearch {
  /// How many names that are declared nowhere are looked into, how many declarations each is tried in the place of, and
  /// how many there are in all.
  private static let (missedLimit, renamedLimit, trialLimit) = (8, 40, 60)

  /// Joins the findings that would all vanish if a declaration gave a name which is missed.
  mutating func searchNames() {
    guard findings.count > 1 else { return }
    var missed: [(name: String, index: Int)] = []
    for index in findings.indices {
      guard isError(index), let finding = findings[index], let place = finding.place, place.file == report,
        [.unknownName, .unknownField, .unknownCase, .unknownFunction, .unknownUnit, .unknownReference].contains(
          finding.code)
      else { continue }
      let written = String(decoding: bytes[place.range], as: UTF8.self)
      // A unit is declared in the singular.
      let name = finding.code == .unknownUnit && written.hasSuffix("s") ? String(written.dropLast()) : written
      if !missed.contains(where: { $0.name == name }) { missed.append((name, index)) }
    }
    guard !missed.isEmpty, missed.count <= Self.missedLimit else { return }
    var trials = Self.trialLimit
    for (name, index) in missed where findings[index] != nil {
      var best: (declared: SyntaxNode, vanished: [Int])?
      for declared in renamed(for: index).prefix(Self.renamedLimit)
      where hasBytesLeft && trials > 0 && declared.text != name {
        trials -= 1
        let vanished = vanished(with: Edit(declared.range, name), for: index)
        if vanished.count > best?.vanished.count ?? 1 { best = (declared, vanished) }
        if vanished.count == findings.count(where: { $0 != nil }) { break }
      }
      if let best { rename(best.declared, to: name, for: index, best.vanished) }
      guard findings[index]?.code == .unknownCase else { continue }
      for type in tree.nodes(of: .typeName) where hasBytesLeft && trials > 0 && findings[index] != nil {
        guard let last = type.children.filter({ $0.kind == .name }).last else { continue }
        trials -= 1
        addCase(name, behind: last, for: index)
      }
    }
  }

  /// Joins what is found where a name stands that is declared twice with that, if it would vanish with another name: a unit may be the
  /// one that the prose has behind a figure.
  mutating func searchTwins() {
    for index in findings.indices where hasBytesLeft {
      guard isError(index), let finding = findings[index], finding.code == .duplicateName, !joined.contains(index),
        findings.count(where: { $0 != nil }) > 1, let place = finding.place, place.file == report
      else { continue }
      let others = finding.labels.map(\.place).filter { $0.file == report && $0.range.count == place.range.count }
      let missed = findings.indices.filter { findings[$0]?.code == .unitMissing }.flatMap(wordsBehindHole)
      let isUnit = tree.nodes(of: .unitDeclaration).contains { $0.place.contains(place) }
      let meant = isUnit ? missed.flatMap { $0.hasSuffix("s") ? [String($0.dropLast()), $0] : [$0] } : []
      let edits = ([place] + others).flatMap { place in (meant + ["\(text(place))_"]).map { (place, $0) } }
      for (place, name) in edits where hasBytesLeft {
        let vanished = vanished(with: Edit(place.range, name), for: index)
        guard vanished.count > 1 else { continue }
        let fix = FixIt(Message(en: "write ‘\(name)’", zh: "写作“\(name)”"), replace: place, with: name)
        join(vanished, in: index, fixIts: meant.contains(name) ? [fix] : finding.fixIts)
        break
      }
    }
  }

  /// Joins the findings that would vanish if a field had one more case.
  private mutating func addCase(_ name: String, behind last: SyntaxNode, for index: Int) {
    let end = Place(report, last.range.upperBound..<last.range.upperBound)
    let vanished = vanished(with: Edit(end.range, " | \(name)"), for: index)
    guard vanished.count > 1 else { return }
    let message = Message(en: "declare the case: ‘| \(name)’", zh: "声明此取值：“| \(name)”")
    join(vanished, in: index, fixIts: [FixIt(message, replace: end, with: " | \(name)")])
  }

  /// The names that may be declared otherwise than is meant where the one of a finding is missed, the likeliest first: what
  /// findings are about, and what is used nowhere.
  private func renamed(for index: Int) -> [SyntaxNode] {
    let open = findings.compactMap(\.self).filter { $0.severity == .error }
    let (found, shown) = (Set(open.compactMap(\.place)), Set(open.flatMap(\.labels).map(\.place)))
    let twins = Set(open.filter { $0.code == .duplicateName }.flatMap(\.labels).map(\.place))
    let labels = Set(findings[index]?.labels.map(\.place) ?? [])
    let tables = tree.nodes(of: .dataDeclaration)
    // A field is one of the table that lacks it.
    let lacking = tables.filter { table in table.name.map { labels.contains($0.place) } ?? false }
    let fields = (lacking.isEmpty ? tables : lacking).flatMap { $0.children.filter { $0.kind == .field } }
    if findings[index]?.code == .unknownCase {
      func isShown(_ field: SyntaxNode) -> Bool { field.name.map { shown.contains($0.place) } ?? false }
      func cases(_ field: SyntaxNode) -> [SyntaxNode] {
        field.first(.typeName)?.children.filter { $0.kind == .name } ?? []
      }
      let names = fields.compactMap(\.name).filter { found.contains($0.place) }
      return names + fields.filter(isShown).flatMap(cases) + fields.filter { !isShown($0) }.flatMap(cases)
        + fields.compactMap(\.name).filter { !found.contains($0.place) }
    }
    if findings[index]?.code == .unknownUnit {
      // What is declared twice is meant once.
      return tree.nodes(of: .unitDeclaration).compactMap { $0.name ?? $0.first(.unitName) }.filter {
        found.contains($0.place) || twins.contains($0.place)
      }
    }
    if findings[index]?.code == .unknownReference {
      return tree.nodes(of: .blockHead).compactMap { $0.has(.problem) ? $0.name : nil }
    }
    let others =
      lacking.isEmpty
      ? [.letDeclaration, .parameterDeclaration, .standardDeclaration].flatMap(tree.nodes(of:)) + tables : []
    var uses: [Name: Int] = [:]
    tree.root.forEachIdentifier { uses[Name($0), default: 0] += 1 }
    let names = (fields + others).compactMap(\.name)
    // What is used as it is declared is meant, unless it is declared twice.
    return names.filter { found.contains($0.place) } + names.filter { twins.contains($0.place) }
      + names.filter {
        !found.contains($0.place) && !twins.contains($0.place) && (!lacking.isEmpty || uses[Name($0.text)] ?? 0 <= 1)
      }
  }

  private mutating func rename(_ declared: SyntaxNode, to name: String, for index: Int, _ vanished: [Int]) {
    let written = declared.text
    let others = vanished.filter { isError($0) && findings[$0]?.place != declared.place }
    let finding = Diagnostic(
      findings[index]?.code ?? .unknownName, at: declared.place,
      Message(
        en: "‘\(written)’ is declared here, and ‘\(name)’, which is asked for, is declared nowhere",
        zh: "此处声明的是“\(written)”，而用到的“\(name)”没有声明"),
      labels: labels(of: others),
      fixIts: [
        FixIt(
          Message(en: "did you mean ‘\(name)’?", zh: "是不是“\(name)”？"), replace: declared.place, with: name,
          doubt: .anotherName)
      ])
    join(vanished, in: finding)
  }
}
