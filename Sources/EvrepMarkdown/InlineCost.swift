/// What of a paragraph's inline syntax is open, so that what closes it has to be searched for.
struct ParagraphCost {
  var start = 0
  /// `[` and `![` without their `]`.
  var brackets = 0
  var pipes = 0
  private var stars = 0
  private var underscores = 0
  private var tildes = 0

  init(start: Int = 0) { self.start = start }

  /// Counts a run of delimiters; the number of open ones that cmark may look at for it.
  mutating func delimiter(_ byte: UInt8, opens: Bool, closes: Bool) -> Int {
    let open = stars + underscores + tildes
    switch byte {
    case UInt8(ascii: "*"): return Self.count(&stars, open, opens, closes)
    case UInt8(ascii: "_"): return Self.count(&underscores, open, opens, closes)
    default: return Self.count(&tildes, open, opens, closes)
    }
  }

  private static func count(_ own: inout Int, _ open: Int, _ opens: Bool, _ closes: Bool) -> Int {
    if closes, own > 0 {
      own -= 1
      return open
    }
    if opens { own += 1 }
    return closes ? open : 0
  }
}

/// Link reference definitions and what they may grow to.
struct ReferenceCost {
  private var definition: Int?
  private var longest = 0
  /// Closing brackets that may use a definition.
  var uses = 0

  /// The most bytes that the uses may come to.
  var expansion: Int { longest.multipliedReportingOverflow(by: uses).overflow ? .max : longest * uses }

  /// Begins a definition where the text at `body` is `[label]:`.
  mutating func readDefinition(_ text: Bytes, _ body: Int, _ end: Int) {
    var at = body + 1
    while at + 1 < end, at - body < 1100 {
      if text[at] == UInt8(ascii: "]"), text[at + 1] == UInt8(ascii: ":") {
        endParagraph(at: body)
        definition = body
        return
      }
      at += 1
    }
  }

  mutating func endParagraph(at end: Int) {
    if let definition { longest = max(longest, end - definition) }
    definition = nil
  }
}

/// `<?`, `<!X` and `<![CDATA[` in text, for each of which cmark looks for an end as far as the paragraph goes.
struct DeclarationEnds {
  private struct Kind {
    /// The end that was found last; the text's end for none.
    var end = -1
    var count = 0
    var sum = 0
  }

  private var kinds = [Kind](repeating: Kind(), count: 4)

  /// Counts the `<` at `at`.
  mutating func read(_ text: Bytes, _ at: Int) {
    let next = text.byte(at + 1)
    let kind: Int
    if next == UInt8(ascii: "?") {
      kind = 0
    } else if next == UInt8(ascii: "!") {
      kind = text.byte(at + 2) == UInt8(ascii: "-") ? 1 : text.byte(at + 2) == UInt8(ascii: "[") ? 2 : 3
    } else {
      return
    }
    if kinds[kind].end < at {
      let sign: StaticString = [0: "?>", 1: "-->", 2: "]]>"][kind] ?? ">"
      var end = at + 2
      while end < text.count, !text.has(sign, at: end) { end += 1 }
      kinds[kind] = Kind(end: end)
    }
    kinds[kind].count += 1
    kinds[kind].sum += at
  }

  /// What the paragraph that ends at `end` has cost; begins anew.
  mutating func cost(at end: Int) -> Int {
    var cost = 0
    for kind in kinds.indices where kinds[kind].count > 0 {
      if kinds[kind].end >= end { cost += kinds[kind].count * end - kinds[kind].sum }
      kinds[kind].count = 0
      kinds[kind].sum = 0
    }
    return cost
  }
}
