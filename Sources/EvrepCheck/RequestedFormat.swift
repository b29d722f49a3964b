import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What a hole's format or a `format` declaration asks for.
struct RequestedFormat {
  var decimals: Int?
  var unit: Unit?
  /// The unit's bytes in the source.
  var unitPlace: Place?
  var oneTo = false
  var words: PrintedForm.Words?
  var grouped: Bool?
  var rounding: RoundingRule?
  /// So many significant digits.
  var significant: Int?
  /// 约 before a number that is rounded.
  var about = false
  var numeral: TextForm.Numeral?
  var calendar: TextForm.Calendar?
  var isRelative = false
  var connective: TextForm.Connective?
  var itemLimit: Int?

  /// True where something is asked that only numbers have.
  var isForNumbers: Bool {
    decimals != nil || unit != nil || oneTo || words != nil || grouped != nil || rounding != nil || significant != nil
      || about
  }
}

extension Checker {
  /// The words that a format knows beside units.
  private static let formatWords: NameTable<@Sendable (inout RequestedFormat) -> Void> = [
    "grouped": { $0.grouped = true }, "分节": { $0.grouped = true },
    "ungrouped": { $0.grouped = false }, "不分节": { $0.grouped = false },
    "half-up": { $0.rounding = .halfUp }, "四舍五入": { $0.rounding = .halfUp },
    "half-even": { $0.rounding = .halfEven }, "四舍六入五成双": { $0.rounding = .halfEven },
    "about": { $0.about = true }, "约": { $0.about = true },
    "spelled": { $0.numeral = .spelled }, "小写": { $0.numeral = .spelled },
    "formal": { $0.numeral = .formal }, "大写": { $0.numeral = .formal },
    "iso": { $0.calendar = .iso }, "短横": { $0.calendar = .iso },
    "year-month": { $0.calendar = .yearMonth }, "年月": { $0.calendar = .yearMonth },
    "month-day": { $0.calendar = .monthDay }, "月日": { $0.calendar = .monthDay },
    "relative": { $0.isRelative = true }, "相对": { $0.isRelative = true },
    "and": { $0.connective = .and }, "和": { $0.connective = .and },
    "or": { $0.connective = .or }, "或": { $0.connective = .or },
  ]

  /// The words beside units, for suggestions.
  static let formatSpellings = formatWords.names.sorted()

  /// The words that a format knows behind a number: significant digits, items of a list.
  private static let countedWords: NameTable<@Sendable (inout RequestedFormat, Int) -> Void> = [
    "digits": { $0.significant = $1 }, "位": { $0.significant = $1 },
    "items": { $0.itemLimit = $1 }, "项": { $0.itemLimit = $1 },
  ]

  /// Reads `.1`, `万元`, `.1 万元`, `1:n`, `增长|下降`, `grouped`, `2 digits`, in any order.
  mutating func readFormat(_ node: SyntaxNode) -> RequestedFormat {
    var asked = RequestedFormat()
    var leaves = Array(node.children)[...]
    while let leaf = leaves.popFirst() {
      switch leaf.kind {
      case .dot:
        guard let digits = leaves.popFirst(), digits.kind == .number, let decimals = Int(digits.digits), decimals <= 18
        else {
          reportBadFormat(node)
          return asked
        }
        asked.decimals = decimals
      case .number where leaf.digits == "1" && leaves.count >= 2 && leaves.first?.kind == .colon:
        leaves.removeFirst()
        guard let n = leaves.popFirst(), n.text == "n" else {
          reportBadFormat(node)
          return asked
        }
        asked.oneTo = true
      case .number:
        guard let word = leaves.popFirst(), let apply = Self.countedWords[word.text], let count = Int(leaf.digits),
          (1...99).contains(count)
        else {
          reportBadFormat(node)
          return asked
        }
        apply(&asked, count)
      case .identifier where isPhrase(from: leaf, leaves):
        leaves = ArraySlice([leaf] + leaves)
        let positive = phrase(&leaves)
        leaves.removeFirst()
        let negative = phrase(&leaves)
        guard !negative.isEmpty else {
          reportBadFormat(node)
          return asked
        }
        asked.words = PrintedForm.Words(positive: positive, negative: negative)
      case .identifier, .unitSign:
        if !readWord(leaf, &leaves, &asked, node) { return asked }
      default:
        reportBadFormat(node)
        return asked
      }
    }
    return asked
  }

  /// True where the words from `leaf` on lead to the bar that parts two phrases: rose by|fell by.
  private func isPhrase(from leaf: SyntaxNode, _ leaves: ArraySlice<SyntaxNode>) -> Bool {
    var rest = ArraySlice([leaf] + leaves)
    return !phrase(&rest).isEmpty && rest.first?.kind == .bar
  }

  /// Takes words up to one that is a rule or a unit of its own.
  private func phrase(_ leaves: inout ArraySlice<SyntaxNode>) -> String {
    var words: [String] = []
    while let word = leaves.first, word.kind == .identifier {
      let text = word.text
      let isOther = Self.formatWords[text] != nil || program.registry.unit(named: text) != nil
      guard !isOther else { break }
      words.append(text)
      leaves.removeFirst()
    }
    return words.joined(separator: " ")
  }

  /// A word of a format: a rule, or a unit with the leaves that touch it. False where it is neither.
  private mutating func readWord(
    _ leaf: SyntaxNode, _ leaves: inout ArraySlice<SyntaxNode>, _ asked: inout RequestedFormat, _ node: SyntaxNode
  ) -> Bool {
    var text = leaf.text
    var end = leaf.range.upperBound
    while let next = leaves.first, [.divide, .unitSign, .identifier, .minus].contains(next.kind) {
      let touches = next.range.lowerBound == end
      // Words of one unit are separated by a blank: percentage points.
      guard touches || (next.kind == .identifier && Self.formatWords[text] == nil && Self.formatWords[next.text] == nil)
      else { break }
      text += (touches ? "" : " ") + next.text
      end = next.range.upperBound
      leaves.removeFirst()
    }
    if let apply = Self.formatWords[text] {
      apply(&asked)
      return true
    }
    let place = Place(node.file, leaf.range.lowerBound..<end)
    guard let unit = program.registry.unit(named: text) else {
      reportUnknownFormatWord(place, text, node)
      return false
    }
    asked.unit = unit
    asked.unitPlace = place
    return true
  }
}
