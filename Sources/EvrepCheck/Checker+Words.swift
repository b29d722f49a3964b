import EvrepSource
import EvrepSyntax

extension Checker {
  /// Adds the words of claims that a module declares; like its units, they are known everywhere.
  mutating func declareWords(_ declarations: [SyntaxNode]) {
    for declaration in declarations where declaration.kind == .wordsDeclaration { declareWords(declaration) }
  }

  private mutating func declareWords(_ declaration: SyntaxNode) {
    guard declaration.first(.error) == nil else { return }
    guard let kind = Keyword.claims.first(where: declaration.has) else { return }
    let lists = Self.lists(kind)
    if !lists.isEmpty { return declareList(declaration, lists) }
    var position = ClaimWord.Position.before
    if declaration.has(.inside) { position = .inside }
    if declaration.has(.behind) { position = .behind }
    let isComparing = declaration.has(.comparing)
    let isUntimed = declaration.has(.untimed)
    let claims = Self.claims(kind)
    if claims.count > 1, position != .before { return reportPositionOfMovement(declaration) }
    for entry in declaration.children where entry.kind == .claimWord {
      var phrases: [SyntaxNode] = []
      var exceptions: [ArraySlice<UInt8>] = []
      var isException = false
      for child in entry.children {
        if child.kind == .keyword { isException = true }
        guard child.kind == .phrase else { continue }
        if !isException {
          phrases.append(child)
        } else if let spelling = spelling(child) {
          exceptions.append(spelling)
        }
      }
      guard phrases.count == claims.count else {
        // Where the second one is not there at all, the parser has said so.
        if phrases.count == 2 || entry.first(.bar) == nil, !phrases.isEmpty {
          reportWordCount(entry, isPair: claims.count > 1)
        }
        continue
      }
      var added = 0
      for (phrase, claim) in zip(phrases, claims) {
        guard let spelling = wholeSpelling(phrase) else { continue }
        let word = ClaimWord(
          claim, position, isComparing: isComparing, isUntimed: isUntimed, place: phrase.place)
        if let first = program.claimWords.add(word, spelling, except: exceptions) {
          reportDuplicate(String(decoding: spelling, as: UTF8.self), phrase.place, first)
        } else {
          added += 1
        }
      }
      if case .change = claims[0], added == 2 { program.claimWords.pairLastTwo() }
    }
  }

  /// Words of a list, or of two opposite ones.
  private mutating func declareList(_ declaration: SyntaxNode, _ lists: [WordLists.List]) {
    for entry in declaration.children where entry.kind == .claimWord {
      let phrases = entry.children.filter { $0.kind == .phrase }
      guard phrases.count == lists.count else {
        if phrases.count == 2 || entry.first(.bar) == nil, !phrases.isEmpty {
          reportWordCount(entry, isPair: lists.count > 1)
        }
        continue
      }
      for (phrase, list) in zip(phrases, lists) {
        if let spelling = wholeSpelling(phrase) { program.claimWords.lists.add(list, spelling) }
      }
    }
  }

  /// The lists that words of a kind go to; none for words that claim something.
  private static func lists(_ kind: Keyword) -> [WordLists.List] {
    switch kind {
    case .gap: [.gap]
    case .rate: [.rate]
    case .fraction: [.fraction]
    case .extreme: [.greatest, .least]
    case .shortage: [.shortage]
    case .linking: [.linking]
    default: []
    }
  }

  /// What the words of a kind claim: one thing, or up and down.
  private static func claims(_ kind: Keyword) -> [Claim] {
    switch kind {
    case .change: [.change(.up), .change(.down)]
    case .level: [.level(.up), .level(.down)]
    case .below: [.approximation(.below)]
    case .above: [.approximation(.above)]
    case .about: [.approximation(.around)]
    case .least: [.bound(.atLeast)]
    default: [.bound(.atMost)]
    }
  }

  /// The bytes of a phrase, with one blank between words; nil for a string with holes, which is reported.
  private mutating func spelling(_ phrase: SyntaxNode) -> ArraySlice<UInt8>? {
    guard let string = phrase.first(.interpolation) else {
      let bytes = phrase.bytes
      let blank = UInt8(ascii: " ")
      let isPlain = bytes.indices.allSatisfy { index in
        bytes[index] > blank || (bytes[index] == blank && bytes[bytes.index(after: index)] > blank)
      }
      return isPlain ? bytes : Array(phrase.children.map(\.text).joined(separator: " ").utf8)[...]
    }
    guard let text = string.plainString else {
      reportConstantRequired(string)
      return nil
    }
    return Array(text.utf8)[...]
  }

  /// The spelling of a word, which has to have letters.
  private mutating func wholeSpelling(_ phrase: SyntaxNode) -> ArraySlice<UInt8>? {
    guard let spelling = spelling(phrase) else { return nil }
    if spelling.isEmpty { reportEmptyWord(phrase) }
    return spelling.isEmpty ? nil : spelling
  }

  // MARK: Findings

  private mutating func reportWordCount(_ entry: SyntaxNode, isPair: Bool) {
    let text = entry.text
    if isPair {
      report(
        .badClaimWord, entry.place, en: "‘\(text)’ lacks its opposite", zh: "“\(text)”缺少反义词",
        notes: [
          Message(
            en: "such words come in pairs, for up and for down: 增长|下降, rose|fell",
            zh: "这类词成对写出，先升后降：增长|下降")
        ])
    } else {
      report(
        .badClaimWord, entry.place, en: "‘\(text)’ is a pair, where each word claims the same",
        zh: "“\(text)”写成了一对，而这里的每个词含义相同",
        notes: [Message(en: "put a comma between the words", zh: "词与词之间用逗号")])
    }
  }

  private mutating func reportPositionOfMovement(_ declaration: SyntaxNode) {
    report(
      .badClaimWord, declaration.place, en: "words of movement stand before their figure", zh: "表示变动的词写在数之前")
  }

  private mutating func reportEmptyWord(_ phrase: SyntaxNode) {
    report(.badClaimWord, phrase.place, en: "a word without letters", zh: "词语是空的")
  }
}
