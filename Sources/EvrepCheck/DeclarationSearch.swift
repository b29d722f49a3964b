import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Looks for a declaration that many findings have for their reason: a name that is used nowhere beside one that is declared
/// nowhere, a unit that all figures contradict. What the program is with another declaration in its place is checked
/// whole; it is taken where the findings vanish and no others come.
struct DeclarationSearch {
  private let modules: [Module]
  private var hints: [DeclarationHint]
  /// Places of declarations that are as they are meant.
  private let trusted: Set<Place>
  /// The check that is best so far, and what it takes declarations to say.
  private(set) var best: Checker
  /// What is said of the declarations that are taken for others.
  private var blame: [Diagnostic] = []
  /// How often a program has been checked anew.
  private var tries = 0
  private static let tryLimit = 8

  /// Another declaration, with the findings that it would explain.
  private struct Candidate {
    enum Change {
      case name(Place, declared: String, String)
      case unit(Field, String)
      case count(Schema, String)
      case unknown(Place, because: Diagnostic)
    }

    let change: Change
    let findings: [Diagnostic]
  }

  /// What a finding says and where, whatever the words.
  private struct Mistake: Hashable {
    let code: DiagnosticCode
    let place: Place?

    init(_ finding: Diagnostic) { (code, place) = (finding.code, finding.place) }
  }

  init(_ modules: [Module], _ checker: Checker, hints: [DeclarationHint], trusted: Set<Place>) {
    self.modules = modules
    self.hints = hints
    self.trusted = trusted
    best = checker
  }

  /// The program of the best check and its findings, with what is said of declarations; findings that have one cause
  /// besides are joined.
  mutating func settled() -> (program: Program, diagnostics: [Diagnostic]) {
    best.joinFindings()
    best.withdrawDoubtful()
    best.program.amendments = best.amendments
    return (best.program, best.diagnostics + blame)
  }

  mutating func run() {
    while tries < Self.tryLimit, let found = candidates().first(where: { attempt($0) }) { _ = found }
  }

  // MARK: Trying

  /// Checks the program with the candidate's declaration, and keeps that if it is better.
  private mutating func attempt(_ candidate: Candidate) -> Bool {
    guard tries < Self.tryLimit else { return false }
    tries += 1
    var amendments = best.amendments
    switch candidate.change {
    case .name(let place, _, let name): amendments.names[place] = name
    case .unit(let field, let unit): amendments.units[field.place] = unit
    case .count(let schema, let unit): amendments.units[schema.place] = unit
    case .unknown(let place, _): amendments.unknown.insert(place)
    }
    guard amendments != best.amendments else { return false }
    var checker = Checker(modules: modules, amendments: amendments)
    checker.run()
    let (before, after) = (Self.mistakes(best.diagnostics), Self.mistakes(checker.diagnostics))
    guard candidate.findings.allSatisfy({ !after.contains(Mistake($0)) }) else { return false }
    // What was hidden behind an unknown name may come to light; what uses the name as it is declared may not.
    let added = checker.diagnostics.filter { $0.severity == .error && !before.contains(Mistake($0)) }
    if case .name(_, let declared, _) = candidate.change {
      guard added.count < candidate.findings.count,
        !added.contains(where: { text($0) == declared && Self.isUnknown($0) })
      else { return false }
    } else {
      guard added.isEmpty else { return false }
    }
    best = checker
    blame.append(diagnostic(candidate))
    return true
  }

  private static func mistakes(_ findings: [Diagnostic]) -> Set<Mistake> {
    Set(findings.filter { $0.severity == .error }.map(Mistake.init))
  }

  private static func isUnknown(_ finding: Diagnostic) -> Bool {
    [.unknownName, .unknownField, .unknownCase, .unknownFunction].contains(finding.code)
  }

  /// What stands at a finding's place.
  private func text(_ finding: Diagnostic) -> String? {
    guard let place = finding.place, let tree = modules.first(where: { $0.tree.file == place.file })?.tree,
      place.range.upperBound <= tree.bytes.count
    else { return nil }
    return String(decoding: tree.bytes[place.range], as: UTF8.self)
  }

  // MARK: Candidates

  /// Those that explain most first.
  private func candidates() -> [Candidate] {
    let errors = best.diagnostics.filter { $0.severity == .error }
    let found = hinted(errors) + misspelt(errors) + contradicted(errors)
    return found.enumerated().sorted {
      ($1.element.findings.count, $0.offset) < ($0.element.findings.count, $1.offset)
    }.map(\.element)
  }

  /// What data hint at, where some finding agrees.
  private func hinted(_ errors: [Diagnostic]) -> [Candidate] {
    hints.compactMap { hint in
      switch hint {
      case .name(let place, let name):
        let uses = errors.filter { Self.isUnknown($0) && text($0) == name }
        guard !uses.isEmpty, best.amendments.names[place] == nil, let declared = declaredText(place) else { return nil }
        return Candidate(change: .name(place, declared: declared, name), findings: uses)
      case .unknown(let place, let finding):
        // A field of the row at hand has no label.
        let name = declaredText(place)
        let uses = errors.filter { error in
          error.labels.contains { $0.place == place } || error.code == .typeMismatch && text(error) == name
        }
        return uses.isEmpty ? nil : Candidate(change: .unknown(place, because: finding), findings: uses)
      }
    }
  }

  private func declaredText(_ place: Place) -> String? {
    modules.first { $0.tree.file == place.file }.map { String(decoding: $0.tree.bytes[place.range], as: UTF8.self) }
  }

  /// Names that are used twice at least and declared nowhere, with the declared one that each is spelled like.
  private func misspelt(_ errors: [Diagnostic]) -> [Candidate] {
    var uses = NameTable<[Diagnostic]>()
    for error in errors where Self.isUnknown(error) {
      guard let text = text(error) else { continue }
      uses[text, default: []].append(error)
    }
    let repeated = uses.names.filter { uses[$0].map { $0.count > 1 } ?? false }
    guard !repeated.isEmpty else { return [] }
    let declared = declared()
    return repeated.flatMap { name -> [Candidate] in
      let findings = uses[name] ?? []
      let groups: [[(name: String, place: Place)]] =
        findings.allSatisfy { $0.code == .unknownCase } ? [declared.cases] : [declared.names, declared.fields]
      return groups.compactMap { group in
        let sound = group.filter { best.amendments.names[$0.place] == nil && !trusted.contains($0.place) }
        guard let near = Nearest.match(for: name, in: sound.map(\.name)),
          let place = sound.first(where: { $0.name.isSpelled(like: near) })?.place
        else { return nil }
        return Candidate(change: .name(place, declared: near, name), findings: findings)
      }
    }
  }

  /// What the modules declare.
  private func declared()
    -> (
      names: [(name: String, place: Place)], fields: [(name: String, place: Place)],
      cases: [(name: String, place: Place)]
    )
  {
    let program = best.program
    let library = modules.first?.tree.file
    let schemas = program.schemas.filter { !$0.place.range.isEmpty && $0.place.file != library }
    let names =
      schemas.map { ($0.name, $0.place) } + program.parameters.map { ($0.name, $0.place) }
      + best.lets.map { ($0.name.text, $0.name.place) }
    let fields = schemas.filter { !$0.isStandard }.flatMap(\.fields)
    let cases = fields.flatMap { field -> [(name: String, place: Place)] in
      guard case .enumeration(let enumeration) = field.type.settled else { return [] }
      return zip(enumeration.cases, field.casePlaces).map { (name: $0, place: $1) }
    }
    return (
      names.filter { $0.1.file != library }.map { (name: $0.0, place: $0.1) },
      fields.map { (name: $0.name, place: $0.place) }, cases
    )
  }

  /// Fields and counts whose unit the prose contradicts, always with the same other unit: three times, for prose may be
  /// wrong twice; or twice, where they have no unit.
  private func contradicted(_ errors: [Diagnostic]) -> [Candidate] {
    let contradictions = errors.filter { $0.code == .unitContradicts }
    guard contradictions.count > 1 else { return [] }
    var found: [Candidate] = []
    for schema in best.program.schemas where !schema.place.range.isEmpty && !schema.isStandard {
      for (unit, findings) in uses(of: schema.place, contradictions, least: schema.countingUnit == nil ? 2 : 3) {
        found.append(Candidate(change: .count(schema, unit), findings: findings))
      }
      for field in schema.fields where best.amendments.units[field.place] == nil {
        let least = field.type.settled == .number ? 2 : 3
        for (unit, findings) in uses(of: field.place, contradictions, least: least) {
          found.append(Candidate(change: .unit(field, unit), findings: findings))
        }
      }
    }
    return found
  }

  /// The units that the prose says of what is declared at a place, each with the findings about it.
  private func uses(of place: Place, _ contradictions: [Diagnostic], least: Int) -> [(String, [Diagnostic])] {
    var uses = NameTable<[Diagnostic]>()
    for finding in contradictions where finding.labels.contains(where: { $0.place == place }) {
      guard let unit = text(finding), best.program.registry.unit(named: unit) != nil else { continue }
      uses[unit, default: []].append(finding)
    }
    return uses.names.compactMap { unit in uses[unit].flatMap { $0.count >= least ? (unit, $0) : nil } }
  }

  // MARK: Messages

  private func diagnostic(_ candidate: Candidate) -> Diagnostic {
    let uses = candidate.findings
    let labels = uses.prefix(3).compactMap { $0.place.map { Label($0, Message(en: "used here", zh: "在此使用")) } }
    let times = Message(en: uses.count == 1 ? "once" : "\(uses.count) times", zh: "\(uses.count) 次")
    switch candidate.change {
    case .unknown(_, let finding): return finding
    case .name(let place, let declared, let name):
      return Diagnostic(
        uses.first?.code ?? .unknownName, at: place,
        Message(
          en: "‘\(declared)’ is declared and used nowhere; ‘\(name)’ is used \(times[.english]) and declared nowhere",
          zh: "“\(declared)”声明了却没有用到，“\(name)”用了 \(times[.chinese])却没有声明"), labels: labels,
        fixIts: [
          FixIt(
            Message(en: "did you mean ‘\(name)’?", zh: "是不是“\(name)”？"), replace: place, with: name,
            doubt: .anotherName)
        ])
    case .unit(let field, let unit):
      let what = best.describe(field.type.settled)
      return Diagnostic(
        .unitContradicts, at: field.typePlace ?? field.place,
        Message(
          en:
            "‘\(field.name)’ is declared as \(what[.english]), which fits none of the \(uses.count) places that use it",
          zh: "“\(field.name)”声明为\(what[.chinese])，与用到它的 \(uses.count) 处都不符"), labels: labels,
        fixIts: field.typePlace.map { place in
          [replacement(of: place, with: unit + (field.type.isOptional ? "?" : ""))]
        } ?? [])
    case .count(let schema, let unit):
      let counted = schema.countingUnit?.plural
      let what = Message(
        en: counted.map { "‘\(schema.name)’ is counted in \($0)" } ?? "‘\(schema.name)’ declares no unit to count in",
        zh: counted.map { "“\(schema.name)”以“\($0)”计数" } ?? "“\(schema.name)”没有声明计数单位")
      return Diagnostic(
        .unitContradicts, at: schema.place,
        Message(
          en: "\(what[.english]), which fits none of the \(uses.count) places that use it",
          zh: "\(what[.chinese])，与用到它的 \(uses.count) 处都不符"),
        labels: labels, fixIts: counted == nil ? [counting(schema, unit)] : [])
    }
  }

  private func replacement(of place: Place, with text: String) -> FixIt {
    FixIt(Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: place, with: text)
  }

  /// The clause that a table is counted by, behind its path.
  private func counting(_ schema: Schema, _ unit: String) -> FixIt {
    let end = schema.pathPlace.range.upperBound
    let isChinese = declaredText(schema.declaration)?.utf8.first.map { $0 >= 0x80 } ?? false
    let clause = isChinese ? "计 \(unit)" : "counted \(unit)"
    return FixIt(
      Message(en: "write ‘\(clause)’ behind the path", zh: "在文件路径之后写“\(clause)”"),
      replace: Place(schema.pathPlace.file, end..<end), with: " " + clause)
  }
}
