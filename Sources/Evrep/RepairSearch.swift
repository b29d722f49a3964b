import EvrepCheck
import EvrepSource
import EvrepSyntax

/// Looks for one small change of a report with which several findings vanish, and no other comes: they are one slip, of
/// which one finding is kept, with the change.
///
/// The compiler itself says what a change comes to, as in Lerner, Flower, Grossman and Chambers, “Searching for type-error
/// messages” (PLDI 2007). How often it is asked is bounded by the bytes that it reads, never by a clock: the same report
/// gives the same messages on every machine.
struct RepairSearch {
  /// What a compile of a changed report finds, step by step.
  struct Trial {
    let parse: (_ bytes: [UInt8]) -> [Diagnostic]
    /// The field, parameter or definition that is declared at `untyped` has no type then.
    let check: (_ bytes: [UInt8], _ untyped: Place?) -> [Diagnostic]
    /// With its data; nil where none is read.
    let evaluate: ((_ bytes: [UInt8]) -> [Diagnostic])?
    /// How many bytes of modules checking reads, and of data evaluating.
    let (moduleSize, dataSize): (Int, Int)
    /// The different texts in the column of the field that is declared at a place, as many as a field may have cases; nil where no
    /// data is read.
    let values: ((_ bytes: [UInt8], _ field: Place) -> [String])?
  }

  /// How many bytes are parsed in all, for one finding beside others, and for one that is alone; checking them counts for
  /// five times as many, evaluating them for ten.
  private static let (byteLimit, sharedByteLimit, aloneByteLimit) = (24 << 20, 12 << 20, 6 << 20)
  /// How many each of many findings has at least.
  private static let leastShare = 4 << 20
  /// How many bytes a report counts for at least.
  static let leastBytes = 20 << 10
  /// How many findings, and bytes with its modules, a report may have to be looked into at all.
  static let (findingLimit, sizeLimit) = (200, 1 << 18)
  /// How many errors a report may have for those to be looked into that stand alone on their line.
  private static let crowdLimit = 30

  /// How many bytes off what is asked for may be sought.
  private static let nearBytes = 80
  /// How many errors are few enough for each to be looked into.
  private static let fewLimit = 4

  let report: FileID
  let bytes: [UInt8]
  let header: Place?
  let trial: Trial
  let tree: SyntaxTree
  private let lines: LineIndex
  private let declarationCount: Int
  /// How many bytes it counts for that a check compares each of many names that are not known with all others.
  private let nameSize: Int
  /// The words of the language, and those of the report that stand where names may.
  private let known: [String]
  /// Those of them that may stand in a hole: no word of the header alone that is no name.
  private let knownOfBody: [String]
  /// The fields of each table of the report.
  let tables: [String: Set<String>]
  var bytesLeft = byteLimit
  /// How many of them the search in declarations leaves to what comes behind it.
  private var reserve = 0
  /// True where the last change that was tried would do, were it not for the data.
  private var isBlamedOnData = false
  /// True where the report's blocks are written in Chinese.
  private let isChinese: Bool
  /// Where parsing alone finds something, and where checking does.
  private let (ofParsing, ofChecking): (Set<Sighting>, Set<Sighting>)
  /// What is found at first, in the order of the source.
  private let original: [Diagnostic]
  /// What is left of that; nil for what has turned out to be the doing of something else.
  private(set) var findings: [Diagnostic?]
  /// For what has turned out to be the doing of something else, the index of that.
  private var causes: [Int: Int] = [:]
  /// The indices of those that stand for several others, of a declaration.
  private(set) var joined: Set<Int> = []

  /// - Parameters:
  ///   - report: the report's file, whose bytes are `bytes`.
  ///   - header: where its header stands.
  init(_ findings: [Diagnostic], report: FileID, bytes: [UInt8], header: Place?, trial: Trial) {
    original = findings
    self.findings = findings
    self.report = report
    self.bytes = bytes
    self.header = header
    self.trial = trial
    tree = parse(report, bytes).tree
    lines = LineIndex(bytes)
    declarationCount = Self.declarations(in: tree)
    (ofParsing, ofChecking) = (
      Set(trial.parse(bytes).map { Sighting($0) }), Set(trial.check(bytes, nil).map { Sighting($0) })
    )
    isChinese = bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      line.starts(with: ":::".utf8) && line.first { $0 > 0x20 && $0 != UInt8(ascii: ":") }.map { $0 >= 0x80 } ?? false
    }
    let declarations = tree.nodes(of: .dataDeclaration).map { node in
      (node.name?.text ?? "", Set(node.children.filter { $0.kind == .field }.compactMap { $0.name?.text }))
    }
    tables = Dictionary(declarations) { first, _ in first }
    // What is asked for in vain comes first.
    let missed = findings.filter { $0.code == .unknownName || $0.code == .unknownField }.compactMap(\.place)
    known =
      missed.filter { $0.file == report }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
      + Keyword.allCases.flatMap { [$0.spellings.english, $0.spellings.chinese] } + Builtin.spellings
      + Self.words(bytes, header?.range ?? 0..<0)
    var names: Set<String> = []
    tree.root.forEachIdentifier { names.insert($0) }
    knownOfBody = known.filter { !Edits.isOfHeader($0) || names.contains($0) }
    let unknown = findings.count { $0.code.rawValue.hasPrefix("EV02") }
    nameSize = Self.comparisonBytes * max(0, unknown - Self.fewNames) * known.count
  }

  /// How many bytes a comparison of two names counts for, and with how many that are not known it does not.
  private static let (comparisonBytes, fewNames) = (64, 8)
  /// How many words of a report are looked at.
  private static let wordLimit = 1000

  /// The words of the header, of the lines of blocks and of holes, each once.
  private static func words(_ bytes: [UInt8], _ header: ByteRange) -> [String] {
    var code: [UInt8] = Array(bytes[header])
    for line in bytes[header.upperBound...].split(separator: UInt8(ascii: "\n")) {
      if line.starts(with: ":::".utf8) {
        code += line
      } else {
        for piece in line.split(separator: UInt8(ascii: "{"), omittingEmptySubsequences: false).dropFirst() {
          code += piece.prefix { $0 != UInt8(ascii: "}") } + [0x20]
        }
      }
      code.append(0x20)
    }
    var seen: Set<String> = []
    return String(decoding: code, as: UTF8.self).unicodeScalars.split { !isPartOfWord($0) }
      .filter { $0.first.map { !$0.isNumeral } ?? false }.map { String($0) }
      .filter { seen.count < wordLimit && seen.insert($0).inserted }
  }

  /// The findings that are left, each with a remedy that mends it, where one was found.
  mutating func run() -> [Diagnostic] {
    // What cannot be read comes before what that leads to.
    for index in findings.indices where isOfParsing(index) && isSuspect(index) { search(for: index) }
    reserve = bytesLeft / 2
    searchNames()
    searchTwins()
    searchTables()
    searchKeys()
    searchCases()
    searchRecords()
    searchTypes()
    for index in findings.indices where !isOfParsing(index) && isSuspect(index) { search(for: index) }
    for index in findings.indices where isOpenRemedy(index) { prove(index) }
    doubtSafe()
    return findings.compactMap(\.self).sortedAndUnique()
  }

  /// True for an error whose remedy has not been tried, where there are few.
  private func isOpenRemedy(_ index: Int) -> Bool {
    guard let finding = findings[index], isError(index), !joined.contains(index), !isSuspect(index),
      let fix = finding.fixIts.first
    else { return false }
    return !fix.isSafe && fix.place.file == report && findings.indices.count(where: isError) <= Self.fewLimit
  }

  /// Offers, where there are few errors, no remedy as sure that leaves one in its line, or no fewer in all; and where it leads to another
  /// one in its place, that at once: a number, to the unit that all asks for.
  private mutating func doubtSafe() {
    let count = original.count { $0.severity == .error }
    guard count <= Self.fewLimit, bytesLeft > 0, findings.contains(where: { $0?.fixIts.first?.isSafe ?? false }) else {
      return
    }
    // Large data are not read again for it.
    let (check, evaluate) = (trial.check, trial.dataSize < bytesLeft / Self.fewLimit ? trial.evaluate : nil)
    let trial = FixTrial(report: report, find: evaluate ?? { check($0, nil) })
    let doubted = trial.doubted(findings.compactMap(\.self), of: original, in: bytes)
    for index in findings.indices where isError(index) {
      guard let fix = findings[index]?.fixIts.first(where: \.isSafe), doubted.contains(fix.place) else { continue }
      let unsure = FixIt(fix.message, replace: fix.place, with: fix.replacement, doubt: fix.doubt)
      let goal = goal(of: fix, trial, below: count)
      findings[index]?.fixIts = [goal ?? unsure]
    }
  }

  /// What a remedy leads to in its own place, where that is the end.
  private func goal(of fix: FixIt, _ trial: FixTrial, below count: Int) -> FixIt? {
    let edit = Edit(fix.place.range, fix.replacement)
    let found = trial.find(edit.applied(to: bytes)).filter { $0.severity == .error }
    let new = Place(report, fix.place.range.lowerBound..<fix.place.range.lowerBound + edit.text.count)
    guard let next = found.compactMap(\.fixIts.first).first(where: { $0.place == new }) else { return nil }
    let left = trial.find(Edit(fix.place.range, next.replacement).applied(to: bytes))
    guard left.count(where: { $0.severity == .error }) < count else { return nil }
    return FixIt(
      Message(en: "write ‘\(next.replacement)’", zh: "写作“\(next.replacement)”"), replace: fix.place,
      with: next.replacement)
  }

  /// Tries the remedy of a finding, and takes it back where that does not mend it.
  private mutating func prove(_ index: Int) {
    keepProven(index)
    guard bytesLeft > 0, let fix = findings[index]?.fixIts.first else { return }
    if vanished(with: Edit(fix.place.range, fix.replacement), for: index).isEmpty { withdraw(index) }
  }

  /// Tries the remedy of a finding, and then small changes around it, until all findings vanish, or at least this one where
  /// it is alone.
  private mutating func search(for index: Int) {
    keepProven(index)
    guard bytesLeft > 0, let finding = findings[index], let place = finding.place else { return }
    // What is spelled nearly so is sought among all names.
    if nameSize > 0 { bytesLeft -= Self.comparisonBytes * Edits.wordReach * known.count }
    let own = finding.fixIts.first.flatMap { $0.place.file == report ? Edit($0.place.range, $0.replacement) : nil }
    let isOfHeader = header.map { $0.contains(place) } ?? false
    let edits = Edits(
      bytes, lines, for: finding.code, at: place.range, isHeader: isOfHeader, known: isOfHeader ? known : knownOfBody,
      tables: tables, isChinese: isChinese)
    let errors = findings.indices.filter { isError($0) && !joined.contains($0) }
    // A line of a block in its place takes the warnings of what is in it away too.
    let isOfLines = Edits.ofLines.contains(finding.code)
    let wanted = isOfLines ? findings.indices.count { findings[$0] != nil && !joined.contains($0) } : errors.count
    // Each has its share.
    let share = max(Self.leastShare, bytesLeft / max(1, findings.indices.count { $0 >= index && isSuspect($0) }))
    let least = max(0, bytesLeft - min(share, errors.count > 1 ? Self.sharedByteLimit : Self.aloneByteLimit))
    var (alone, together): (Edit?, (edit: Edit, vanished: [Int])?) = (nil, nil)
    // What vanishes with a change that is not proposed.
    var explained: [Int] = []
    let hasNeighbour = findings.indices.contains { $0 != index && isError($0) && isOnLine(of: place, $0) }
    var (cut, isTried, isRefuted) = ([Int](), false, false)
    let isSafe = finding.fixIts.first?.isSafe ?? false
    // A brace that closes nothing can be meant as text, and seldom is.
    let isDoubtful = finding.code == .strayBrace && !isSafe || beginsWithSign(finding) && !isOfSpelling(finding)
    let proposed = isDoubtful ? [] : [own].compactMap(\.self)
    // A name that is a column's is spelled as it is meant, and the colons of a line that is none of a block are colons.
    // So is a unit that is declared, and known without that.
    let isMeant =
      finding.evidence == .undeclaredColumn || isSafe && isLostBlock(finding)
      || finding.code == .duplicateName && own?.text.isEmpty ?? false
    let others = isMeant || isDoubtful && finding.code != .strayBrace ? [] : edits.all
    let first = isMeant ? [] : edits.first
    for edit in (isSafe ? proposed : []) + first + (isSafe ? [] : proposed) + others where bytesLeft > least {
      let mayBeProposed = edit == own || edits.keepsMeaning(edit)
      let mayExplain = errors.count > 1 && edits.beginsUnit(edit)
      guard mayBeProposed || hasNeighbour || mayExplain else { continue }
      let vanished = vanished(with: edit, for: index)
      if edit == own { (isTried, isRefuted) = (true, vanished.isEmpty && isBlamedOnData) }
      if !vanished.isEmpty, !vanished.contains(index) {
        if vanished.count > cut.count { cut = vanished }
        continue
      }
      guard mayBeProposed || mayExplain && vanished.count > 1 else {
        let isNear = vanished.allSatisfy { isOnLine(of: place, $0) }
        if isNear, vanished.count > max(1, explained.count) { explained = vanished }
        continue
      }
      if vanished.count > max(1, together?.vanished.count ?? 1) { together = (edit, vanished) }
      if vanished.contains(index), alone == nil, !edits.doubtful.contains(edit) { alone = edit }
      if (isOfLines ? vanished.count : vanished.count(where: isError)) == wanted { break }
      // Of a declaration, what is sure and does is meant: another change could but hide more.
      if isSafe, edit == own, errors.count == 1, header.map({ $0.contains(place) }) ?? false { break }
    }
    if let together {
      let kept = join(together.vanished, together.edit)
      if kept == index { offerRivals(of: together.edit, edits, for: index) }
    } else if mayReplace(finding) {
      if let alone {
        offer(alone, for: index)
        offerRivals(of: alone, edits, for: index)
      } else if isRefuted || (isTried || isDoubtful) && !isSafe {
        withdraw(index)
      }
    }
    if together == nil { drop(cut + explained, for: index) }
  }

  /// Offers, beside one known word in the place of another, those that are as near and mend the finding too.
  private mutating func offerRivals(of edit: Edit, _ edits: Edits, for index: Int) {
    func isOffered(_ rival: Edit) -> Bool {
      findings[index]?.fixIts.contains { Edit($0.place.range, $0.replacement) == rival } ?? false
    }
    for rival in edits.rivals[edit] ?? []
    where bytesLeft > 0 && edits.keepsMeaning(rival) && !isOffered(rival)
      && vanished(with: rival, for: index).contains(index)
    {
      findings[index]?.fixIts.append(rival.fixIt(in: report, bytes))
    }
  }

  /// Of several remedies that a finding offers, keeps those that mend it.
  private mutating func keepProven(_ index: Int) {
    guard let fixes = findings[index]?.fixIts, fixes.count > 1, bytesLeft > 0 else { return }
    let proven = fixes.filter { fix in
      fix.place.file == report && !vanished(with: Edit(fix.place.range, fix.replacement), for: index).isEmpty
    }
    if !proven.isEmpty { findings[index]?.fixIts = proven }
  }

  /// True where another remedy than the finding's own may be offered: of what is not read, or not declared. What a figure
  /// is, and what is said of it, is no matter of spelling.
  private func mayReplace(_ finding: Diagnostic) -> Bool {
    isOfSpelling(finding) || beginsWithSign(finding)
  }

  /// True for the colons of a block's line that prints as text.
  private func isLostBlock(_ finding: Diagnostic) -> Bool {
    [.misplacedBlock, .strayFence].contains(finding.code)
      && finding.place.map { $0.file == report && bytes[$0.range].elementsEqual(":::".utf8) } ?? false
  }

  private func isOfSpelling(_ finding: Diagnostic) -> Bool {
    ["EV01", "EV02"].contains { finding.code.rawValue.hasPrefix($0) }
  }

  /// True for a figure whose hole begins with a sign, as what was before that is missing.
  private func beginsWithSign(_ finding: Diagnostic) -> Bool {
    guard let place = finding.place, place.file == report,
      let brace = bytes[..<min(bytes.count, place.range.lowerBound + 1)].lastIndex(of: UInt8(ascii: "{"))
    else { return false }
    return bytes[(brace + 1)...].first { $0 != 0x20 }.map { Array("(-+*/".utf8).contains($0) } ?? false
  }

  func isError(_ index: Int) -> Bool { findings[index]?.code.severity == .error }

  /// Offers the change, unless it is the remedy that is offered already.
  private mutating func offer(_ edit: Edit, for index: Int) {
    let own = findings[index]?.fixIts.first
    if own?.place.range != edit.range || own.map({ Array($0.replacement.utf8) }) != edit.text {
      findings[index]?.fixIts = [edit.fixIt(in: report, bytes)]
    }
  }

  /// Takes back remedies that do not mend their finding. A name that is near remains what may be meant. Not beside other
  /// errors: what comes to light may be the doing of those.
  private mutating func withdraw(_ index: Int) {
    guard findings.indices.count(where: isError) == 1 else { return }
    let fixes = findings[index]?.fixIts ?? []
    findings[index]?.fixIts = []
    findings[index]?.notes += fixes.map(\.message).filter { $0[.english].hasPrefix("did you mean") }
  }

  private func isOfParsing(_ index: Int) -> Bool { findings[index].map { ofParsing.contains(Sighting($0)) } ?? false }

  /// True for an error of the report that may have a cause in common with another one: that stands in its line or the next
  /// one, or that is about what a declaration or the form of a block makes of other places.
  private func isSuspect(_ index: Int) -> Bool {
    guard !joined.contains(index), let finding = findings[index], finding.code.severity == .error,
      // Where words end a line is no matter of signs, nor is what another language writes.
      finding.code != .nestedTooDeep, finding.code != .unreadUnit, finding.evidence != .otherLanguage,
      let place = finding.place, place.file == report
    else { return false }
    let line = lines.line(at: place.range.lowerBound)
    if mayReplace(finding), findings.indices.count(where: isError) <= Self.fewLimit { return true }
    // Where blocks and tables are not as they should be, warnings of what is in them say nothing either.
    let isOfForm = isOfParsing(index) || Edits.ofLines.contains(finding.code)
    let others = findings.indices.filter { $0 != index && (isOfForm || findings[$0]?.code.severity == .error) }
    let isNear = others.contains { other in
      guard let place = findings[other]?.place, place.file == report else { return false }
      return abs(lines.line(at: place.range.lowerBound) - line) <= 1
    }
    if isNear { return true }
    guard !others.isEmpty, others.count < Self.crowdLimit else { return false }
    if others.count < Self.fewLimit { return true }
    return header.map { $0.contains(place) } ?? false || finding.code.rawValue.hasPrefix("EV01")
      || [.unknownReference, .problemWithoutMeasures, .anchorMisplaced].contains(finding.code)
  }

  // MARK: Trying

  /// True for a finding in the line in which a place begins.
  private func isOnLine(of place: Place, _ index: Int) -> Bool {
    guard let other = findings[index]?.place, other.file == place.file else { return false }
    return lines.line(at: other.range.lowerBound) == lines.line(at: place.range.lowerBound)
  }

  /// What a finding says, and where in the report as it is.
  private struct Sighting: Hashable {
    let code: DiagnosticCode
    let file: FileID?
    let offset: Int

    init(_ finding: Diagnostic) {
      self.init(finding.code, finding.place?.file, finding.place?.range.lowerBound ?? 0)
    }

    init(_ code: DiagnosticCode, _ file: FileID?, _ offset: Int) {
      (self.code, self.file, self.offset) = (code, file, offset)
    }
  }

  /// - Parameter isEdited: true for what is found after the change.
  private func sighting(_ finding: Diagnostic, _ edit: Edit, isEdited: Bool) -> Sighting {
    sighting(finding.code, at: finding.place, edit, isEdited: isEdited)
  }

  private func sighting(_ code: DiagnosticCode, at place: Place?, _ edit: Edit, isEdited: Bool) -> Sighting {
    guard let place, place.file == report, place.range.lowerBound > edit.range.lowerBound else {
      return Sighting(code, place?.file, place?.range.lowerBound ?? 0)
    }
    let growth = isEdited ? edit.text.count - edit.range.count : 0
    // What begins in the change begins where that does.
    let isInside = place.range.lowerBound < edit.range.upperBound + growth
    return Sighting(code, report, isInside ? edit.range.lowerBound : place.range.lowerBound - growth)
  }

  private func isNear(_ finding: Diagnostic, _ place: ByteRange) -> Bool {
    finding.place.map { $0.file == report && abs($0.range.lowerBound - place.lowerBound) < Self.nearBytes } ?? false
  }

  /// The indices of the findings that vanish; none where the change brings others, or the one at `index` stays, unless what
  /// that is about is cut out: then there is something missing, and the rest is its doing.
  mutating func vanished(with edit: Edit, for index: Int) -> [Int] {
    let open = findings.indices.filter { findings[$0] != nil && !joined.contains($0) }
    let before = open.map { old in findings[old].map { sighting($0, edit, isEdited: false) } }
    // What is the doing of something else stays with that.
    let expected = original.indices.filter { findings[$0] != nil || causes[$0] != index }
    let known = Set(expected.map { sighting(original[$0], edit, isEdited: false) })
    guard let position = open.firstIndex(of: index) else { return [] }
    let place = findings[index]?.place?.range ?? 0..<0
    let isOfLines = findings[index].map { Edits.ofLines.contains($0.code) } ?? false
    let isCut = edit.text.isEmpty && edit.range.lowerBound == place.lowerBound && isOfParsing(index)
    var after: Set<Sighting> = []
    func isBetter(_ found: [Diagnostic], without finding: Int?) -> Bool {
      after = Set(found.map { sighting($0, edit, isEdited: true) })
      // Names that are not known may have become one finding.
      for new in found where new.code.rawValue.hasPrefix("EV02") {
        for label in new.labels { after.insert(sighting(new.code, at: label.place, edit, isEdited: true)) }
      }
      for new in found
      where (new.severity == .error || isOfLines) && !known.contains(sighting(new, edit, isEdited: true)) {
        // What is asked for in the place of what is cut out is asked for a little before or behind it.
        guard isCut, new.code == findings[index]?.code, isNear(new, place), let old = before[position] else {
          return false
        }
        after.insert(old)
      }
      let stays = finding.flatMap { findings[$0] }.map { after.contains(sighting($0, edit, isEdited: false)) } ?? false
      return !stays || isCut
    }
    let (edited, size) = (edit.applied(to: bytes), max(bytes.count, Self.leastBytes))
    bytesLeft -= size
    isBlamedOnData = false
    guard isBetter(trial.parse(edited), without: isOfParsing(index) ? index : nil) else { return [] }
    bytesLeft -= 5 * (size + trial.moduleSize) + nameSize
    let isOfChecking = findings[index].map { ofChecking.contains(Sighting($0)) } ?? false
    guard isBetter(trial.check(edited, nil), without: isOfChecking ? index : nil) else { return [] }
    if let evaluate = trial.evaluate {
      bytesLeft -= 10 * size + 5 * trial.moduleSize + nameSize + trial.dataSize
      guard isBetter(evaluate(edited), without: index) else {
        isBlamedOnData = true
        return []
      }
    }
    // What something else is the doing of is there as long as that is.
    let gone = zip(open, before).filter { $1.map { !after.contains($0) } ?? false }.map(\.0).filter { cause in
      !causes.contains { $1 == cause && after.contains(sighting(original[$0], edit, isEdited: false)) }
    }
    return losesCode(edited, with: edit, for: index, gone) ? [] : gone
  }

  /// What declares something.
  private static let declarations: [SyntaxKind] = [
    .reportDeclaration, .useDeclaration, .parameterDeclaration, .unitDeclaration, .dataDeclaration, .letDeclaration,
    .checkDeclaration, .scenarioDeclaration, .standardDeclaration,
  ]

  /// True where a change leaves out what other findings are about, or makes text of declarations or, where all of them could be read,
  /// of expressions: with what was wrong in them. A line may stand twice.
  private mutating func losesCode(_ edited: [UInt8], with edit: Edit, for index: Int, _ gone: [Int]) -> Bool {
    guard !gone.isEmpty, let code = findings[index]?.code else { return false }
    if makesComment(edited, edit, isOfParsing(index)) { return true }
    let isLine = edit.text.isEmpty && bytes[edit.range].last == 0x0A
    if isLine, !isTwice(edit.range), gone.contains(where: { isOfNames(in: edit.range, $0) }) { return true }
    bytesLeft -= max(bytes.count, Self.leastBytes)
    let after = parse(report, edited).tree
    if gone.count > 1, Self.declarations(in: after) + (edit.text.isEmpty ? 1 : 0) < declarationCount { return true }
    guard !isOfParsing(index) || Edits.ofLines.contains(code) else { return false }
    // Two lines in each other's place hold the names that they held.
    let isOfLines = edit.text.contains(0x0A) && bytes[edit.range].contains(0x0A)
    let new = edit.range.lowerBound..<edit.range.lowerBound + edit.text.count
    return Self.names(in: after, besides: isOfLines ? nil : new)
      < Self.names(in: tree, besides: isOfLines ? nil : edit.range)
  }

  /// True where a change begins a comment that a sign more or less does not account for.
  private func makesComment(_ edited: [UInt8], _ edit: Edit, _ isOfParsing: Bool) -> Bool {
    func site(_ bytes: [UInt8], _ range: ByteRange) -> ArraySlice<UInt8> {
      bytes[max(0, range.lowerBound - 1)..<min(bytes.count, range.upperBound + 1)]
    }
    let (old, slashes) = (site(bytes, edit.range), Array("//".utf8))
    let new = site(edited, edit.range.lowerBound..<edit.range.lowerBound + edit.text.count)
    guard new.firstRange(of: slashes) != nil, old.firstRange(of: slashes) == nil else { return false }
    return !isOfParsing || !old.contains(slashes[0])
  }

  private func isTwice(_ line: ByteRange) -> Bool {
    bytes[..<line.lowerBound].suffix(line.count).elementsEqual(bytes[line])
      || bytes[line.upperBound...].starts(with: bytes[line])
  }

  /// True for a finding of something in a range that could be read.
  private func isOfNames(in range: ByteRange, _ index: Int) -> Bool {
    guard let place = findings[index]?.place, place.file == report, !isOfParsing(index) else { return false }
    return range.contains(place.range.lowerBound)
  }

  /// How many names stand in expressions and heads that are apart from a range.
  private static func names(in tree: SyntaxTree, besides range: ByteRange?) -> Int {
    tree.nodes(of: .identifier).count { name in
      range.map { name.range.upperBound < $0.lowerBound || $0.upperBound < name.range.lowerBound } ?? true
    }
  }

  private static func declarations(in tree: SyntaxTree) -> Int {
    declarations.reduce(0) { $0 + tree.nodes(of: $1).count }
  }

  /// The indices of the findings that vanish where the declaration at a place has no type; none where others come.
  mutating func vanished(withoutTypeAt place: Place) -> [Int] {
    bytesLeft -= 6 * max(bytes.count, Self.leastBytes) + 5 * trial.moduleSize + nameSize
    let found = trial.check(bytes, place)
    let (known, after) = (Set(original.map { Sighting($0) }), Set(found.map { Sighting($0) }))
    guard found.allSatisfy({ $0.severity != .error || known.contains(Sighting($0)) }) else { return [] }
    return findings.indices.filter { index in
      guard !joined.contains(index), let finding = findings[index].map({ Sighting($0) }) else { return false }
      return ofChecking.contains(finding) && !after.contains(finding)
    }
  }

  /// True while declarations may be tried further.
  var hasBytesLeft: Bool { bytesLeft > reserve }

  /// Puts `finding` in the place of those at `indices`.
  mutating func join(_ indices: [Int], in finding: Diagnostic) {
    guard let first = indices.first else { return }
    drop(Array(indices.dropFirst()), for: first)
    findings[first] = finding
    joined.insert(first)
  }

  /// Leaves of those at `indices` the one at `index`, with its remedies and the places of the others.
  mutating func join(_ indices: [Int], in index: Int, fixIts: [FixIt]) {
    guard var finding = findings[index] else { return }
    let others = indices.filter { $0 != index }
    finding.fixIts = fixIts
    finding.labels += labels(of: others)
    join([index] + others, in: finding)
  }

  /// Puts one finding in the place of those that vanish where a node is written otherwise.
  mutating func join(_ vanished: [Int], _ code: DiagnosticCode, at node: SyntaxNode, _ message: Message, write: String)
  {
    join(
      vanished,
      in: Diagnostic(
        code, at: node.place, message, labels: labels(of: vanished.filter(isError)),
        fixIts: [FixIt(Message(en: "write ‘\(write)’", zh: "写作“\(write)”"), replace: node.place, with: write)]))
  }

  /// The places of findings and what they say, so many as are shown.
  func labels(of indices: [Int]) -> [Label] {
    indices.prefix(Self.shownPlaces).compactMap { index in
      findings[index].flatMap { finding in finding.place.map { Label($0, finding.message) } }
    }
  }

  /// Leaves findings out that are the doing of what the one at `cause` is about.
  private mutating func drop(_ indices: [Int], for cause: Int) {
    for index in indices where index != cause {
      findings[index] = nil
      for (other, old) in causes where old == index { causes[other] = cause }
      causes[index] = cause
    }
  }

  /// Keeps the error that is nearest to the change, and returns its index.
  private mutating func join(_ indices: [Int], _ edit: Edit) -> Int? {
    func distance(_ index: Int) -> Int {
      guard let place = findings[index]?.place, place.file == report else { return Int.max }
      return max(0, edit.range.lowerBound - place.range.upperBound, place.range.lowerBound - edit.range.upperBound)
    }
    let errors = indices.filter(isError)
    // Where a line has to end, what could not be read says more than what came of it.
    let unread = edit.text.first == 0x0A ? errors.filter(isOfParsing) : []
    guard let kept = (unread.isEmpty ? errors : unread).min(by: { (distance($0), $0) < (distance($1), $1) }) else {
      return nil
    }
    offer(edit, for: kept)
    drop(indices, for: kept)
    return kept
  }
}
