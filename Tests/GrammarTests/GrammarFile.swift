/// A grammar in the EBNF of the W3C, read just far enough to check its names and terminals.
struct GrammarFile {
  /// One rule: the symbol that it defines, the symbols that it uses and its quoted terminals.
  struct Rule {
    let symbol: String
    var symbols: [String] = []
    var terminals: [String] = []
  }

  private(set) var rules: [Rule] = []
  /// What could not be read, each with its line.
  private(set) var mistakes: [String] = []

  /// The quoted terminals that hold a letter.
  var words: Set<String> {
    Set(rules.flatMap(\.terminals).filter { $0.unicodeScalars.contains { $0.properties.isAlphabetic } })
  }

  init(_ text: String) {
    var scanner = Scanner(scalars: Array(text.unicodeScalars))
    var tokens: [Scanner.Token] = []
    while let token = scanner.next() { tokens.append(token) }
    mistakes = scanner.mistakes
    for (index, token) in tokens.enumerated() {
      let isDefined = index + 1 < tokens.count && tokens[index + 1] == .defines
      switch token {
      case .symbol(let name) where isDefined: rules.append(Rule(symbol: name))
      case .defines: break
      default: add(token)
      }
    }
  }

  private mutating func add(_ token: Scanner.Token) {
    guard !rules.isEmpty else {
      mistakes.append("something stands before the first rule")
      return
    }
    switch token {
    case .symbol(let name): rules[rules.count - 1].symbols.append(name)
    case .terminal(let text): rules[rules.count - 1].terminals.append(text)
    default: break
    }
  }
}

/// Splits a grammar into tokens.
private struct Scanner {
  enum Token: Equatable {
    case symbol(String)
    case terminal(String)
    case defines
    /// A class, a code point or an operator.
    case other
  }

  let scalars: [Unicode.Scalar]
  private var position = 0
  private(set) var mistakes: [String] = []
  private var brackets: [Unicode.Scalar] = []

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var line: Int { 1 + scalars[..<min(position, scalars.count)].count { $0 == "\n" } }

  mutating func next() -> Token? {
    while position < scalars.count, scalars[position] == " " || scalars[position] == "\n" { position += 1 }
    guard position < scalars.count else {
      if !brackets.isEmpty { mistakes.append("a bracket is not closed at the end") }
      return nil
    }
    let scalar = scalars[position]
    switch scalar {
    case "/":
      position += 1
      guard position < scalars.count, scalars[position] == "*" else { return mistake("‘/’ alone") }
      while position < scalars.count, !(scalars[position - 1] == "*" && scalars[position] == "/") { position += 1 }
      position += 1
      return next()
    case "\"", "'": return .terminal(String(String.UnicodeScalarView(taking(upTo: scalar))))
    case "[":
      _ = taking(upTo: "]")
      return .other
    case "#":
      position += 1
      skip { $0.properties.isASCIIHexDigit || $0 == "x" }
      return .other
    case ":":
      guard position + 2 < scalars.count, scalars[position + 1] == ":", scalars[position + 2] == "=" else {
        return mistake("‘:’ alone")
      }
      position += 3
      if !brackets.isEmpty { mistakes.append("line \(line): a bracket is not closed before this rule") }
      return .defines
    case "(":
      brackets.append(scalar)
      position += 1
      return .other
    case ")":
      if brackets.popLast() == nil { mistakes.append("line \(line): ‘)’ closes nothing") }
      position += 1
      return .other
    case "|", "?", "*", "+", "-":
      position += 1
      return .other
    default:
      let start = position
      skip { $0.properties.isAlphabetic && $0.isASCII }
      guard position > start else { return mistake("‘\(scalar)’") }
      return .symbol(String(String.UnicodeScalarView(scalars[start..<position])))
    }
  }

  private mutating func mistake(_ what: String) -> Token {
    mistakes.append("line \(line): \(what) is no part of a grammar")
    position += 1
    return .other
  }

  private mutating func skip(_ isPart: (Unicode.Scalar) -> Bool) {
    while position < scalars.count, isPart(scalars[position]) { position += 1 }
  }

  /// What stands between the next scalar and `end` on the same line.
  private mutating func taking(upTo end: Unicode.Scalar) -> ArraySlice<Unicode.Scalar> {
    let start = position + 1
    position = start
    skip { $0 != end && $0 != "\n" }
    if position >= scalars.count || scalars[position] != end { mistakes.append("line \(line): ‘\(end)’ is missing") }
    let content = scalars[min(start, position)..<position]
    position += 1
    return content
  }
}
