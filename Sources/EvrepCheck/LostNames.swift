import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What the parts of a source that could not be read may declare. A name that is one of these is no slip of its own.
struct LostNames {
  /// Words of declarations and blocks that could not be read.
  private(set) var names = NameTable<Bool>()
  /// Words of the lines of blocks that could not be read, which may name a problem.
  private var problems = NameTable<Bool>()
  /// How many declarations have lost their name: each may be the one that a name which is nowhere declared asks for.
  private var nameless = 0
  /// How many problems lack the line that would name them.
  private var namelessProblems: Int
  /// How many names of units have been lost.
  private var namelessUnits = 0
  /// Names of definitions that have run into what stands behind them.
  private var glued: [String] = []
  /// True where a `use` could not be read, with whatever units its module declares.
  private(set) var losesModule = false
  /// True where a unit's declaration could not be read.
  private(set) var losesUnit = false

  init(_ module: Module) {
    namelessProblems = module.tree.headlessProblems
    for declaration in module.tree.root.first(.header)?.children.map(\.self) ?? [] { read(declaration) }
    for error in module.tree.nodes(of: .error) where error.first(.leftBrace) != nil { add(error) }
    // The rows of a block are known to that alone.
    let heads = module.tree.nodes(of: .blockHead).filter { $0.first(.error) != nil }
    let blocks = module.tree.nodes(of: .error).map { $0.first(.blockHead) ?? $0 }.filter { $0.first(.fence) != nil }
    for head in heads + blocks { head.forEachIdentifier { problems[$0] = true } }
    if module.uses.contains(where: { $0 == nil }) { losesModule = true }
  }

  /// True where a unit may have been declared by that name; one that is spelled nearly as another is, where it stands there.
  mutating func mayHoldUnit(_ name: String, hasNear: Bool) -> Bool {
    // Its plural, where none is declared.
    if names[name] != nil || name.hasSuffix("s") && names[String(name.dropLast())] != nil { return true }
    guard !hasNear, namelessUnits > 0 else { return isWord(name) }
    namelessUnits -= 1
    names[name] = true
    return true
  }

  var isEmpty: Bool { names.names.isEmpty && nameless == 0 && !losesModule }

  private func isWord(_ name: String) -> Bool { names[name] != nil || glued.contains { $0.hasPrefix(name) } }

  /// True where the name may have been declared; one that is spelled nearly as another is, where it stands in what could not be read.
  mutating func mayHold(_ name: String, hasNear: () -> Bool = { false }) -> Bool {
    if isWord(name) { return true }
    guard nameless > 0, !hasNear() else { return false }
    nameless -= 1
    names[name] = true
    return true
  }

  private mutating func read(_ declaration: SyntaxNode) {
    // Fields behind a declaration that has ended are those of another one.
    for error in declaration.children where error.kind == .error && error.first(.leftBrace) == nil {
      if error.first(.rightBrace) != nil, error.bytes.contains(UInt8(ascii: "\n")) { nameless += 1 }
    }
    switch declaration.kind {
    case .error: addUnknown(declaration)
    case .unitDeclaration, .useDeclaration:
      guard declaration.first(.error) != nil else { return }
      // Any word of it may have been meant as the unit's plural, or the module's name.
      add(declaration)
      if declaration.kind == .unitDeclaration {
        // The unit itself and its plural.
        (namelessUnits, losesUnit) = (namelessUnits + 2, true)
      } else {
        if declaration.name == nil { nameless += 1 }
        if declaration.first(.interpolation) == nil { losesModule = true }
      }
    case .letDeclaration, .dataDeclaration, .parameterDeclaration, .standardDeclaration:
      if declaration.name == nil { nameless += 1 }
      // `let total 3`, `param place text`: what could not be read may hold the name too.
      for error in declaration.children where error.kind == .error {
        add(error)
        // `let halfx) = x / 2`
        if let name = declaration.name, error.first(.rightParen) != nil { glued.append(name.text) }
      }
    case .reportDeclaration, .styleDeclaration, .languageDeclaration:
      // The next line, whose first word is missing, may have been taken for more of it.
      for error in declaration.children where error.kind == .error { add(error) }
    default: break
    }
  }

  /// A declaration whose first word is none of the language.
  private mutating func addUnknown(_ error: SyntaxNode) {
    guard let first = error.children.first(where: { _ in true }) else { return }
    guard first.kind == .identifier else { return addWords(error) }
    let isUse = error.children.dropFirst().first { _ in true }?.kind == .string
    if isUse { losesModule = true }
    // 令总数: the word ran into the name.
    for keyword in Keyword.declarations {
      let word = keyword.spellings.chinese
      if first.text.hasPrefix(word) { names[String(first.text.dropFirst(word.count))] = true }
    }
    for child in error.children {
      switch child.kind {
      case .identifier: names[child.text] = true
      case .equal, .colon, .leftBrace, .leftParen: return
      default: break
      }
    }
  }

  /// The words before `=` of a declaration that begins with another sign: `8et total = 3`, `"总数 = 3`.
  private mutating func addWords(_ error: SyntaxNode) {
    let head = error.bytes.prefix { $0 != UInt8(ascii: "=") && $0 != 0x0A }
    guard head.endIndex < error.bytes.endIndex else { return }
    for word in Name.words(in: head) { names[word.text] = true }
  }

  /// True where a problem may have had the name.
  mutating func mayHoldProblem(_ name: String) -> Bool {
    if problems[name] != nil { return true }
    guard names[name] == nil, namelessProblems > 0 else { return mayHold(name) }
    namelessProblems -= 1
    names[name] = true
    return true
  }

  /// Counts a name in whose declaration could be read, but not made sense of.
  mutating func add(_ name: String) { names[name] = true }

  private mutating func add(_ node: SyntaxNode) { node.forEachIdentifier { names[$0] = true } }
}

/// What may be fields of a table, some of whose fields could not be read.
struct LostFields {
  private var names = NameTable<Bool>()
  /// How many fields have lost their name.
  var nameless = 0
  /// True where no field could be read.
  var mayBeAny = false

  var isSome: Bool { mayBeAny || nameless > 0 || !names.names.isEmpty }

  func holds(_ name: String) -> Bool { mayBeAny || names[name] != nil }

  /// Counts the words of a part in that could not be read.
  mutating func add(_ node: SyntaxNode) { node.forEachIdentifier { names[$0] = true } }

  /// True where the name may be that of a field.
  mutating func mayHold(_ name: String) -> Bool {
    if holds(name) { return true }
    guard nameless > 0 else { return false }
    nameless -= 1
    names[name] = true
    return true
  }
}

extension Checker {
  /// True for a field of which only its unit is left, `m²? from "area"`, which is reported: what is read as the name and the type is one
  /// word, and a unit.
  mutating func isUnitAlone(_ field: SyntaxNode) -> Bool {
    guard let name = field.name, let type = field.first(.typeName), type.range.lowerBound == name.range.upperBound,
      let unit = type.first(.unitName),
      case let place = Place(field.file, name.range.lowerBound..<unit.range.upperBound),
      case let text = String(decoding: field.fileBytes[place.range], as: UTF8.self),
      program.registry.unit(named: text) != nil
    else { return false }
    reportFieldWithoutName(text, place)
    return true
  }

  /// True where the table may have a field of this name, in what could not be read.
  mutating func isFieldLost(_ name: String, of schema: SchemaID) -> Bool { lostFields[schema]?.mayHold(name) ?? false }

  /// Notes a unit whose definition makes no sense.
  mutating func loseUnit(_ name: String, _ plural: String?) {
    findLost()
    for name in [name, plural].compactMap(\.self) { lost[Self.reportModule].add(name) }
  }

  /// True where what a reference leads to is not known because its first line is missing, or could not be read.
  mutating func isProblemLost(_ name: String) -> Bool {
    findLost()
    return lost[Self.reportModule].mayHoldProblem(name)
  }

  private mutating func findLost() {
    if lost.isEmpty { lost = modules.map(LostNames.init) }
  }

  /// True where the text behind a figure begins with what may be a unit that could not be read.
  ///
  /// - Parameter isKnown: true where it begins with a known unit as well.
  mutating func mayStateLostUnit(behind hole: ByteRange, in bytes: [UInt8], isKnown: Bool) -> Bool {
    findLost()
    guard lost.contains(where: { !$0.names.names.isEmpty || $0.losesUnit }) else { return false }
    var offset = hole.upperBound
    while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
    var word = ""
    while word.unicodeScalars.count < Self.unitLengthLimit {
      let (scalar, length) = UTF8Scalar.read(bytes, at: offset, limit: bytes.count)
      guard let scalar = Unicode.Scalar(scalar), scalar.properties.isAlphabetic else { break }
      word.unicodeScalars.append(scalar)
      offset += length
      // A word of Latin letters ends with them.
      let goesOn =
        scalar.isASCII && offset < bytes.count && Unicode.Scalar(bytes[offset]).properties.isAlphabetic
        && bytes[offset] < 0x80
      if !goesOn, !isKnown || lost.contains(where: \.losesUnit), lost.contains(where: { $0.names[word] != nil }) {
        return true
      }
    }
    // A unit that has lost its name may have any that is not another's.
    return !isKnown && !word.isEmpty && lost.contains(where: \.losesUnit)
  }

  private static let unitLengthLimit = 24

  /// True where the name is not known because the declaration that would hold it could not be read.
  ///
  /// - Parameter candidates: names that are known, one of which may be meant.
  mutating func isLost(_ name: String, _ module: Int, among candidates: [String]) -> Bool {
    findLost()
    // Of two characters, one in common says little.
    return lost[module].mayHold(name) {
      name.unicodeScalars.count > 2 && Nearest.find(for: name, in: candidates) != nil
    }
  }

  /// True where the unit may stand in a declaration that could not be read; units are known to every module.
  ///
  /// - Parameter hasNear: true where a known unit is spelled nearly so.
  mutating func isUnitLost(_ name: String, hasNear: Bool) -> Bool {
    findLost()
    let parts = name.split(separator: "/").map(String.init)
    if parts.count > 1 {
      return parts.contains { program.registry.unit(named: $0) == nil && isUnitLost($0, hasNear: hasNear) }
    }
    if !hasNear, lost.contains(where: \.losesModule) { return true }
    return modules.indices.contains { lost[$0].mayHoldUnit(name, hasNear: hasNear) }
  }

  /// True where the report's header holds something that could not be read.
  mutating func hasLosses() -> Bool {
    findLost()
    return !lost[Self.reportModule].isEmpty
      || program.parameters.contains { $0.isSettable && $0.type == .poison }
  }

  /// True where the report says which year it is for, but not so that it can be read.
  mutating func isReportingYearLost() -> Bool {
    let header = modules[Self.reportModule].tree.root.first(.header)
    let isBroken = header?.children.contains { declaration in
      declaration.kind == .reportDeclaration && (declaration.has(.for) || declaration.first(.error) != nil)
    }
    return isBroken == true || hasLosses()
  }
}
