import EvrepSource

// A table: its head, whose parts are read in whichever order they stand, and the braces around its fields.
extension Parser {
  /// What has been read of a head.
  private struct DataHead {
    var hasPath = false
    /// True where a mistake in the path has been reported.
    var isPathLost = false
    /// `counted` with its unit, where it stands before the path.
    var counted: ByteRange?
  }

  // data name [: record] from "path" clauses [counted unit] clauses { fields }
  mutating func parseData() {
    var head = DataHead()
    let before = diagnostics.count
    if !isNameTaken, at(.from), case let next = lookahead(2), next[0].kind == .identifier, next[1].kind == .string {
      // `data from schools "…"`
      let name = String(decoding: bytes[next[0].range], as: UTF8.self)
      let word = String(decoding: tokenBytes, as: UTF8.self)
      reportSlip("\(name) \(word)", at: start..<next[0].range.upperBound)
      bump(as: .keyword)
      _ = expectName(Self.aName)
      parsePath(&head)
    } else if !isNameTaken, parsePathBeforeName() {
      head.hasPath = true
    } else if !expectName(Self.aName) {
      return
    }
    if kind == .identifier, let name = builder.nodes.last(where: { $0.kind == .identifier }),
      tokenBytes.elementsEqual(bytes[Int(name.start)..<Int(name.end)])
    {
      skipDoubled(of: Int(name.start)..<Int(name.end))
    }
    if kind == .colon { parseRecord() }
    while kind != .end, kind != .leftBrace, !token.startsLine || token.indent > 0, parseHeadPart(&head) {}
    if !head.hasPath, !head.isPathLost {
      reportUnexpected(expected: Message(en: "‘from’ and the path of a file", zh: "“来自”和文件路径"))
    }
    if kind != .leftBrace, kind != .leftParen, kind != .leftBracket, kind != .end, !token.startsLine { skipToBrace() }
    foldFindings(of: before)
    parseBraces(isReported: diagnostics.count > before) { $0.parseField() }
  }

  /// Of several findings about a head those alone whose remedy is known, or the first: what has changed places is missed
  /// in one and too much in the other.
  private mutating func foldFindings(of first: Int) {
    guard diagnostics.count > first + 1 else { return }
    let found = diagnostics[first...]
    let known = found.filter { !$0.fixIts.isEmpty }
    diagnostics.replaceSubrange(first..., with: known.isEmpty ? Array(found.prefix(1)) : known)
  }

  /// `: record`, at the colon.
  private mutating func parseRecord() {
    bump()
    let word = isChinese ? Keyword.record.spellings.chinese : Keyword.record.spellings.english
    let isPath = kind == .string || at(.from)
    if !isPath { return _ = expect(.record) }
    reportUnexpected(expected: Message(en: "‘record’", zh: "“记录”"), missing: word)
  }

  /// One part of a head; false where the next token begins none.
  private mutating func parseHeadPart(_ head: inout DataHead) -> Bool {
    if kind == .string, !head.hasPath {
      if !head.isPathLost { _ = expectWord(.from, before: [.string]) }
      parsePath(&head)
      return true
    }
    if kind == .string, head.hasPath, !token.startsLine {
      parseLostPath()
      return true
    }
    let isSlip = isAtStrayWord
    guard let word = headWord(head) else { return parsePathSlip(&head) }
    switch word {
    case .from:
      let range = token.range
      if isSlip { acceptSlip(for: [.from]) } else { bump(as: .keyword) }
      if at(.from) { skipDoubled(of: range) }
      skipWordBeforePath()
      parsePath(&head)
    case .counted:
      let range = token.range
      if at(.unit) {
        reportSlip(bytes[start] < 0x80 ? Keyword.counted.spellings.english : Keyword.counted.spellings.chinese)
        bump(meant: .counted)
      } else if isSlip {
        acceptSlip(for: [.counted])
      } else {
        bump(as: .keyword)
      }
      skipWordBeforeUnit()
      if at(.counted), lookahead().kind == .identifier { skipDoubled(of: range) }
      parseUnitName()
      if !head.hasPath, !head.isPathLost, head.counted == nil { head.counted = range.lowerBound..<builder.position }
    default: parseBinding()
    }
    return true
  }

  /// A second text of a head, `from "a.json" "rows"`: the path within the file, whose word is missing, or another one.
  private mutating func parseLostPath() {
    flushTrivia()
    let node = builder.open(.bindingClause)
    _ = expectWord(.path, before: [.string])
    parseString()
    builder.close(node)
  }

  /// The word that the next part begins with, spelled so or otherwise.
  private func headWord(_ head: DataHead) -> Keyword? {
    let words = [.from, .counted] + Keyword.bindings
    if let word, words.contains(word), word != .from || !head.hasPath { return word }
    if at(.unit), head.hasPath, case let next = lookahead(), next.kind == .identifier, !next.startsLine {
      return .counted
    }
    guard isAtStrayWord, !lookahead().startsLine else { return nil }
    return slip(for: head.hasPath ? [.counted] + Keyword.bindings : words)?.keyword
  }

  /// A path behind another sign or word than `from`; false where none is next.
  private mutating func parsePathSlip(_ head: inout DataHead) -> Bool {
    let next = lookahead()
    guard !head.isPathLost, next.kind == .string, !next.startsLine, kind != .string else { return false }
    guard !head.hasPath else {
      parseLostPath()
      return true
    }
    _ = expectWord(.from, before: [.string])
    parsePath(&head)
    return true
  }

  private mutating func parsePath(_ head: inout DataHead) {
    let count = diagnostics.count
    let first = start
    parseString()
    head.hasPath = builder.position > first
    head.isPathLost = !head.hasPath
    // `counted schools from "…"`
    guard let counted = head.counted, head.hasPath, diagnostics.count == count else { return }
    head.counted = nil
    let unit = String(decoding: bytes[counted], as: UTF8.self)
    let path = String(decoding: bytes[counted.upperBound..<builder.position].drop { $0 <= 0x20 }, as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(counted),
        Message(en: "‘\(unit)’ stands behind the path of the file", zh: "“\(unit)”写在文件路径之后"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(path) \(unit)’", zh: "写作“\(path) \(unit)”"),
            replace: place(counted.lowerBound..<builder.position), with: "\(path) \(unit)", isSafe: true)
        ]))
  }

  /// Of several findings about one item or one declaration the first alone, or the first whose remedy is known, unless each
  /// has been mended: behind one that has not the rest is read as something else.
  mutating func foldSlips(from first: Int) {
    guard diagnostics.count > first + 1 else { return }
    let found = diagnostics[first...]
    guard !found.allSatisfy({ $0.fixIts.contains(where: \.isSafe) }),
      let kept = found.first(where: { !$0.fixIts.isEmpty }) ?? found.first
    else { return }
    diagnostics.replaceSubrange(first..., with: [kept])
  }

  /// Reports what stands before the braces and does not belong there, and passes it over.
  private mutating func skipToBrace() {
    // The last sign of its line stands for the brace.
    if kind != .identifier, token.range.count <= 3, lookahead().startsLine {
      reportSlip("{")
    } else {
      reportUnexpected(expected: Message(en: "‘{’", zh: "“{”"))
    }
    let node = builder.open(.error)
    while kind != .end, kind != .leftBrace, !token.startsLine { bump() }
    builder.close(node)
  }

  // MARK: Braces

  /// `{`, items a line each (or behind `,` or `;`), `}`. An item that cannot be read loses its line alone, up to the next
  /// `;`. Other brackets are reported, and so is none before indented items.
  ///
  /// - Parameter isReported: true where something is wrong before them, so that their own absence is not reported.
  mutating func parseBraces(isReported: Bool = false, _ item: (inout Parser) -> Void) {
    let opening = token.range
    let depth = brackets.count
    guard openBraces(isReported) else { return }
    let isBrace = bytes[opening].elementsEqual("{".utf8)
    while kind != .end, !isClosing(isBrace), !atNextDeclaration {
      if kind == .hash || kind == .divide, isAtForeignNote {
        takeTrailingNote()
        continue
      }
      if accept(.comma) || accept(.semicolon) { continue }
      let before = diagnostics.count
      let beforeStart = start
      item(&self)
      if kind == .hash || kind == .divide, isAtForeignNote { takeTrailingNote() }
      let isSeparated = token.startsLine || kind == .comma || kind == .semicolon || isClosing(isBrace)
      foldSlips(from: before)
      if isSeparated && start > beforeStart { continue }
      let isSilent = diagnostics.count == before
      if isSilent, start > beforeStart, isAtItem {
        reportMissingSeparator()
        continue
      }
      if isSilent { reportUnexpected(expected: Message(en: "the end of the line", zh: "行尾")) }
      skipLine(depth: depth + 1)
    }
    if atNextDeclaration || kind == .end {
      // One that is not there has been reported.
      if ["{", "(", "[", ":"].contains(where: { bytes[opening].elementsEqual($0.utf8) }) {
        reportUnclosed(opening, atEnd: true)
      }
      dropBrackets()
    } else {
      bump()
      dropBrackets(to: depth)
    }
  }

  /// True at what closes the braces, another bracket among them where it begins a line or the first was another too.
  private func isClosing(_ isBrace: Bool) -> Bool {
    kind == .rightBrace || ([.rightParen, .rightBracket].contains(kind) && (!isBrace || token.startsLine))
  }

  /// Takes `{`, or what stands for it. False, reported, where no items follow.
  private mutating func openBraces(_ isReported: Bool) -> Bool {
    let what = Message(en: "‘{’", zh: "“{”")
    switch kind {
    case .leftBrace: bump()
    case .leftParen:
      reportSlip("{")
      bump()
    case .leftBracket:
      reportSlip("{")
      openBracket(token.range)
      bump()
    case .colon where lookahead().startsLine:
      reportSlip(" {")
      openBracket(token.range)
      bump()
    case .identifier where token.startsLine:
      if !isReported { reportMissing(what, sign: "{") }
      openBracket(start..<start)
    default:
      if !isReported { reportUnexpected(expected: what) }
      return false
    }
    return true
  }

  /// Moves the rest of an item into an `error` node; at least one token.
  ///
  /// - Parameter depth: how many brackets are open around the item.
  private mutating func skipLine(depth: Int) {
    flushTrivia()
    let node = builder.open(.error)
    repeat {
      bump()
      if brackets.count <= depth, [.semicolon, .comma, .rightBrace].contains(kind) { break }
    } while kind != .end && !token.startsLine
    dropBrackets(to: depth)
    builder.close(node)
  }
}
