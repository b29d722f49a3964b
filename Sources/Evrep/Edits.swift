import EvrepSource
import EvrepSyntax

/// The small changes around a finding that a slip of the hand would be undone by, the likeliest first: a sign or a word
/// that is left out, stands twice, has changed places with its neighbour or is another one; a line that is left out or
/// stands twice.
struct Edits {
  /// What stands twice, rows and lines of blocks that have run together, and lines that are nearly those of blocks: likelier than what a finding itself proposes.
  private(set) var first: [Edit] = []
  var all: [Edit] = []
  /// Changes that put another thing in the place of one that may be right: meant where more is wrong with it alone.
  var doubtful: Set<Edit> = []
  /// Of a word that several known ones are as near to, what each would be written as.
  var rivals: [Edit: [Edit]] = [:]

  /// How many signs around a place are changed.
  static let reach = 24
  /// Before how many signs one may have been left out.
  static let insertionReach = 10
  /// How many signs off a brace or bracket may have been left out.
  static let braceReach = 120
  /// How many bytes of a line before a place, and about as many behind it, are looked at.
  static let lineBytes = 2000
  /// How many words around a place are changed.
  static let wordReach = 8
  /// How many lines behind a place one may be missing.
  static let lineReach = 14
  static let lineReachBefore = 3
  /// How many lines before a fence the list may begin that it ends.
  static let listReach = 100
  /// How many signs a word has at most that is taken for two.
  static let longestWord = 40
  /// How many known words one is taken for.
  static let nearLimit = 8

  /// What is found where a block, a bracket of the header or a line of it is not as it should be.
  static let ofLines: Set<DiagnosticCode> = [
    .unclosedBracket, .unclosedBlock, .strayFence, .misplacedBlock, .problemWithoutMeasures, .brokenTable,
    .anchorMisplaced,
  ]
  /// What is found where an operator is another one.
  static let ofOperators: Set<DiagnosticCode> = [.typeMismatch, .dimensionMismatch]
  /// What is found where a row and a fence have.
  static let ofTables: Set<DiagnosticCode> = [
    .anchorMisplaced, .strayFence, .cellNotPrinted, .brokenTable, .unclosedBlock, .unknownBlock,
  ]
  /// What is found where two lines have run into one.
  static let ofParting: Set<DiagnosticCode> = [
    .unexpectedToken, .unknownUnit, .unclosedHeader, .misspelledFence, .strayFence, .brokenTable, .cellNotPrinted,
    .unknownName,
  ]
  /// What is found where a line of the header ends a letter off.
  static let ofBreaks: Set<DiagnosticCode> = [.unknownDeclaration, .unknownField, .unexpectedToken, .unknownUnit]
  /// What is found where a brace of a hole is not as it should be.
  static let ofBraces: Set<DiagnosticCode> = [
    .unclosedHole, .strayBrace, .unclosedInlineWhen, .strayInlineWord,
  ]

  let bytes: [UInt8]
  let lines: LineIndex
  let known: [String]
  /// The fields of each table of the report.
  let tables: [String: Set<String>]
  /// True where the report's blocks are written in Chinese.
  let isChinese: Bool
  let isHeader: Bool
  /// True for a unit or a type that is not known.
  let isOfUnit: Bool

  /// A sign of a line.
  struct Sign {
    let scalar: Unicode.Scalar
    let range: ByteRange

    /// True for what names and numbers are made of.
    var isWord: Bool { isPartOfWord(scalar) }
    var isBlank: Bool { scalar.properties.isWhitespace }
    /// True for a sign that stands for itself.
    var isMark: Bool { !isWord && !isBlank }
  }

  /// The signs of one line, and those of them that a finding is about.
  struct Line {
    let signs: [Sign]
    let found: Range<Int>

    private var end: Int { signs.last?.range.upperBound ?? 0 }

    func distance(_ index: Int) -> Int { max(0, found.lowerBound - index, index - found.upperBound + 1) }

    func range(_ signs: Range<Int>) -> ByteRange {
      guard !signs.isEmpty else {
        let start = signs.lowerBound < self.signs.count ? self.signs[signs.lowerBound].range.lowerBound : end
        return start..<start
      }
      return self.signs[signs.lowerBound].range.lowerBound..<self.signs[signs.upperBound - 1].range.upperBound
    }
  }

  /// - Parameters:
  ///   - isHeader: true where the finding stands in the header.
  ///   - known: the words that one is taken for that is spelled nearly so.
  ///   - tables: the fields of each table of the report.
  ///   - isChinese: true where the report's blocks are written in Chinese.
  init(
    _ bytes: [UInt8], _ lines: LineIndex, for code: DiagnosticCode, at place: ByteRange, isHeader: Bool,
    known: [String], tables: [String: Set<String>], isChinese: Bool
  ) {
    self.bytes = bytes
    self.lines = lines
    self.known = known
    self.tables = tables
    self.isChinese = isChinese
    self.isHeader = isHeader
    isOfUnit = code == .unknownUnit
    let number = lines.line(at: place.lowerBound)
    let line = line(number, place)
    if Self.ofTables.contains(code) { breakTable(around: number) }
    if isHeader, code == .unexpectedToken { partFields(line) }
    if isHeader ? Self.ofBreaks.contains(code) : Self.ofTables.contains(code) { moveBreak(before: number) }
    moveBlank(line)
    dropTwice(around: number)
    dropTwice(line)
    rejoin(line)
    replaceOperators(line)
    if code != .badFormat { openBracket(line) }
    if !isHeader {
      mendFences(around: number, code)
      renameBlock(line)
      if code == .unexpectedToken {
        beginInline(line)
        replaceBareBrace(line)
      }
      takeIn(line)
      replaceInnerBraces(line)
      nameHeading(line)
      if Self.ofBraces.contains(code) { replaceStray(line) }
      if code == .strayBrace, let brace = line.signs[line.found].first {
        raiseBrace(number)
        all.append(Edit(brace.range, "{"))
        replaceClosing(line)
      }
    }
    if isHeader, code == .unexpectedToken || code == .unknownDeclaration {
      mendDeclaration(line)
      openText(line)
    }
    if code == .unexpectedToken { testMissing(line) }
    if isHeader, code == .unclosedBracket { endFields(below: number) }
    if code == .unclosedInlineWhen { endInline(line) }
    if code == .notACondition { selectRows(line) }
    if code == .wrongArguments { partArguments(line) }
    if code == .unknownName || code == .unknownField { replaceTable(line) }
    if code == .unclosedBlock { closeBlock(number) }
    if code == .unclosedHeader { closeHeader() }
    if !line.found.isEmpty { moveMark(behind: line.found, line, betweenKnown: true) }
    (first, all) = (all, [])
    if code == .optionalUnsettled || code == .unitContradicts { replaceField(line) }
    if Self.ofLines.contains(code) { changeLines(around: number, code) }
    if Self.ofBraces.contains(code) || isHeader && code == .unexpectedToken && lacks("{", line) { changeBraces(line) }
    if (code != .brokenTable || !isDashes(number)) && !isBareFence(number) { changeSigns(line, code) }
    if !Self.ofLines.contains(code) { changeLines(around: number, code) }
    if code == .unknownName { declare(line) }
    if Self.ofOperators.contains(code) { exchangeOperators(line) }
    if Self.ofParting.contains(code) { breakLine(line) }
    var seen: Set<Edit> = []
    all = all.filter { seen.insert($0).inserted }
    // What begins with a name that is known is no text.
    if code == .unclosedHole, let brace = line.signs[line.found].firstIndex(where: { $0.scalar == "{" }),
      brace + 1 < line.signs.count, line.signs[brace + 1].isWord,
      isKnown(bytes[line.range(wordRun(at: brace + 1, line))])
    {
      let place = line.signs[brace].range
      func drops(_ edit: Edit) -> Bool {
        edit.range.lowerBound <= place.lowerBound && place.upperBound <= edit.range.upperBound
          && !edit.text.contains(UInt8(ascii: "{"))
      }
      all.removeAll(where: drops)
      first.removeAll(where: drops)
    }
    guard !Self.ofLines.contains(code), !Self.ofBraces.contains(code) else { return }
    func touches(_ edit: Edit) -> Bool {
      edit.range.lowerBound <= place.upperBound && place.lowerBound <= edit.range.upperBound
    }
    all = all.filter(touches) + all.filter { !touches($0) }
  }

  /// True for a word of the language that stands in headers alone.
  static func isOfHeader(_ word: String) -> Bool {
    Keyword.spelled(Array(word.utf8)[...]).map { Keyword.declarations.contains($0) || headerWords.contains($0) }
      ?? false
  }

  private static let headerWords: Set<Keyword> = [
    .as, .from, .counted, .for, .sheet, .encoding, .delimiter, .skip, .query, .filled, .refers, .key, .private, .since,
    .unconfirmed, .record, .plural, .untimed, .except, .set, .expect, .printed, .sentence, .failure,
  ]

  private func line(_ number: Int, _ place: ByteRange) -> Line {
    let whole = lines.range(ofLine: number, in: bytes)
    var range = max(whole.lowerBound, place.lowerBound - Self.lineBytes)..<whole.upperBound
    if range.count > 2 * Self.lineBytes { range = range.lowerBound..<range.lowerBound + 2 * Self.lineBytes }
    var signs: [Sign] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (value, length) = UTF8Scalar.read(bytes, at: offset, limit: range.upperBound)
      signs.append(Sign(scalar: Unicode.Scalar(value) ?? "\u{FFFD}", range: offset..<offset + length))
      offset += length
    }
    let first = signs.firstIndex { $0.range.upperBound > place.lowerBound } ?? signs.count
    let end = signs.firstIndex { $0.range.lowerBound >= place.upperBound } ?? signs.count
    return Line(signs: signs, found: first..<max(first, end))
  }
}

extension Unicode.Scalar {
  var isNumeral: Bool { properties.numericType == .decimal }
}

/// True for the signs that names and numbers are made of.
func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}
