import EvrepSource

// Holes and heads of inline blocks that have lost their opening brace.
extension Parser {
  /// Takes what stands before a stray brace as the hole that it ends, reported: `end}`, `otherwise}` in an inline block
  /// and, behind a blank, `#name}`. False, and nothing taken, where there is no such thing.
  mutating func parseLostHole(endingAt brace: ByteRange, _ open: inout [OpenBlock]) -> Bool {
    let inline = open.last?.kind == .inlineWhen ? open.indices.last : nil
    if let name = lostAnchor(before: brace) {
      builder.leaf(.prose, to: name.lowerBound - 1)
      reportLostBrace(name.lowerBound - 1..<brace.upperBound)
      let node = builder.open(.anchor)
      builder.leaf(.hash, to: name.lowerBound)
      let named = builder.open(.name)
      builder.leaf(.identifier, to: name.upperBound)
      builder.close(named)
      builder.leaf(.rightBrace, to: brace.upperBound)
      builder.close(node)
    } else if let inline, let word = lostWord(.end, before: brace),
      lacksEnd(behind: brace.upperBound, depth: open.count { $0.kind == .inlineWhen })
    {
      builder.leaf(.prose, to: word.lowerBound)
      reportLostBrace(word.lowerBound..<brace.upperBound)
      builder.close(open[inline].body)
      takeLostHead(.inlineEnd, word, brace)
      builder.close(open.removeLast().node)
    } else if let inline, !open[inline].hasFallback, let word = lostWord(.otherwise, before: brace) {
      builder.leaf(.prose, to: word.lowerBound)
      reportLostBrace(word.lowerBound..<brace.upperBound)
      builder.close(open[inline].body)
      takeLostHead(.inlineHead, word, brace)
      open[inline].hasFallback = true
      open[inline].body = builder.open(.body)
    } else if open.count < Parser.nestingLimit,
      let word = lostWhen(before: brace, depth: open.count { $0.kind == .inlineWhen })
    {
      builder.leaf(.prose, to: word.lowerBound)
      reportLostBrace(word.lowerBound..<brace.upperBound)
      let node = builder.open(.inlineWhen)
      let head = builder.open(.inlineHead)
      enter(word.lowerBound..<brace.upperBound, lines: false)
      bump(as: .keyword)
      parseExpression()
      if kind != .end, kind != .rightBrace { skipToBrace() }
      _ = accept(.rightBrace)
      builder.close(head)
      open.append(
        OpenBlock(
          kind: .inlineWhen, node: node, body: builder.open(.body), opening: word.lowerBound..<brace.upperBound,
          word: "when"))
    } else {
      return false
    }
    return true
  }

  private mutating func skipToBrace() {
    let error = builder.open(.error)
    while kind != .end, kind != .rightBrace { bump() }
    builder.close(error)
  }

  private mutating func takeLostHead(_ kind: SyntaxKind, _ word: ByteRange, _ brace: ByteRange) {
    let node = builder.open(kind)
    builder.leaf(.keyword, to: word.upperBound)
    builder.leaf(.rightBrace, to: brace.upperBound)
    builder.close(node)
  }
}
