import EvrepModel
package import EvrepSource
import EvrepSyntax
import EvrepUnits

// Findings with one cause: a definition, a field or what a table is counted in, which fits no place that uses it. It is
// the declaration that is likely wrong, and its finding speaks of all the places.
extension Checker {
  /// What is found where a value is not of the type or the unit that its place asks for.
  private static let conflicts: Set<DiagnosticCode> = [
    .typeMismatch, .dimensionMismatch, .unitContradicts, .notPrintable, .wrongArguments,
    .bareNumberAgainstRatio, .pointsForPercent,
  ]

  /// How many declarations are asked whether something that uses them is right.
  private static let askedLimit = 100

  /// Joins the findings of each declaration that fits none of its uses, two at least. O(findings + declarations), and
  /// O(report + findings) more for each declaration with such findings, up to a limit.
  mutating func joinFindings() {
    joinMisdeclared()
    joinNames()
    joinHeaders()
    var groups: [Place: [Int]] = [:]
    for (index, finding) in diagnostics.enumerated() where Self.conflicts.contains(finding.code) {
      for place in Set(finding.labels.map(\.place)) { groups[place, default: []].append(index) }
    }
    guard (1...Self.askedLimit).contains(groups.count { $0.value.count > 1 }) else { return }
    var joined: [Int: Diagnostic?] = [:]
    var excluded: Set<Place> = []
    // A definition builds on those before it alone.
    for definition in program.definitions.reversed() {
      guard let finding = join(definition.place, groups, &joined, except: excluded) else { continue }
      excluded.insert(definition.place)
      for label in origin(of: definition.expression) { groups[label.place, default: []].append(finding) }
    }
    for schema in program.schemas where !schema.isStandard {
      for field in schema.fields { _ = join(field.place, groups, &joined, except: excluded) }
      _ = join(schema.place, groups, &joined, except: excluded)
    }
    for function in lets where !function.instances.isEmpty { join(function, groups, &joined, except: excluded) }
    guard !joined.isEmpty else { return }
    diagnostics = diagnostics.enumerated().compactMap { index, finding in joined[index] ?? finding }
  }

  /// Joins the findings about what a function gives, by its name or by that of a definition which calls it, where none of
  /// it is right.
  private func join(
    _ function: Let, _ groups: [Place: [Int]], _ joined: inout [Int: Diagnostic?], except excluded: Set<Place>
  ) {
    let place = function.name.place
    func calls(_ expression: Expression) -> Bool { origin(of: expression).contains { $0.place == place } }
    let callers = program.definitions.filter { groups[$0.place] != nil && calls($0.expression) }.map(\.place)
    let indices = Set(([place] + callers).flatMap { groups[$0] ?? [] }).sorted()
    // Nor is it known what it scales.
    let scaled = diagnostics.indices.filter { index in
      diagnostics[index].code == .hundredfold
        && diagnostics[index].labels.contains { function.declaration.place.contains($0.place) }
    }
    let faulty = scaled.compactMap { diagnostics[$0].place }
    guard join(place, [place: indices], &joined, besides: faulty, except: excluded.union(callers)) != nil else {
      return
    }
    for index in scaled { joined[index] = .some(nil) }
  }

  /// Drops what was found of the types in an expression some of which could not be read: it is another one than is meant.
  /// So are words of the language in the place of a name, and names that have run together with what was beside them,
  /// `sumschools`.
  mutating func dropBesideSyntaxErrors() {
    guard !diagnostics.isEmpty else { return }
    dropLostReferences()
    let places = modules.flatMap(\.tree.brokenExpressions)
    if !places.isEmpty {
      let known = KnownWords(symbols.flatMap(\.names), program.schemas.flatMap(\.fields))
      let broken = PlaceCover(places)
      diagnostics = diagnostics.filter { !isBeside($0, broken, known) }
    }
    dropRowsWithoutHeads()
  }

  /// Drops references to what the names of headings that could not be read may be: a word of one; of one without words, a name that is
  /// spelled like no other.
  private mutating func dropLostReferences() {
    let lost = modules.flatMap(\.tree.lostAnchors)
    guard !lost.isEmpty else { return }
    var names = Set(lost.joined())
    var nameless = lost.count(where: \.isEmpty)
    for finding in diagnostics where finding.code == .unknownReference && finding.fixIts.isEmpty && nameless > 0 {
      guard let name = finding.place.flatMap(text).map({ Name($0) }), names.insert(name).inserted else { continue }
      nameless -= 1
    }
    diagnostics = diagnostics.filter { finding in
      finding.code != .unknownReference || !(finding.place.flatMap(text).map { names.contains(Name($0)) } ?? false)
    }
  }

  /// Drops that a name is not known which the head of a block would give to its rows, where that head is missing.
  private mutating func dropRowsWithoutHeads() {
    let headless = PlaceCover(modules.flatMap(\.tree.headlessBlocks))
    func place(_ finding: Diagnostic) -> Place? {
      guard finding.code == .unknownName, let place = finding.place, headless.contains(place) else { return nil }
      return place
    }
    let rows = Set(
      diagnostics.compactMap(place).filter { place in
        program.bytes(of: place.file).map { $0[place.range.upperBound...].first == UInt8(ascii: ".") } ?? false
      }.compactMap(text))
    guard !rows.isEmpty else { return }
    diagnostics = diagnostics.filter { finding in !(place(finding).flatMap(text).map(rows.contains) ?? false) }
  }

  /// Takes their values from definitions and checks in which there is an error: what rests on them says nothing.
  mutating func withdrawDoubtful() {
    let errors = diagnostics.filter { $0.severity == .error }.compactMap(\.place)
    let places = modules.flatMap(\.tree.brokenExpressions) + errors
    guard !places.isEmpty else { return }
    let cover = PlaceCover(places)
    program.isDoubtful =
      diagnostics.contains { $0.code == .unknownName }
      || modules.contains { module in module.tree.root.first(.header).map { cover.isAny(in: $0.place) } ?? false }
    for definition in lets {
      guard case .checked(let expression, let index) = definition.state,
        cover.isAny(in: definition.declaration.place), program.definitions.indices.contains(index)
      else { continue }
      let old = program.definitions[index]
      program.definitions[index] = Definition(
        name: old.name, expression: Expression(.poison, expression.type, expression.place), place: old.place)
    }
    for (index, check) in program.checks.enumerated() where cover.isAny(in: check.condition.place) {
      program.checks[index] = Check(
        name: check.name, condition: Expression(.poison, .bool, check.condition.place), message: check.message,
        place: check.place)
    }
  }

  private func isBeside(_ finding: Diagnostic, _ broken: PlaceCover, _ known: KnownWords) -> Bool {
    guard let place = finding.place else { return false }
    // A hole that is not closed has taken bars in.
    if finding.code == .shortRow { return broken.isAny(in: place) }
    switch finding.code {
    case .unknownFunction: return broken.contains(place) && (!isName(place, known) || beginsWithFunction(place))
    case .unknownName:
      return broken.contains(place) && (!isName(place, known) || touches(place) || isField(place, known))
    case .unknownCase, .unknownField, .unknownUnit, .unknownReference, .badFormat: return broken.contains(place)
    default:
      return (finding.code.rawValue.hasPrefix("EV03") || finding.severity == .warning) && broken.contains(place)
    }
  }

  /// True where a word stands that can be meant as one name.
  private func isName(_ place: Place, _ known: KnownWords) -> Bool {
    guard let bytes = program.bytes(of: place.file)?[place.range] else { return true }
    // `(…)`, which is called where it stands behind what could not be read.
    if bytes.first == UInt8(ascii: "(") { return false }
    return Keyword.spelled(bytes) == nil && !known.isGlued(String(decoding: bytes, as: UTF8.self))
  }

  /// True for the name of a field or a case, whose table or function is in what could not be read.
  private func isField(_ place: Place, _ known: KnownWords) -> Bool {
    text(place).map(known.isField) ?? false
  }

  /// True for `sumw(…)`: the function, with what was in its brackets.
  private func beginsWithFunction(_ place: Place) -> Bool {
    guard let bytes = program.bytes(of: place.file)?[place.range] else { return false }
    return Builtin.spellings.contains { bytes.count > $0.utf8.count && bytes.starts(with: $0.utf8) }
  }

  /// True where a name has run into a text, `W"exmoor"`, or into the text behind its hole.
  private func touches(_ place: Place) -> Bool {
    guard let bytes = program.bytes(of: place.file), place.range.upperBound < bytes.count else { return false }
    return bytes[place.range.upperBound] == UInt8(ascii: "\"") || bytes[place.range.upperBound] == UInt8(ascii: "{")
  }

  /// What is found where a name is not declared.
  private static let names: Set<DiagnosticCode> = [
    .unknownName, .unknownFunction, .unknownUnit, .unknownField, .unknownReference, .unknownCase,
  ]

  /// How many places a joined finding shows.
  private static let shownPlaces = 20

  private static func inAll(_ count: Int) -> Message {
    Message(en: "it stands in \(count) places in all", zh: "它共出现在 \(count) 处")
  }

  /// Joins the findings of each name that is not known, wherever it stands: one declaration is missing, or misspelled.
  private mutating func joinNames() {
    var first: [Message: Int] = [:]
    var counts: [Int: Int] = [:]
    var kept: [Diagnostic] = []
    for finding in diagnostics {
      // That a table has no key is one mistake, however many of its rows are set.
      let isOfKey = finding.code == .notSettable && !finding.labels.isEmpty
      guard Self.names.contains(finding.code) || isOfKey, !finding.fixIts.contains(where: \.isSafe),
        let place = finding.place
      else {
        kept.append(finding)
        continue
      }
      // Of a reference the message says what it may lead to.
      let said = finding.code == .unknownReference ? referenceMessage(finding) : finding.message
      guard let index = first[said] else {
        first[said] = kept.count
        kept.append(finding)
        continue
      }
      counts[index, default: 0] += 1
      if counts[index, default: 0] < Self.shownPlaces {
        kept[index].labels.append(Label(place, Message(en: "and here", zh: "此处也是")))
      }
    }
    for (index, count) in counts where count >= Self.shownPlaces { kept[index].notes.append(Self.inAll(count + 1)) }
    joinReferences(&kept)
    joinFields(&kept)
    joinUnits(&kept)
    // The first sign of 1:n has run into the name before it.
    let numbered = kept.filter { $0.code == .unknownName && $0.place.flatMap(text)?.hasSuffix("1") ?? false }
    kept.removeAll { finding in
      guard finding.code == .badFormat, let place = finding.place else { return false }
      return numbered.contains { name in
        guard let end = name.place, end.file == place.file, end.range.upperBound <= place.range.lowerBound else {
          return false
        }
        let between = program.bytes(of: place.file)?[end.range.upperBound..<place.range.lowerBound]
        return between?.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: ":") } ?? false
      }
    }
    // The name that is nowhere declared may be that of the year.
    if kept.contains(where: { $0.code == .unknownName }) { kept.removeAll { $0.code == .yearUnknown } }
    diagnostics = kept
  }

  /// Joins a unit that is not known with formats that ask for it.
  private func joinUnits(_ findings: inout [Diagnostic]) {
    var units = NameTable<Int>()
    for (index, finding) in findings.enumerated() where finding.code == .unknownUnit {
      if let name = finding.place.flatMap(text) { units[name] = units[name] ?? index }
    }
    guard !units.names.isEmpty else { return }
    var joined: Set<Int> = []
    for (index, finding) in findings.enumerated() where finding.code == .badFormat {
      guard let place = finding.place, let unit = text(place).flatMap({ units[$0] }) else { continue }
      joined.insert(index)
      findings[unit].labels.append(Label(place, Message(en: "and here", zh: "此处也是")))
    }
    findings = findings.enumerated().filter { !joined.contains($0.offset) }.map(\.element)
  }

  /// Joins a field that a table does not have with the same name where its rows are looked at, and with what is said of the
  /// table because it lacks the field that names its rows.
  private func joinFields(_ findings: inout [Diagnostic]) {
    func isOpen(_ finding: Diagnostic) -> Bool { !finding.fixIts.contains(where: \.isSafe) }
    let fields = findings.indices.filter { findings[$0].code == .unknownField && isOpen(findings[$0]) }
    let ofRows = findings.filter { $0.code == .unknownName && isOpen($0) }.compactMap {
      $0.place.flatMap { rowNames[$0] }
    }
    let tables = Set(fields.compactMap { findings[$0].labels.first?.place } + ofRows)
    guard !tables.isEmpty else { return }
    var byName = NameTable<Int>()
    for index in fields { if let name = findings[index].place.flatMap(text) { byName[name] = byName[name] ?? index } }
    var joined: Set<Int> = []
    for (index, finding) in findings.enumerated() {
      switch finding.code {
      case .notSettable where finding.labels.contains(where: { tables.contains($0.place) }): joined.insert(index)
      case .unknownName:
        guard let place = finding.place, rowNames[place] != nil, let field = text(place).flatMap({ byName[$0] })
        else {
          continue
        }
        joined.insert(index)
        findings[field].labels.append(Label(place, Message(en: "and here", zh: "此处也是")))
        findings[field].labels += finding.labels
      default: break
      }
    }
    findings = findings.enumerated().filter { !joined.contains($0.offset) }.map(\.element)
  }

  /// True for the name of a field of some table.
  func isOfField(_ place: Place) -> Bool {
    guard let name = text(place) else { return false }
    return program.schemas.contains { $0.index(of: name) != nil }
  }

  /// Adds places to a finding that is true of them too, so many as are shown.
  static func add(_ places: [Place], to finding: inout Diagnostic) {
    let count = finding.labels.count
    finding.labels += places.prefix(max(0, shownPlaces - 1 - count)).map {
      Label($0, Message(en: "and here", zh: "此处也是"))
    }
    if count + places.count >= shownPlaces { finding.notes.append(inAll(places.count + 1)) }
  }

  private func lacksUnit(_ finding: Diagnostic) -> Bool {
    guard let file = finding.place?.file, let bytes = program.bytes(of: file) else { return false }
    return finding.lacksUnit(in: bytes, of: file)
  }

  func text(_ place: Place) -> String? {
    program.bytes(of: place.file).map { String(decoding: $0[place.range], as: UTF8.self) }
  }

  private func referenceMessage(_ finding: Diagnostic) -> Message {
    guard let name = finding.place.flatMap(text) else { return finding.message }
    return Message(en: "→ " + name, zh: "→ " + name)
  }

  /// Joins a name that is not known with the references to it: `{wards}` or `#{wards}` behind a heading was to name that.
  private func joinReferences(_ findings: inout [Diagnostic]) {
    func name(_ finding: Diagnostic) -> Name? { finding.place.flatMap(text).map { Name($0) } }
    var references: [Name: [Int]] = [:]
    for (index, finding) in findings.enumerated() where finding.code == .unknownReference {
      if let name = name(finding) { references[name, default: []].append(index) }
    }
    guard !references.isEmpty else { return }
    var dropped: Set<Int> = []
    for (index, finding) in findings.enumerated() where finding.code == .unknownName {
      guard let wanted = name(finding), let place = finding.place, let hole = bareHole(place) else { continue }
      for reference in references.removeValue(forKey: wanted) ?? [] {
        dropped.insert(reference)
        if let place = findings[reference].place {
          findings[index].labels.append(Label(place, Message(en: "referred to here", zh: "此处引用它")))
        }
        let written = "{#\(text(place) ?? "")}"
        findings[index].fixIts = [self.written(written, at: hole, isSafe: false)]
      }
    }
    findings = findings.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// The hole that holds the name at `place` alone, with a `#` before it; nil where there is more in it.
  private func bareHole(_ place: Place) -> Place? {
    guard let bytes = program.bytes(of: place.file), place.range.lowerBound > 0, place.range.upperBound < bytes.count,
      bytes[place.range.lowerBound - 1] == UInt8(ascii: "{"), bytes[place.range.upperBound] == UInt8(ascii: "}")
    else { return nil }
    let start = place.range.lowerBound - 1
    let first = start > 0 && bytes[start - 1] == UInt8(ascii: "#") ? start - 1 : start
    return Place(place.file, first..<place.range.upperBound + 1)
  }

  /// Joins the findings that lead to the declaration at `place` where nothing that uses it is right. The index of the
  /// joined finding; nil where there is none.
  ///
  /// - Parameters:
  ///   - joined: by its index, what has become of a finding; nil where another speaks of it.
  ///   - known: further places that are not right.
  ///   - excluded: the definitions that fit nowhere, whose own uses tell nothing.
  private func join(
    _ place: Place, _ groups: [Place: [Int]], _ joined: inout [Int: Diagnostic?], besides known: [Place] = [],
    except excluded: Set<Place>
  ) -> Int? {
    let indices = (groups[place] ?? []).filter { joined[$0] != .some(nil) }
    guard indices.count > 1, !place.range.isEmpty else { return nil }
    let findings = indices.map { (joined[$0] ?? nil) ?? diagnostics[$0] }
    guard !findings.allSatisfy({ lacksUnit($0) }) else { return nil }
    // What would have its unit if it were something else.
    let unitless = diagnostics.indices.filter { index in
      joined[index] == nil && diagnostics[index].code == .unitMissing
        && diagnostics[index].labels.contains { $0.place == place }
    }
    // Prose that names several units for one figure is wrong itself, and may be wrong twice.
    let prose = indices.filter { joined[$0] == nil && diagnostics[$0].code == .unitContradicts }
    // A function gives figures of several units.
    let isFunction = lets.contains { $0.name.place == place && !$0.instances.isEmpty }
    guard isFunction || Set(prose.map { diagnostics[$0].message }).count <= 1,
      prose.count < indices.count || indices.count > 2 || isBareField(place) || isDefinition(place)
    else { return nil }
    let labels = findings.lazy.flatMap(\.labels)
    guard let label = labels.first(where: { $0.place == place }) ?? label(at: place) else { return nil }
    let faulty =
      known
      + (findings + unitless.map { diagnostics[$0] }).flatMap { [$0.place].compactMap(\.self) + $0.labels.map(\.place) }
    guard !isUsed(place, besides: PlaceCover(faulty), except: excluded) else { return nil }
    let count = findings.count
    var finding = Diagnostic(
      findings[0].code, at: place,
      Message(
        en: "\(label.message[.english]), which fits none of the \(count) places that use it",
        zh: "\(label.message[.chinese])，与用到它的 \(count) 处都不符"),
      labels: (findings + unitless.map { diagnostics[$0] }).compactMap { finding in
        finding.place.map { Label($0, finding.message) }
      })
    finding.notes = findings[0].notes.filter { note in findings.allSatisfy { $0.notes.contains(note) } }
    finding.fixIts = findings.contains { $0.code == .bareNumberAgainstRatio } ? percentage(place) : onlyRow(place)
    for index in indices + unitless { joined[index] = .some(nil) }
    joined[indices[0]] = finding
    return indices[0]
  }

  /// True for a definition: what it is built of may be something else.
  private func isDefinition(_ place: Place) -> Bool { program.definitions.contains { $0.place == place } }

  /// True for a field that is declared as a number without a unit.
  private func isBareField(_ place: Place) -> Bool {
    program.schemas.contains { schema in
      schema.fields.contains { field in
        guard field.place == place, case .quantity(.number, _) = field.type.settled else { return false }
        return true
      }
    }
  }

  /// Where a definition is a bare number that ratios are held to: its sign.
  private func percentage(_ place: Place) -> [FixIt] {
    if let field = program.schemas.lazy.flatMap(\.fields).first(where: { $0.place == place }) {
      return field.typePlace.map { type in
        let percent = "%" + (field.type.isOptional ? "?" : "")
        return [
          FixIt(
            Message(en: "declare ‘\(field.name)’ in %", zh: "把“\(field.name)”声明为 %"), replace: type, with: percent)
        ]
      } ?? []
    }
    guard let definition = program.definitions.first(where: { $0.place == place }),
      case .constant = definition.expression.operation
    else { return [] }
    let number = definition.expression.place
    return [
      FixIt(
        Message(en: "write it as a percentage", zh: "写成百分数"),
        replace: Place(number.file, number.range.upperBound..<number.range.upperBound), with: "%")
    ]
  }

  /// Where a definition is a table, and columns of it stand for single values: the one row that is meant.
  private func onlyRow(_ place: Place) -> [FixIt] {
    guard let definition = program.definitions.first(where: { $0.place == place }),
      case .table = definition.expression.type,
      case .filter = definition.expression.operation,
      let declaration = lets.first(where: { $0.name.place == place })?.declaration,
      let expression = declaration.expression
    else { return [] }
    let only = program.language == .english ? "only" : "唯一"
    return [written("\(only)(\(expression.text))", at: expression.place, isSafe: false)]
  }

  private func label(at place: Place) -> Label? {
    for definition in program.definitions {
      if let label = origin(of: definition.expression).first(where: { $0.place == place }) { return label }
    }
    return nil
  }

  /// True where something of the report that is not `faulty` has its type from the declaration at `place`.
  private func isUsed(_ place: Place, besides faulty: PlaceCover, except excluded: Set<Place>) -> Bool {
    func isRight(_ expression: Expression) -> Bool {
      if origin(of: expression).contains(where: { $0.place == place }),
        !faulty.contains(expression.place)
      {
        return true
      }
      return expression.parts.contains(where: isRight)
    }
    return program.sites.contains { site in
      if case .definition = site.kind, excluded.contains(where: { site.place.contains($0) }) { return false }
      return isRight(site.expression)
    }
  }
}

/// Places, to ask in O(log places) whether one of them holds another.
private struct PlaceCover {
  /// Those that no other holds, by file, start and end, all ascending.
  private var places: [Place] = []

  init(_ all: [Place]) {
    let sorted = all.sorted {
      ($0.file.index, $0.range.lowerBound, -$0.range.upperBound) < (
        $1.file.index, $1.range.lowerBound, -$1.range.upperBound
      )
    }
    for place in sorted {
      if let last = places.last, last.file == place.file, last.range.upperBound >= place.range.upperBound { continue }
      places.append(place)
    }
  }

  /// True where one of them holds `place`.
  func contains(_ place: Place) -> Bool {
    let index = count(upTo: place)
    return index > 0 && places[index - 1].contains(place)
  }

  /// True where one of them begins in `place`.
  func isAny(in place: Place) -> Bool {
    let index = count(upTo: place)
    let near = places[max(0, index - 1)..<min(places.count, index + 1)]
    return near.contains { $0.file == place.file && place.range.contains($0.range.lowerBound) }
  }

  /// How many begin where `place` does, or before it.
  private func count(upTo place: Place) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      let other = places[middle]
      if (other.file.index, other.range.lowerBound) <= (place.file.index, place.range.lowerBound) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// Words that a name may have run together of.
private struct KnownWords {
  /// Functions and names.
  private let first: Set<Name>
  /// Names and fields.
  private let second: Set<Name>

  init(_ names: [String], _ fields: [Field]) {
    first = Set((Builtin.spellings + names).map { Name($0) })
    let cases = fields.flatMap { field -> [String] in
      guard case .enumeration(let enumeration) = field.type.settled else { return [] }
      return enumeration.cases
    }
    second = Set((names + fields.map(\.name) + cases).map { Name($0) })
  }

  /// True for a field or a case that is the name of nothing else.
  func isField(_ word: String) -> Bool { second.contains(Name(word)) && !first.contains(Name(word)) }

  /// True for a name that is two in one: a function or a name, and a name or a field behind it. O(length²).
  func isGlued(_ word: String) -> Bool {
    word.count <= 64
      && word.indices.dropFirst().contains {
        first.contains(Name(String(word[..<$0]))) && second.contains(Name(String(word[$0...])))
      }
  }
}

extension Diagnostic {
  /// True for a number without the unit of what it is compared with, which the remedy puts behind it: the number is the slip, and not the
  /// declaration of the other side.
  package func lacksUnit(in bytes: [UInt8], of file: FileID) -> Bool {
    guard code == .dimensionMismatch, let place, place.file == file, let fix = fixIts.first else { return false }
    let number = bytes[place.range]
    let isBehind = place.range.upperBound == fix.place.range.lowerBound
    return number.first.map { $0 &- 0x30 < 10 } ?? false && (isBehind || fix.replacement.utf8.starts(with: number))
  }
}
