import EvrepCheck
import EvrepData
import EvrepModel
import EvrepSource
import EvrepSyntax

/// A program that has errors, before it was checked.
struct Suspects {
  let modules: [Module]
  /// The findings before it was checked.
  let diagnostics: [Diagnostic]
  let sources: SourceSet
}

extension Compiler {
  /// Checks a program with errors again where data show that a declaration is not what is meant, and reads the data anew as
  /// the declaration is meant.
  mutating func reconsider(_ program: inout Program, _ tables: inout [Table?]) {
    guard let suspects else { return }
    let (hints, trusted) = (hints(program, tables), misjudged(program))
    guard !hints.isEmpty || !trusted.isEmpty else { return }
    let (checked, findings) = check(suspects.modules, hints: hints, trusted: trusted)
    guard checked.amendments != program.amendments else { return }
    program = checked
    diagnostics = suspects.diagnostics + findings
    sources = suspects.sources
    tables = loadTables(program)
  }

  /// What is found of what a declaration says.
  private static let ofDeclarations: Set<DiagnosticCode> = [
    .columnMissing, .badCell, .emptyCell, .fileNotFound, .unknownStyle, .unknownUnit, .unsupportedFormat,
  ]

  /// The findings without those of types and of data about declarations in whose lines there is something that could not be
  /// read: they are others than are meant.
  func withoutBrokenLines(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let slips = diagnostics.filter { finding in
      finding.code == .unexpectedToken && !finding.fixIts.contains(where: \.isSafe)
        && finding.place.map { place in headers.contains { $0.contains(place) } } ?? false
    }
    guard !slips.isEmpty else { return diagnostics }
    let files = Set(slips.compactMap { $0.place?.file })
    let indices = Dictionary(uniqueKeysWithValues: files.map { ($0, LineIndex(sources[$0].bytes)) })
    func line(_ place: Place) -> Place? {
      guard headers.contains(where: { $0.contains(place) }) else { return nil }
      guard let number = indices[place.file]?.line(at: place.range.lowerBound) else { return nil }
      return Place(place.file, number..<number)
    }
    let broken = Set(slips.compactMap(\.place).compactMap(line))
    func isBroken(_ place: Place) -> Bool { line(place).map(broken.contains) ?? false }
    return diagnostics.filter { finding in
      let isOfData = Self.ofDeclarations.contains(finding.code)
      let places = [finding.place].compactMap(\.self) + finding.labels.map(\.place)
      return !((isOfData || finding.code.rawValue.hasPrefix("EV03")) && places.contains(where: isBroken))
    }
  }

  /// What is found of what a hole holds, and of the prose beside it.
  private static let ofHoles: Set<DiagnosticCode> = [
    .unitMissing, .unitContradicts, .unreadUnit, .badFormat, .emptyHole, .notACondition, .notPrintable,
  ]

  /// The findings without what is said of the total in a row whose cells do not stand below their headers.
  func withoutBrokenTotals(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard diagnostics.contains(where: { $0.code == .totalNotOfRows }) else { return diagnostics }
    // What is said of a whole row stands where its line begins.
    let rows = diagnostics.filter { [.unitContradicts, .shortRow, .cellNotPrinted].contains($0.code) }.compactMap(
      \.place)
    return diagnostics.filter { finding in
      guard finding.code == .totalNotOfRows, let place = finding.place else { return true }
      let line = (sources[place.file].bytes[..<place.range.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
      return !rows.contains { $0.file == place.file && $0.range.lowerBound == line }
    }
  }

  /// The findings with those of each data file that is made otherwise than several declarations say as one.
  func withoutTwinsOfFiles(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var first: [FileID: Int] = [:]
    var kept: [Diagnostic] = []
    for finding in diagnostics {
      guard case .otherFile(let file)? = finding.evidence else {
        kept.append(finding)
        continue
      }
      guard let index = first[file] else {
        first[file] = kept.count
        kept.append(finding)
        continue
      }
      if let place = finding.place { kept[index].labels.append(Label(place, finding.message)) }
    }
    return kept
  }

  /// The findings with what is decided in the condition of a check that fails as a note of that.
  func withDecided(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let failed = diagnostics.filter { $0.code == .checkFailed }.compactMap(\.place)
    guard !failed.isEmpty else { return diagnostics }
    let decided = diagnostics.filter { finding in
      finding.code == .decidedCondition
        && finding.place.map { place in failed.contains { $0.contains(place) } } ?? false
    }
    guard !decided.isEmpty else { return diagnostics }
    return diagnostics.filter { !decided.contains($0) }.map { finding in
      guard finding.code == .checkFailed, let place = finding.place else { return finding }
      var finding = finding
      finding.notes += decided.filter { $0.place.map(place.contains) ?? false }.map(\.message)
      return finding
    }
  }

  /// The findings without those of what is only half read: what the hole prints, and the prose says, beside a brace that is
  /// not as it should be; what comes of a condition one of whose signs is another than is meant.
  func withoutHalfRead(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let unread = diagnostics.filter { $0.code.rawValue.hasPrefix("EV01") }
    guard !unread.isEmpty else { return diagnostics }
    let braces = unread.filter { [.strayBrace, .unclosedHole].contains($0.code) }.compactMap(\.place)
    let places = unread.compactMap(\.place)
    func isBeside(_ place: Place) -> Bool {
      braces.contains { brace in
        guard brace.file == place.file else { return false }
        let (first, last) = place.range.lowerBound < brace.range.lowerBound ? (place, brace) : (brace, place)
        let between = sources[place.file].bytes[
          min(first.range.upperBound, last.range.lowerBound)..<last.range.lowerBound]
        return !between.contains(UInt8(ascii: "\n")) && between.count { $0 == UInt8(ascii: "{") } < 2
      }
    }
    return diagnostics.filter { finding in
      let isOfHole = Self.ofHoles.contains(finding.code)
      guard let place = finding.place else { return true }
      if finding.code == .decidedCondition || finding.code == .checkFailed {
        return !places.contains(where: place.contains)
      }
      return !(isOfHole && isBeside(place))
    }
  }

  /// The names of fields that were taken to be meant otherwise, as no column has.
  private func misjudged(_ program: Program) -> Set<Place> {
    let missing = diagnostics.filter { $0.code == .columnMissing }.compactMap(\.place)
    return Set(missing.filter { program.amendments.names[$0] != nil })
  }

  /// What the data show of declarations.
  private func hints(_ program: Program, _ tables: [Table?]) -> [DeclarationHint] {
    var hints: [DeclarationHint] = []
    for finding in diagnostics {
      switch finding.evidence {
      case .name(let name, let place)?: hints.append(.name(place, name))
      case .wholeColumn(let place)?:
        let field = program.schemas.lazy.flatMap(\.fields).first { $0.place == place }
        hints.append(.unknown(place, because: finding.moved(to: field?.typePlace ?? place)))
      case .undeclaredColumn?, .otherFile?, .otherLanguage?, .missingRow?, nil: break
      }
    }
    for case let table? in tables {
      for (index, field) in program.schemas[table.schema.index].fields.enumerated() {
        guard field.type.settled == .text, case .texts(let texts) = table.columns[index], holdsNumbersAlone(texts)
        else {
          continue
        }
        let first = table.source?.place(row: 0, field: index)
        hints.append(.unknown(field.place, because: .textOfNumbers(field, first: first)))
      }
    }
    return hints
  }
}

extension Diagnostic {
  /// The same said of another place, with a label where it was.
  fileprivate func moved(to place: Place) -> Diagnostic {
    var labels = labels.filter { $0.place.file != place.file }
    if let old = self.place {
      labels.insert(Label(old, Message(en: "the data are here", zh: "数据在此")), at: 0)
    }
    return Diagnostic(code, at: place, message, labels: labels, notes: notes, fixIts: fixIts)
  }

  /// A field of text all of whose cells are numbers, which the report takes for numbers too.
  fileprivate static func textOfNumbers(_ field: Field, first: Place?) -> Diagnostic {
    Diagnostic(
      .typeMismatch, at: field.typePlace ?? field.place,
      Message(
        en: "‘\(field.name)’ is declared as text, and its column holds numbers, which the report reckons with",
        zh: "“\(field.name)”声明为文本，而该列都是数，报告也把它当作数来计算"),
      labels: first.map { [Label($0, Message(en: "the column begins here", zh: "该列从此处起"))] } ?? [],
      notes: [
        Message(
          en: "declare it in its unit, as in ‘\(field.name) pupils’, or as a bare number: ‘\(field.name) number’",
          zh: "请按其单位声明，如“\(field.name) 人”；没有单位的，写“\(field.name) 数值”")
      ])
  }
}
