import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// A figure beside words that make claims of it.
struct ClaimedValue {
  let hole: Hole
  let claims: HoleClaims
  /// The exact value in base units.
  let value: Number
  let unit: Unit
  /// The exact value in the unit that is printed.
  let exact: Number
  /// The number that the reader sees.
  let printed: Number
}

extension Evaluator {
  /// The rules that look at one figure.
  mutating func judgeFigure(_ hole: Hole, _ value: Number, _ unit: Unit) {
    if judgeYears(hole) { return }
    if let words = hole.form.words {
      judgeWords(hole, words)
      judgePickedWord(words, hole, value, unit)
    }
    if let claims = hole.claims { judge(hole, claims, value, unit) }
    judgeShortage(hole, value, unit)
    judgeFraction(hole, value, unit)
    judgeSaidYear(hole)
    judgeSpannedYears(hole)
    judgeDirectionBehind(hole, value, unit)
    judgeCompared(hole, value, unit)
    judgeRatio(hole, value, unit)
    judgeZero(hole, value, unit)
  }

  /// Holds a figure to what the words around it claim. A hole that is printed again and again is reported once.
  mutating func judge(_ hole: Hole, _ claims: HoleClaims, _ value: Number, _ unit: Unit) {
    guard !reportedClaims.contains(hole.place.range.lowerBound), let exact = try? value.divided(by: unit.factor),
      let printed = Self.printedNumber(exact, hole.form)
    else { return }
    let claimed = ClaimedValue(
      hole: hole, claims: claims, value: value, unit: unit, exact: exact, printed: printed)
    let findings = diagnostics.count
    judgeDirection(claimed)
    judgeApproximation(claimed)
    judgeBound(claimed)
    if diagnostics.count > findings { reportedClaims.insert(hole.place.range.lowerBound) }
  }

  /// The number that the digits of a figure say.
  static func printedNumber(_ exact: Number, _ form: PrintedForm) -> Number? {
    var plain = form
    plain.grouped = false
    return Number(decimal: digits(exact, plain))
  }

  /// The finding that a word is not true of the figure beside it: the word, and the figure as it prints and as it is.
  mutating func reportClaim(
    _ code: DiagnosticCode, _ word: HoleClaims.Word, _ claimed: ClaimedValue, en: String, zh: String,
    labels: [Label] = [], notes: [Message] = [], fixIts: [FixIt] = []
  ) {
    guard diagnostics.count < Self.findingLimit else { return }
    let figure = described(claimed)
    diagnostics.append(
      Diagnostic(
        code, at: word.place(claimed.hole.place), Message(en: en, zh: zh),
        labels: [Label(claimed.hole.place, figure)] + cells(of: claimed.hole.expression) + labels, notes: notes,
        fixIts: fixIts))
  }

  /// A word as the prose spells it.
  func spelling(_ word: HoleClaims.Word, _ claimed: ClaimedValue) -> String {
    String(decoding: program.bytes[word.place(claimed.hole.place).range], as: UTF8.self)
  }

  private func described(_ claimed: ClaimedValue) -> Message {
    let printed = withUnit(claimed.printed, claimed.hole.form, claimed.unit)
    guard claimed.printed != claimed.exact else {
      return Message(en: "this is exactly \(printed)", zh: "正好是 \(printed)")
    }
    var form = PrintedForm()
    form.decimalLimit = 9
    form.grouped = claimed.hole.form.grouped
    let exact = withUnit(claimed.exact, form, claimed.unit)
    return Message(en: "this prints \(printed), and is \(exact)", zh: "印作 \(printed)，实为 \(exact)")
  }

  /// A number in the unit that a figure prints in, for a message.
  func withUnit(_ number: Number, _ form: PrintedForm, _ unit: Unit) -> String {
    let digits = Self.digits(number, form)
    return Unit.phrase(digits, digits == "1" ? unit.name : unit.plural)
  }
}
