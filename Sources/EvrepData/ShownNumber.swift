import EvrepModel

/// What a number format shows of a number beside its digits, as ECMA-376 part 1, 18.8.31, has it: the texts around them,
/// and how many thousands they leave out.
struct ShownNumber: Hashable, Sendable {
  /// One of the sections between semicolons.
  struct Section: Hashable, Sendable {
    /// The texts before and behind the digits, without blanks, signs and brackets at their ends.
    var prefix = ""
    var suffix = ""
    /// The digits that are shown are those of the number divided by 10 to this power.
    var shift = 0
    /// The prefix or the suffix is what the format calls a currency.
    var hasCurrency = false

    var isPlain: Bool { prefix.isEmpty && suffix.isEmpty && shift == 0 }
  }

  let code: String
  /// Those that show digits, without the one for zero alone.
  let sections: [Section]

  /// Nil where a format shows digits alone.
  init?(code: String) {
    self.code = code
    var sections: [Section] = []
    var hasConditions = false
    for (index, part) in Self.split(code).enumerated() {
      var scan = SectionScan()
      scan.run(part)
      hasConditions = hasConditions || scan.isConditional
      // The third section is for zero, which any scale leaves as it is.
      guard scan.hasDigits, index < 2 || hasConditions else { continue }
      sections.append(scan.section)
    }
    guard sections.contains(where: { !$0.isPlain }) else { return nil }
    self.sections = sections
  }

  /// The scalars of each section.
  private static func split(_ code: String) -> [[Unicode.Scalar]] {
    var sections: [[Unicode.Scalar]] = [[]]
    var (isQuoted, isEscaped, isInBracket) = (false, false, false)
    for scalar in code.unicodeScalars {
      let isEnd = scalar == ";" && !isQuoted && !isEscaped && !isInBracket
      if isEnd { sections.append([]) } else { sections[sections.count - 1].append(scalar) }
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = scalar != "\""
      } else if isInBracket {
        isInBracket = scalar != "]"
      } else {
        isQuoted = scalar == "\""
        isInBracket = scalar == "["
        isEscaped = ["\\", "!", "_", "*"].contains(scalar)
      }
    }
    return sections
  }
}

/// One section while it is gone through.
private struct SectionScan {
  private(set) var section = ShownNumber.Section()
  private(set) var hasDigits = false
  private(set) var isConditional = false
  private var prefix: [Unicode.Scalar] = []
  /// The texts since the last digit.
  private var behind: [Unicode.Scalar] = []
  /// Commas since the last digit of the whole part.
  private var commas = 0
  private var hasPoint = false
  /// Digits behind a point that is a text: `0\.0,` shows ten-thousands.
  private var digitsBehindText: Int?

  mutating func run(_ scalars: [Unicode.Scalar]) {
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      index += 1
      switch scalar {
      case "\"":
        while index < scalars.count, scalars[index] != "\"" {
          text(scalars[index])
          index += 1
        }
        index += 1
      // Chinese and Japanese spreadsheets escape by the second.
      case "\\", "!":
        if let next { text(next) }
        index += 1
      // The room of the sign behind, or that sign as often as there is room.
      case "_", "*": index += 1
      case "[":
        let end = scalars[index...].firstIndex(of: "]") ?? scalars.count
        bracket(scalars[index..<end])
        index = end + 1
      case "0", "#", "?": digit()
      case ".":
        if hasDigits || next != nil { hasPoint = true }
      case ",": commas += 1
      case "E" where next == "+" || next == "-", "e" where next == "+" || next == "-": index += 1
      case "G", "g":
        // General is digits.
        let word = String(String.UnicodeScalarView(scalars[(index - 1)...].prefix(7)))
        guard word.lowercased() == "general" else { continue }
        digit()
        index += 6
      case "$": text(scalar)
      default: if scalar.value >= 0x80 { text(scalar) }
      }
    }
    let places = 3 * commas + (digitsBehindText ?? 0)
    // No number has so many digits, and no unit so many zeros.
    section.shift = min(places, 60)
    section.prefix = Self.trimmed(prefix)
    section.suffix = Self.trimmed(behind)
  }

  private mutating func digit() {
    // A comma with digits behind it parts thousands.
    if !hasPoint { commas = 0 }
    if !hasPoint, behind == ["."], digitsBehindText == nil { digitsBehindText = 0 }
    if !hasPoint, let digits = digitsBehindText { digitsBehindText = digits + 1 }
    hasDigits = true
    behind = []
  }

  private mutating func text(_ scalar: Unicode.Scalar) {
    if hasDigits { behind.append(scalar) } else { prefix.append(scalar) }
  }

  /// `[$£-809]` is a currency with its locale; `[>=1000]` a condition; `[Red]` and the like say nothing.
  private mutating func bracket(_ content: ArraySlice<Unicode.Scalar>) {
    guard let first = content.first else { return }
    if ["<", ">", "="].contains(first) { isConditional = true }
    guard first == "$" else { return }
    let symbol = content.dropFirst()
    let end = symbol.lastIndex(of: "-") ?? symbol.endIndex
    for scalar in symbol[..<end] { text(scalar) }
    if end > symbol.startIndex { section.hasCurrency = true }
  }

  private static func trimmed(_ scalars: [Unicode.Scalar]) -> String {
    func isEdge(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || ["(", ")", "-", "+", "（", "）", "−"].contains(scalar)
    }
    var rest = scalars[...]
    while let first = rest.first, isEdge(first) { rest.removeFirst() }
    while let last = rest.last, isEdge(last) { rest.removeLast() }
    return String(String.UnicodeScalarView(rest))
  }
}
