import EvrepCheck
import EvrepSyntax

/// A part of a generated report, before it is decided how its words and signs are spelled.
indirect enum Piece {
  case word(Keyword)
  case function(Builtin)
  /// A sign in ASCII: `(`, `>=`, `:::`.
  case sign(String)
  case number(String)
  /// What has one spelling: names, units, line ends.
  case plain(String)
  /// A string: texts and holes.
  case string([Piece])
  /// Prose, which stands as it is.
  case prose(String)
  /// A hole, with its braces.
  case hole([Piece])
}

/// How words and signs are written.
struct Spelling {
  enum Script: CaseIterable { case english, chinese, mixed }

  var script = Script.english
  var isFullWidth = false
  /// What is mixed is drawn from here.
  var random = SplitMix(seed: 1)

  mutating func text(_ pieces: [Piece]) -> String {
    var result = ""
    for piece in pieces {
      let next = text(piece)
      let touches = result.isEmpty || result.last == "\n" || next.first == "\n"
      result += touches || piece.isProse ? next : " " + next
    }
    return result
  }

  private mutating func text(_ piece: Piece) -> String {
    switch piece {
    case .word(let word): return pick(word.spellings.english, word.spellings.chinese)
    case .function(let function): return pick(function.rawValue, function.chinese)
    case .sign(let sign): return widened(sign)
    case .number(let digits): return widened(digits)
    case .plain(let text), .prose(let text): return text
    case .string(let parts):
      let quotes = isWide() ? random.pick([("“", "”"), ("＂", "＂")]) : ("\"", "\"")
      return quotes.0 + parts.map { text($0) }.joined() + quotes.1
    case .hole(let parts):
      let braces = isWide() ? ("｛", "｝") : ("{", "}")
      return braces.0 + text(parts) + braces.1
    }
  }

  private mutating func pick(_ english: String, _ chinese: String) -> String {
    switch script {
    case .english: english
    case .chinese: chinese
    case .mixed: random.once(in: 2) ? english : chinese
    }
  }

  private mutating func isWide() -> Bool { isFullWidth && (script != .mixed || random.once(in: 2)) }

  /// The sign, its own or a full-width form.
  private mutating func widened(_ sign: String) -> String {
    guard isWide() else { return sign }
    switch sign {
    case ">=": return random.pick(["≥", "＞＝", "＞="])
    case "<=": return random.pick(["≤", "＜＝"])
    case "!=": return random.pick(["≠", "！＝"])
    case "-": return random.pick(["－", "−"])
    case "*": return random.pick(["×", "＊"])
    case "/": return random.pick(["÷", "／"])
    default:
      return String(String.UnicodeScalarView(sign.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
    }
  }
}

extension Piece {
  fileprivate var isProse: Bool {
    switch self {
    case .prose: true
    case .sign("."): true
    default: false
    }
  }
}
