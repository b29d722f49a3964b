package import EvrepSource
package import EvrepUnits

/// Why an expression has its value: the tree of its parts, each with what it came to and what stands behind it.
package struct Explanation: Hashable, Sendable {
  /// What a part came to.
  package enum Reading: Hashable, Sendable {
    /// A number in its unit, a date, a text: as prose would print it. `isRounded` where the text has fewer decimals.
    case value(String, isRounded: Bool)
    case truth(Bool)
    /// Rows of a table, and of how many where a condition chose them.
    case rows(Int, of: Int?)
    case groups(Int)
    /// A field that is empty.
    case missing
    /// An `and` or `or` was decided before, or another branch was taken.
    case notReached
    /// It has no value, which has been reported.
    case failed
  }

  /// How far a comparison is from its threshold.
  package struct Margin: Hashable, Sendable {
    /// The left side less the right, in base units: years or days for those.
    package let difference: Number
    /// The distance with its unit, without a sign, as prose would print it: 6.08个百分点.
    package let text: String

    package init(difference: Number, text: String) {
      self.difference = difference
      self.text = text
    }
  }

  /// The part as the source spells it, on one line.
  package var formula: String
  package var place: Place
  /// What a name, or a field of a named row, stands for, as its declaration spells it; nil for no name, or for a name that was explained before.
  package var definition: String?
  package var reading: Reading
  /// The exact number in base units; nil for what is no number.
  package var exact: Number?
  /// The unit of the number's text.
  package var unit: Unit?
  /// The cells that the value was read from or reckoned over; nil where the parts below have them.
  package var cells: CellSpan?
  package var margin: Margin?
  package var parts: [Explanation]

  package init(formula: String, place: Place, reading: Reading = .failed, parts: [Explanation] = []) {
    self.formula = formula
    self.place = place
    self.reading = reading
    self.parts = parts
  }

  /// Every comparison with a margin, in the order of the source.
  package var comparisons: [Explanation] {
    let own = margin == nil ? [] : [self]
    return own + parts.flatMap(\.comparisons)
  }
}

extension Explanation.Reading {
  /// The reading in words of a language.
  package func words(_ language: ReportLanguage) -> String {
    let isChinese = language == .chinese
    switch self {
    case .value(let text, _): return text
    case .truth(let truth): return isChinese ? (truth ? "成立" : "不成立") : (truth ? "holds" : "does not hold")
    case .rows(let count, nil): return isChinese ? "\(count) 行" : "\(count) row\(count == 1 ? "" : "s")"
    case .rows(let count, let whole?):
      return isChinese ? "\(whole) 行中的 \(count) 行" : "\(count) of \(whole) rows"
    case .groups(let count): return isChinese ? "\(count) 组" : "\(count) group\(count == 1 ? "" : "s")"
    case .missing: return isChinese ? "缺失" : "missing"
    case .notReached: return isChinese ? "未用到" : "not reached"
    case .failed: return isChinese ? "没有值" : "no value"
    }
  }
}
