import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// `problems`, the table of the report's own problems that are kept.
  mutating func declareProblems() {
    let nowhere = Place(FileID(0), 0..<0)
    let name = Field(
      name: "name", type: .optional(.text), isKey: false, isPrivate: false, header: "名称", place: nowhere)
    program.schemas.append(
      Schema(
        name: "problems", fields: [name], countingUnit: nil, isRecord: false, path: "", pathPlace: nowhere,
        place: nowhere))
  }

  // MARK: Units

  mutating func declareUnits(_ declarations: [SyntaxNode]) {
    for declaration in inOrder(declarations.filter { $0.kind == .unitDeclaration }) { declareUnit(declaration) }
    // What problems are counted in is known once the standard units are.
    if program.schemas[0].countingUnit == nil,
      let unit = program.registry.unit(named: program.language == .english ? "problem" : "个")
    {
      let old = program.schemas[0]
      program.schemas[0] = Schema(
        name: old.name, fields: old.fields, countingUnit: unit, isRecord: false, path: "", pathPlace: old.pathPlace,
        place: old.place)
    }
  }

  /// Declarations of units, each behind the one that it is a multiple of, wherever that stands.
  private func inOrder(_ declarations: [SyntaxNode]) -> [SyntaxNode] {
    let names = declarations.map { declaration in
      declaration.children.filter { $0.kind == .unitName || $0.kind == .interpolation }.map { unitText($0) ?? "" }
    }
    var indices: [String: Int] = [:]
    for (index, names) in names.enumerated() {
      guard let name = names.first else { continue }
      for spelling in [name, UnitRegistry.regularPlural(name)] where indices[spelling] == nil {
        indices[spelling] = index
      }
    }
    var isPlaced = [Bool](repeating: false, count: declarations.count)
    var order: [SyntaxNode] = []
    for first in declarations.indices where !isPlaced[first] {
      var chain: [Int] = []
      var next: Int? = first
      while let index = next, !isPlaced[index] {
        isPlaced[index] = true
        chain.append(index)
        next = names[index].dropFirst().first.flatMap { indices[$0] }
      }
      order += chain.reversed().map { declarations[$0] }
    }
    return order
  }

  private mutating func declareUnit(_ declaration: SyntaxNode) {
    // Of a unit that could not be read nothing is known but its words.
    guard declaration.first(.error) == nil else { return }
    let names = declaration.children.filter { $0.kind == .unitName || $0.kind == .interpolation }
    guard let nameNode = names.first, let name = unitText(nameNode) else { return }
    if declaration.has(.per) {
      guard let base = names.dropFirst().first, let unit = unitText(base) else { return }
      guard let unit = program.registry.unit(named: unit) else { return reportUnknownUnit(base) }
      return declare(name, leading: .divisor(unit), nameNode)
    }
    let isDefined = declaration.first(.equal) != nil
    // `unit bus buses` has been reported, and is read as what it means.
    let pluralNode = declaration.child(after: .plural) ?? (isDefined ? nil : names.dropFirst().first)
    let plural = pluralNode.flatMap(unitText)
    var definition = UnitRegistry.Definition.newDimension
    if declaration.has(.ratio) { definition = .ratio }
    if declaration.has(.points) { definition = .points }
    if isDefined {
      let base = names.dropFirst().first { $0.range.lowerBound < declaration.pluralStart }
      guard let factor = unitFactor(declaration) else { return }
      guard let base else {
        definition = .multiple(factor, of: .number)
        return declare(name, plural, definition, nameNode)
      }
      guard let baseName = unitText(base), let unit = program.registry.unit(named: baseName) else {
        reportUnknownUnit(base)
        return loseUnit(name, plural)
      }
      if declaration.has(.before) {
        guard let factor = try? factor.multiplied(by: unit.factor) else { return }
        return declare(
          name, leading: .unit(Unit(name: unit.name, plural: unit.plural, kind: unit.kind, factor: factor)), nameNode)
      }
      definition = .multiple(factor, of: unit)
    }
    declare(name, plural, definition, nameNode)
  }

  /// A word that stands before its figure.
  private mutating func declare(_ name: String, leading meaning: LeadingWords.Meaning, _ node: SyntaxNode) {
    guard !program.registry.declare(name, leading: meaning) else { return }
    var first: Place?
    for module in modules.indices where first == nil { first = firstUnit(named: [name], module, besides: node) }
    reportDuplicate(name, node.place, first)
  }

  private mutating func declare(
    _ name: String, _ plural: String?, _ definition: UnitRegistry.Definition, _ node: SyntaxNode
  ) {
    guard !program.registry.declare(name, plural: plural, as: definition) else { return }
    let names = [name, plural ?? name]
    var first: (place: Place, module: Int)?
    for module in modules.indices where first == nil {
      first = firstUnit(named: names, module, besides: node).map { ($0, module) }
    }
    // What the standard library declares needs no declaration; of the same size it does no harm.
    if let first, standardModules.contains(first.module) {
      if case .multiple(let number, let base) = definition, let known = program.registry.unit(named: name),
        known.kind == base.kind, known.factor == (try? number.multiplied(by: base.factor)),
        plural ?? known.plural == known.plural
      {
        return
      }
      if definition == .newDimension { return reportKnownUnit(name, node) }
    }
    reportDuplicate(name, node.place, first?.place)
  }

  /// The modules that every report uses unasked: the first one, and those that it uses.
  private var standardModules: Set<Int> {
    var (found, next): (Set<Int>, [Int]) = ([], [0])
    while let module = next.popLast() {
      guard modules.indices.contains(module), found.insert(module).inserted else { continue }
      next += modules[module].uses.compactMap(\.self)
    }
    return found
  }

  /// Where a module declares a unit by one of these names, be it as a plural; looked for only when two clash.
  private func firstUnit(named names: [String], _ module: Int, besides node: SyntaxNode) -> Place? {
    guard let header = modules[module].tree.root.first(.header) else { return nil }
    for declaration in header.children where declaration.kind == .unitDeclaration {
      let isSame = declaration.range.contains(node.range.lowerBound) && declaration.file == node.file
      guard !isSame,
        let label = declaration.children.first(where: { $0.kind == .unitName || $0.kind == .interpolation })
      else { continue }
      let spelled = [unitText(label), declaration.child(after: .plural).flatMap(unitText)].compactMap(\.self)
      let all = spelled + spelled.prefix(1).map { $0 + "s" }
      if all.contains(where: { names.contains($0) }) { return label.place }
    }
    return nil
  }

  /// The number of a definition: 1 where only a unit stands, a quotient for `2000/3`.
  private mutating func unitFactor(_ declaration: SyntaxNode) -> Number? {
    let numbers = declaration.children.filter { $0.kind == .number }.compactMap { Number(decimal: $0.digits) }
    guard let first = numbers.first else { return .one }
    guard numbers.count > 1 else { return first }
    return try? first.divided(by: numbers[1])
  }

  /// The name that a `unitName` or a string spells.
  func unitText(_ node: SyntaxNode) -> String? {
    if node.kind == .interpolation { return node.plainString }
    // Words of one name are separated by one blank; signs and divisors touch.
    var text = ""
    var end: Int?
    for leaf in node.children {
      if let end, leaf.range.lowerBound > end { text += " " }
      text += leaf.kind == .divide ? "/" : leaf.text
      end = leaf.range.upperBound
    }
    return UnitRegistry.narrowed(text)
  }

  /// The unit that a node names, reported if there is none.
  mutating func unit(_ node: SyntaxNode) -> Unit? {
    if reportDoubledSlash(node) { return nil }
    guard let name = unitText(node) else { return nil }
    // 万万 could be 亿, and is 万 written twice.
    guard program.registry.withoutRepeatedScale(name) == nil, let unit = program.registry.unit(named: name) else {
      reportUnknownUnit(node)
      return nil
    }
    if modules.count > Self.reportModule, node.file == modules[Self.reportModule].tree.file {
      program.registry.noteUse(of: unit)
    }
    return unit
  }

  // MARK: Names

  mutating func declareNames(_ declarations: [SyntaxNode], _ module: Int) {
    var useIndex = 0
    for declaration in declarations {
      switch declaration.kind {
      case .useDeclaration:
        let used = useIndex < modules[module].uses.count ? modules[module].uses[useIndex] : nil
        useIndex += 1
        if let name = declaration.name { bind(name, to: .module(used), module) }
      case .parameterDeclaration: declareParameter(declaration, module)
      case .dataDeclaration: declareData(declaration, module)
      case .letDeclaration: declareLet(declaration, module)
      case .standardDeclaration: declareStandard(declaration, module)
      default: break
      }
    }
  }

  mutating func bind(_ name: SyntaxNode, to symbol: Symbol, _ module: Int) {
    let text = spelled(name)
    if let first = symbols[module][text] { return reportDuplicate(text, name.place, first.place) }
    symbols[module][text] = Declared(symbol: symbol, place: name.place)
  }

  /// What a declaration's name is, be it as it is meant.
  func spelled(_ name: SyntaxNode) -> String {
    amendments.names.isEmpty ? name.text : amendments.names[name.place] ?? name.text
  }

  private mutating func declareParameter(_ declaration: SyntaxNode, _ module: Int) {
    guard let name = declaration.name else { return }
    let type = amended(declaration.first(.typeName).map { self.type($0) } ?? .poison, name.place)
    bind(name, to: .parameter(program.parameters.count), module)
    program.parameters.append(
      Parameter(
        name: spelled(name), type: type, isPrivate: declaration.has(.private),
        // Poison until the default is known to fit.
        fallback: declaration.first(.equal) != nil || declaration.first(.error) != nil ? poison(declaration) : nil,
        place: name.place,
        isSettable: module == Self.reportModule))
  }

  private mutating func declareLet(_ declaration: SyntaxNode, _ module: Int) {
    guard let name = declaration.name else { return }
    let isFunction = declaration.first(.parameterList) != nil
    bind(name, to: isFunction ? .function(lets.count) : .value(lets.count), module)
    lets.append(Let(name: name, declaration: declaration, module: module))
    if isFunction { program.functions.append((name.text, name.place, declaration.place)) }
  }

  private mutating func declareData(_ declaration: SyntaxNode, _ module: Int) {
    guard let name = declaration.name else { return }
    let pathNode = declaration.first(.interpolation)
    let path = pathNode.flatMap(\.plainString)
    if let pathNode, path == nil { reportConstantRequired(pathNode) }
    let fields = self.fields(declaration)
    let id = SchemaID(program.schemas.count)
    var counting = declaration.first(.unitName).flatMap { unit($0) }
    if let other = amendments.units[name.place] { counting = program.registry.unit(named: other) }
    if counting == nil, declaration.first(.error) != nil || declaration.has(.counted) { unknownCounts.insert(id) }
    var binding = binding(declaration, path: path, fields: fields)
    let hasColon = declaration.first(.colon) != nil
    let isKindLost = hasColon && !declaration.has(.record)
    if isKindLost {
      lostKinds.insert(id)
      // Of other files it decides which of them can be read.
      if path.flatMap(DataFormat.init(path:)) != .csv { binding.unknown.insert(.path) }
    }
    let schema = Schema(
      name: spelled(name), fields: fields, countingUnit: counting, isRecord: hasColon && !isKindLost, path: path ?? "",
      pathPlace: (pathNode ?? name).place, binding: binding, place: name.place, declaration: declaration.place)
    bind(name, to: .table(id), module)
    program.schemas.append(schema)
  }

  /// The fields of a table; what may be one besides is noted.
  private mutating func fields(_ declaration: SyntaxNode) -> [Field] {
    var fields: [Field] = []
    var lost = LostFields()
    var isLast = false
    for node in declaration.children {
      // What could not be read of a field stands behind it.
      if node.kind == .error {
        if isLast, !node.range.isEmpty, let last = fields.indices.last { fields[last] = lacking(node, fields[last]) }
        lost.add(node)
      }
      guard node.kind == .field else {
        if node.kind != .error { isLast = false }
        continue
      }
      isLast = false
      if isUnitAlone(node) {
        lost.nameless += 1
        continue
      }
      guard let field = field(node, &lost) else { continue }
      if let first = fields.firstIndex(where: { $0.name.isSpelled(like: field.name) }) {
        // What is broken besides may have lost its name; what is not may have it where the type stands.
        if field.isLost { lost.nameless += 1 } else { reportDuplicate(field.name, field.place, fields[first].place) }
        if let type = node.first(.typeName) { lost.add(type) }
        fields[first].isLost = true
      } else {
        fields.append(field)
        isLast = true
      }
    }
    if fields.isEmpty, declaration.first(.error) != nil { lost.mayBeAny = true }
    if lost.isSome { lostFields[SchemaID(program.schemas.count)] = lost }
    return fields
  }

  /// The field, of which something behind it could not be read: right behind its type, that is another one.
  private func lacking(_ error: SyntaxNode, _ field: Field) -> Field {
    var field = field
    field.isLost = true
    guard let type = field.typePlace, type.range.upperBound <= error.range.lowerBound,
      error.fileBytes[type.range.upperBound..<error.range.lowerBound].allSatisfy({ $0 <= 0x20 })
    else { return field }
    field.type = .poison
    return field
  }

  private mutating func field(_ node: SyntaxNode, _ lost: inout LostFields) -> Field? {
    guard let name = node.name else {
      lost.nameless += 1
      // Its cases.
      lost.add(node)
      return nil
    }
    // `text key`: what is meant as the type stands in the name's place.
    if node.first(.typeName) == nil,
      Keyword.spelled(name.bytes) != nil || program.registry.unit(named: name.text) != nil
    {
      lost.nameless += 1
    }
    let findings = diagnostics.count
    var type = node.first(.typeName).map { self.type($0) } ?? .poison
    let headerNode = node.child(after: .from)
    let header = headerNode?.plainString
    if let headerNode, header == nil, headerNode.kind == .interpolation { reportConstantRequired(headerNode) }
    if case .list = type.settled {
      reportTypeNotForField(node)
      type = .poison
    }
    // `text name`: the name is in the type's place.
    if type == .poison, let word = node.first(.typeName) { lost.add(word) }
    // What could not be read of the field may be the rest of its type.
    if node.hasError { type = .poison }
    if node.first(.question) != nil, !type.isOptional, type != .poison { type = .optional(type) }
    type = amended(type, name.place)
    var field = Field(
      name: spelled(name), type: type, isKey: node.has(.key), isPrivate: node.has(.private),
      isFilled: node.has(.filled), missingTexts: missingTexts(node), header: header ?? spelled(name),
      counts: counts(type), place: name.place)
    if case .quantity(let kind, _) = type.settled, case .dimension = kind {
      field.isAmount = !program.registry.isMoney(kind)
    }
    field.typePlace = node.first(.typeName)?.place
    field.headerPlace = headerNode?.place ?? Place(node.file, node.range.upperBound..<node.range.upperBound)
    field.casePlaces = node.first(.typeName).map { $0.children.filter { $0.kind == .name }.map(\.place) } ?? []
    field.isLost = node.hasError || diagnostics.count > findings
    return field
  }

  /// The type that the field, the parameter or the levels of a standard at a place are taken to have.
  func amended(_ type: Type, _ place: Place) -> Type {
    if amendments.unknown.contains(place) { return .poison }
    guard let name = amendments.units[place], let unit = program.registry.unit(named: name) else { return type }
    let amended = Type.quantity(unit.kind, unit: unit)
    return type.isOptional ? .optional(amended) : amended
  }

  /// The standard units of what is counted one by one, a dimension each.
  private static let countingUnits = [
    "人", "人次", "户", "所", "个", "处", "条", "项", "场", "支", "件", "套", "台", "辆", "台件套", "间", "栋", "册", "班", "份", "期", "次",
    "批", "片", "家", "篇",
  ]

  /// True for a number of things, in a unit without a scale.
  private func counts(_ type: Type) -> Bool {
    guard case .quantity(let kind, let unit?) = type.settled, unit.factor == .one else { return false }
    return Self.countingUnits.contains { program.registry.unit(named: $0)?.kind == kind }
  }

  // MARK: Types

  /// The type that a `typeName` spells; poison, reported, where there is none.
  mutating func type(_ node: SyntaxNode) -> Type {
    let isOptional = node.first(.question) != nil
    let base = baseType(node)
    return isOptional && base != .poison ? .optional(base) : base
  }

  private mutating func baseType(_ node: SyntaxNode) -> Type {
    if node.has(.one) || node.first(.name) != nil { return enumeration(node) }
    if node.has(.list) { return node.first(.typeName).map { .list(self.type($0)) } ?? .poison }
    guard let name = node.first(.unitName) else { return .poison }
    let words: [(Keyword, Type)] = [
      (.text, .text), (.bool, .bool), (.date, .date), (.year, .year), (.number, .number),
    ]
    if let word = words.first(where: { $0.0.isSpelled(name.bytes) }) { return word.1 }
    guard let unit = unit(name) else { return .poison }
    return .quantity(unit.kind, unit: unit)
  }

  /// The cases of a `typeName`; poison where some could not be read. One that stands there twice is reported.
  private mutating func enumeration(_ node: SyntaxNode) -> Type {
    var cases = NameTable<Place>()
    for name in node.children where name.kind == .name {
      if let first = cases[spelled(name)] {
        reportDuplicateCase(name, first)
      } else {
        cases[spelled(name)] = name.place
      }
    }
    return node.first(.error) != nil ? .poison : .enumeration(Enumeration(cases: cases.names))
  }

  mutating func checkParameters(_ declarations: [SyntaxNode], _ module: Int) {
    for declaration in declarations where declaration.kind == .parameterDeclaration {
      guard let name = declaration.name, let value = declaration.expression,
        let declared = symbols[module][spelled(name)], declared.place == name.place,
        case .parameter(let index) = declared.symbol
      else { continue }
      let type = program.parameters[index].type
      let checked = checkExpression(value, Scope(module: module), expected: type)
      if checked.type.isOptional, !type.isOptional, Self.fits(checked.type.settled, type),
        let typeNode = declaration.first(.typeName)
      {
        reportOptionalDefault(checked, typeNode)
      } else if declaration.first(.error) == nil {
        program.parameters[index].fallback = converted(checked, to: type, value)
      }
    }
  }

  // MARK: Conditions and settings

  mutating func checkConditions(_ declarations: [SyntaxNode], _ module: Int) {
    var places = NameTable<Place>()
    for declaration in declarations where declaration.kind == .checkDeclaration {
      guard let node = declaration.expression else { continue }
      let name = declaration.name
      if let name, let first = places[name.text] {
        reportDuplicate(name.text, name.place, first)
      } else if let name {
        places[name.text] = name.place
      }
      let scope = Scope(module: module)
      // Of a condition that goes on with what could not be read it is not known whether it is one.
      let condition =
        declaration.hasError
        ? checkExpression(node, scope, expected: .bool).withoutValue : checkCondition(node, scope)
      let message = declaration.expressions.dropFirst().first.map { checkPieces($0, scope) } ?? []
      // One without a name has been reported, and is no check that a figure could fail.
      guard let name else { continue }
      program.checks.append(Check(name: name.text, condition: condition, message: message, place: name.place))
    }
  }

  /// The language, which messages go by too.
  mutating func findLanguage(_ declarations: [SyntaxNode]) {
    let names = declarations.filter { $0.kind == .languageDeclaration }.compactMap(\.name)
    guard let language = names.compactMap({ ReportLanguage(rawValue: $0.text) }).last else { return }
    program.language = language
  }

  /// Title, style and formats.
  mutating func checkSettings(_ declarations: [SyntaxNode]) {
    let scope = Scope(module: Self.reportModule)
    var seen: [(kind: SyntaxKind, place: Place)] = []
    for declaration in declarations
    where [.reportDeclaration, .styleDeclaration, .languageDeclaration].contains(declaration.kind) {
      if let first = seen.first(where: { $0.kind == declaration.kind })?.place {
        reportDuplicate(declaration.children.first { _ in true }?.text ?? "", declaration.place, first)
      }
      seen.append((declaration.kind, declaration.place))
      if declaration.kind == .languageDeclaration, let name = declaration.name {
        let isBroken = declaration.children.contains { $0.kind == .error }
        if ReportLanguage(rawValue: name.text) == nil, !isBroken { reportUnknownLanguage(name) }
      }
    }
    for declaration in declarations where declaration.kind == .reportDeclaration { checkReportingYear(declaration) }
    for declaration in declarations {
      switch declaration.kind {
      case .styleDeclaration:
        if let name = declaration.name { program.style = (name.text, name.place, false) }
        if let path = declaration.first(.interpolation) {
          if let text = path.plainString {
            program.style = (text, path.place, true)
          } else {
            reportConstantRequired(path)
          }
        }
      case .formatDeclaration: checkFormatDeclaration(declaration)
      case .reportDeclaration:
        if let title = declaration.first(.interpolation) { program.title = checkPieces(title, scope) }
      default: break
      }
    }
  }
}

extension SyntaxNode {
  /// Where the word `plural` of a unit's declaration begins, or the end of the file.
  fileprivate var pluralStart: Int {
    children.first { $0.means(.plural) }?.range.lowerBound ?? Int.max
  }
}
