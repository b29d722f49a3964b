import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepSyntax

// A field or a parameter that is declared with another type than is meant, or a definition whose number has another unit:
// where all that fits the declaration ill would fit another type, and nothing else is found then, that is the slip.
extension RepairSearch {
  /// A declaration with a type, or of a number.
  struct TypedName {
    let name: String
    /// The places of the name, and of the type or of what stands behind the number.
    let (place, typePlace): (Place, Place)
    /// The type without its `?`, or the number's unit.
    let type: String
    let isOptional: Bool
    /// True where some use says what holds where cells are missing.
    var isSettled = false
    /// The number, in a definition of one, or in a row of a standard.
    var number: SyntaxNode?
    /// The standard.
    var standard: Place?
    /// The indices of the findings in whose expressions the name stands, or a name of what is built on it.
    var findings: [Int] = []
  }

  /// How many declarations are looked into, and how many types each is tried with.
  private static let (declarationLimit, typeLimit) = (12, 40)
  /// So many types that fit as well say nothing of which is meant.
  private static let rivalLimit = 4
  /// How many bytes a unit of the prose has at most that is taken for a type.
  private static let longestUnit = 40
  /// How many places a joined finding shows.
  static let shownPlaces = 20

  /// Joins the findings of each declaration that would all vanish with another type, and offers that type where one finding
  /// speaks of the declaration.
  mutating func searchTypes() {
    let misfits = findings.indices.filter(isMisfit)
    guard !misfits.isEmpty else { return }
    var names = Self.typedNames(tree)
    let settled = Self.settledNames(tree)
    for index in names.indices { names[index].isSettled = settled.contains(Name(names[index].name)) }
    // What the prose says comes first.
    let units = misfits.compactMap { findings[$0] }.filter { $0.code == .unitContradicts }
    let places = units.flatMap { [$0.place].compactMap(\.self) + $0.labels.map(\.place) }
    let spoken = places.filter { $0.file == report && $0.range.count <= Self.longestUnit }.map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    let written = names.map(\.type) + ["number", "text", "year", "date"] + tree.nodes(of: .unitName).map(\.text)
    var (seen, types): (Set<String>, [String]) = ([], [])
    let offered = units.flatMap(\.fixIts).map { String($0.replacement.prefix { $0 != "?" }) }
    for type in offered + spoken + misfits.flatMap(wordsBehindHole) + written where seen.insert(type).inserted {
      types.append(type)
    }
    for name in names where hasBytesLeft {
      guard let index = misfits.first(where: { isOf(name, $0) }) else { continue }
      offerType(name, as: types, for: index)
    }
    guard misfits.count > 1 else { return }
    for name in suspected(names, misfits).prefix(Self.declarationLimit) where hasBytesLeft {
      retype(name, as: types)
    }
  }

  /// What may be the unit behind the hole that a finding stands in: a word of Latin letters, or the first ideographs.
  func wordsBehindHole(_ index: Int) -> [String] {
    guard let place = findings[index]?.place, place.file == report, header.map({ !$0.contains(place) }) ?? true,
      let brace = bytes[place.range.lowerBound...].prefix(while: { $0 != 0x0A }).firstIndex(of: UInt8(ascii: "}"))
    else { return [] }
    let behind = bytes[(brace + 1)...].prefix(Self.longestUnit).drop { Array("* ".utf8).contains($0) }
    let word = String(decoding: behind, as: UTF8.self).unicodeScalars.prefix { scalar in
      isPartOfWord(scalar) || "²³/".unicodeScalars.contains(scalar)
    }
    guard let first = word.first else { return [] }
    return first.isASCII ? [String(word)] : (1...3).map { String(word.prefix($0)) }
  }

  /// True for a finding of a declaration that offers nothing, or beside which other findings show that.
  private func isOf(_ name: TypedName, _ index: Int) -> Bool {
    guard let finding = findings[index], finding.place == name.place || finding.place == name.typePlace else {
      return false
    }
    return finding.fixIts.isEmpty
      || findings.indices.contains { other in
        guard other != index, isMisfit(other), let finding = findings[other] else { return false }
        return finding.labels.contains { $0.place == name.place }
          || finding.place.map { $0.file == report && Name.words(in: bytes[$0.range]).contains(Name(name.name)) }
            ?? false
      }
  }

  /// True for an error of the report about a type or a unit that does not fit its place, and for a cell that does not fit
  /// its field.
  private func isMisfit(_ index: Int) -> Bool {
    guard !joined.contains(index), let finding = findings[index], isError(index) || isCell(index) else { return false }
    return finding.code.rawValue.hasPrefix("EV03") && finding.place?.file == report || isCell(index)
  }

  private func isCell(_ index: Int) -> Bool {
    [.badCell, .emptyCell, .oddCount, .columnMissing, .headerUnit].contains(findings[index]?.code)
  }

  /// The number that a declaration or a row of one gives a name.
  private static func number(_ name: SyntaxNode?, _ literal: SyntaxNode?, of standard: Place? = nil) -> TypedName? {
    guard let name, let literal, literal.kind == .numberLiteral, let number = literal.first(.number) else { return nil }
    return TypedName(
      name: name.text, place: name.place,
      typePlace: Place(literal.file, number.range.upperBound..<literal.range.upperBound),
      type: literal.first(.unitName)?.text ?? "number", isOptional: false, number: number, standard: standard)
  }

  /// The fields, parameters and numbers that the report declares.
  private static func typedNames(_ tree: SyntaxTree) -> [TypedName] {
    let levels = tree.nodes(of: .standardDeclaration).flatMap { node in
      node.children.filter { $0.kind == .standardRow }.compactMap {
        number(node.name, $0.expression, of: node.place)
      }
    }
    return tree.nodes(of: .letDeclaration).compactMap { number($0.name, $0.expression) } + levels
      + (tree.nodes(of: .field) + tree.nodes(of: .parameterDeclaration)).compactMap { node in
        guard let name = node.name, let type = node.first(.typeName) else { return nil }
        let mark = type.first(.question)
        let written = type.fileBytes[type.range.lowerBound..<(mark?.range.lowerBound ?? type.range.upperBound)]
        let bare = written.lastIndex { $0 > 0x20 }.map { written[...$0] } ?? []
        return TypedName(
          name: name.text, place: name.place, typePlace: type.place, type: String(decoding: bare, as: UTF8.self),
          isOptional: mark != nil)
      }
  }

  /// The names that stand in what two findings at least are about, be it by way of definitions: first those that stand
  /// in little else (Ochiai's measure of what tests that fail have in common).
  private func suspected(_ names: [TypedName], _ misfits: [Int]) -> [TypedName] {
    var definitions: [Name: [Name]] = [:]
    for node in tree.nodes(of: .letDeclaration) {
      if let name = node.name { definitions[Name(name.text)] = Self.identifiers(node) }
    }
    // The rows of a table are named by its key.
    for node in tree.nodes(of: .dataDeclaration) {
      guard let name = node.name else { continue }
      definitions[Name(name.text)] = node.children.filter { $0.kind == .field && $0.has(.key) }.compactMap(\.name).map {
        Name($0.text)
      }
    }
    var counts: [Name: Int] = [:]
    for name in Self.identifiers(tree.root) { counts[name, default: 0] += 1 }
    let sites = Self.sites(tree)
    var findingsOf: [Name: [Int]] = [:]
    for index in misfits {
      guard let finding = findings[index] else { continue }
      let places = [finding.place].compactMap(\.self) + finding.labels.map(\.place)
      let site = isCell(index) ? nil : Self.site(at: finding.place, sites)
      var open = site.map(Self.identifiers) ?? []
      // What a function is given is where it is called.
      if let name = site?.name, site?.first(.parameterList) != nil {
        let function = Name(name.text)
        for other in sites.map(Self.identifiers) where other.contains(function) { open += other }
      }
      for name in names
      where places.contains(where: { $0 == name.place || name.standard?.contains($0) ?? false }) {
        open.append(Name(name.name))
      }
      var reached: Set<Name> = []
      while let name = open.popLast() {
        if reached.insert(name).inserted { open += definitions[name] ?? [] }
      }
      for name in reached { findingsOf[name, default: []].append(index) }
    }
    func doubt(_ name: TypedName) -> Double {
      let (failed, used) = (Double(name.findings.count), Double(counts[Name(name.name)] ?? 1))
      return failed / (Double(misfits.count) * max(failed, used)).squareRoot()
    }
    let found = names.compactMap { name -> TypedName? in
      guard let indices = findingsOf[Name(name.name)], indices.count > 1 else { return nil }
      var name = name
      name.findings = indices
      return name
    }
    return found.enumerated().sorted {
      (doubt($1.element), $0.offset) < (doubt($0.element), $1.offset)
    }.map(\.element)
  }

  /// The names of what some expression says what holds where it is missing.
  private static func settledNames(_ tree: SyntaxTree) -> Set<Name> {
    let columns = tree.nodes(of: .query).filter { $0.first(.skippingClause) != nil }.compactMap(\.expression)
    return Set((tree.nodes(of: .missingTest) + tree.nodes(of: .coalescing) + columns).flatMap(identifiers))
  }

  private static func identifiers(_ node: SyntaxNode) -> [Name] {
    var names: [Name] = []
    node.forEachIdentifier { names.append(Name($0)) }
    return names
  }

  /// What an expression stands in, in order.
  private static func sites(_ tree: SyntaxTree) -> [SyntaxNode] {
    let kinds: [SyntaxKind] = [
      .letDeclaration, .checkDeclaration, .setStep, .expectStep, .hole, .inlineHead, .blockHead, .parameterDeclaration,
    ]
    return kinds.flatMap(tree.nodes(of:)).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The innermost site that holds a place, or begins before it on its line. O(log sites).
  private static func site(at place: Place?, _ sites: [SyntaxNode]) -> SyntaxNode? {
    guard let place else { return nil }
    var (low, high) = (0, sites.count)
    while low < high {
      let middle = (low + high) / 2
      if sites[middle].range.lowerBound <= place.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    // The prose that contradicts a hole stands behind it; nothing stands behind a parameter.
    guard low > 0, sites[low - 1].kind != .parameterDeclaration || sites[low - 1].place.contains(place) else {
      return nil
    }
    return sites[low - 1]
  }

  /// Tries a declaration with other types, after a look at what would be found if it had none.
  private mutating func retype(_ name: TypedName, as types: [String]) {
    let explained = vanished(withoutTypeAt: name.place).filter(isMisfit)
    let wanted = explained.count + name.findings.count(where: isCell)
    guard wanted > 1, let first = explained.first else { return }
    let fitting = fitting(name, types, for: first)
    guard let vanished = fitting.first?.vanished, vanished.count(where: isMisfit) > 1 else { return }
    let misfits = vanished.filter(isMisfit)
    let places = misfits.compactMap { findings[$0] }
    // Numbers that lack the unit which the declaration has are the slips: x > 100, where x is in pupils.
    guard !places.allSatisfy({ $0.lacksUnit(in: bytes, of: report) }) else { return }
    // A sign that conditions lack is theirs: x < 50, where x is a ratio.
    guard places.contains(where: { $0.code != .bareNumberAgainstRatio }) else { return }
    let written = name.number.map { $0.text + Self.behindNumber(name.type) } ?? name.type + (name.isOptional ? "?" : "")
    var finding = Diagnostic(
      places[0].code, at: name.typePlace.range.isEmpty ? name.number?.place ?? name.place : name.typePlace,
      Message(
        en: "‘\(name.name)’ is declared as ‘\(written)’, which does not fit the \(places.count) places that use it so",
        zh: "“\(name.name)”声明为“\(written)”，与用到它的 \(places.count) 处不符"),
      labels: labels(of: misfits),
      fixIts: remedies(name, fitting.map(\.type)))
    if places.count > Self.shownPlaces {
      finding.notes.append(
        Message(en: "it stands in \(places.count) places in all", zh: "它共出现在 \(places.count) 处"))
    }
    join(vanished, in: finding)
  }

  /// Offers the types with which a finding that speaks of a declaration would vanish.
  private mutating func offerType(_ name: TypedName, as types: [String], for index: Int) {
    let fitting = fitting(name, types, for: index)
    guard let vanished = fitting.first?.vanished else { return }
    join(vanished, in: index, fixIts: remedies(name, fitting.map(\.type)))
  }

  /// The types with which the finding at `index` vanishes, and most others with it, as many as `rivalLimit`, with what
  /// vanishes.
  private mutating func fitting(_ name: TypedName, _ types: [String], for index: Int) -> [(
    type: String, vanished: [Int]
  )] {
    let mark = name.isOptional || name.isSettled && name.number == nil ? "?" : ""
    // Where one use says what holds where cells are missing, that the type says so is meant.
    let toggled =
      name.number == nil && !(name.isSettled && name.isOptional) ? [name.type + (name.isOptional ? "" : "?")] : []
    let others = types.filter { $0 != name.type }.prefix(Self.typeLimit).map { $0 + mark }
    var (best, most): ([(type: String, vanished: [Int])], Int) = ([], 0)
    for type in toggled + others where hasBytesLeft && best.count < Self.rivalLimit {
      let vanished = vanished(with: edit(name, type), for: index)
      let count = vanished.count(where: isMisfit)
      if Self.unitless.contains(type), !isUnitless(vanished) { continue }
      // No unit mends what is missing alone.
      if best.first?.type == toggled.first, !best.isEmpty, count <= most { continue }
      if count > most { (best, most) = ([], count) }
      if count == most, count > 0 { best.append((type, vanished)) }
    }
    return best
  }

  /// Types that say nothing of the unit behind a figure.
  private static let unitless: Set<String> = ["text", "text?", "date", "date?", "year", "year?", "number", "number?"]

  /// True where what vanishes shows that a thing has no unit: a cell, or what it is compared with. That prose names another unit, or none, does
  /// not: it would print beside any.
  private func isUnitless(_ vanished: [Int]) -> Bool {
    if vanished.contains(where: isCell) { return true }
    let codes = vanished.filter(isMisfit).compactMap { findings[$0]?.code }
    return !codes.contains(.unitContradicts) && codes.contains { $0 != .unitMissing }
  }

  private func edit(_ name: TypedName, _ type: String) -> Edit {
    Edit(name.typePlace.range, name.number == nil ? type : Self.behindNumber(type))
  }

  /// The types that are offered: where so many fit that none is likelier, none.
  private func remedies(_ name: TypedName, _ types: [String]) -> [FixIt] {
    guard types.count < Self.rivalLimit else { return [] }
    return types.map { type in
      guard let number = name.number else {
        return FixIt(Message(en: "write ‘\(type)’", zh: "写作“\(type)”"), replace: name.typePlace, with: type)
      }
      let text = number.text + Self.behindNumber(type)
      let place = Place(report, number.range.lowerBound..<name.typePlace.range.upperBound)
      return FixIt(Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: place, with: text)
    }
  }

  /// A unit as it is written behind a number.
  private static func behindNumber(_ unit: String) -> String {
    if unit == "number" { return "" }
    return unit == "%" ? unit : " " + unit
  }
}
