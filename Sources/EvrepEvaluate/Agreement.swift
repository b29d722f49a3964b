import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// The printed figures of a report by what they are figures of.
///
/// The rules of agreement judge figures by their printed digits, for those are all that a reader has. Each rule goes
/// once over the figures, the runs of `each`, or the conditions, and finds other figures by identity, so that all of
/// them together are linear in the number of figures.
struct Agreement {
  var identities: IdentityTable
  /// What each figure of the document is a figure of, and whether `round` has a part in it.
  var keys: [(identity: Identity, isRounded: Bool)] = []
  /// For each figure the first that a hole of the same bytes printed, outside `each`: what holds of that holds of it.
  private var originals: [Int32] = []
  /// The figures of each identity, the first of each form, by the identity's number.
  private var formsByIdentity: [[Int]] = []
  /// Identities in the order in which they are first printed.
  var order: [Identity] = []
  /// How figures are printed, in the order in which that was asked, and where each original stands there, or -1.
  private var numbers: [PrintedNumber?] = []
  private var numberIndices: [Int32]
  /// What has been asked to be worked out from printed figures, and what came of each.
  var asked = InternTable<Asked>()
  var recomputed: [Recomputed?] = []

  init(_ evaluator: Evaluator) {
    identities = IdentityTable(definitionCount: evaluator.program.definitions.count)
    let figures = evaluator.emission.figures
    numberIndices = Array(repeating: -1, count: figures.count)
    keys.reserveCapacity(figures.count)
    originals.reserveCapacity(figures.count)
    var known: [Int32] = Array(repeating: -1, count: evaluator.program.cacheCount)
    for (index, figure) in figures.enumerated() {
      if let cache = figure.hole.cache {
        if known[cache] >= 0 {
          originals.append(known[cache])
          keys.append(keys[Int(known[cache])])
          continue
        }
        known[cache] = Int32(truncatingIfNeeded: index)
      }
      originals.append(Int32(truncatingIfNeeded: index))
      let key = identities.identity(figure.hole.expression, figure.context, evaluator)
      keys.append(key)
      let number = Int(key.identity.index)
      while formsByIdentity.count <= number { formsByIdentity.append([]) }
      if formsByIdentity[number].isEmpty { order.append(key.identity) }
      let isNew = !formsByIdentity[number].contains {
        keys[$0].isRounded == key.isRounded && figures[$0].hole.form == figure.hole.form
      }
      if isNew { formsByIdentity[number].append(index) }
    }
  }

  /// The figures of an identity, the first of each form; none where it is not printed.
  func forms(of identity: Identity) -> [Int] {
    let number = Int(identity.index)
    return number < formsByIdentity.count ? formsByIdentity[number] : []
  }

  /// True where an earlier hole of the same bytes has printed the figure.
  func isRepeated(_ figure: Int) -> Bool { Int(originals[figure]) != figure }

  /// How a figure is printed; nil for a ratio that is printed as 1:n.
  mutating func number(_ figure: Int, _ evaluator: Evaluator) -> PrintedNumber? {
    let figure = Int(originals[figure])
    if numberIndices[figure] >= 0 { return numbers[Int(numberIndices[figure])] }
    let (hole, printed) = (evaluator.emission.figures[figure].hole, evaluator.document.figures[figure])
    let number =
      hole.form.oneTo
      ? nil : PrintedNumber(printed.value, printed.unit, hole.form, isRounded: keys[figure].isRounded)
    numberIndices[figure] = Int32(truncatingIfNeeded: numbers.count)
    numbers.append(number)
    return number
  }

  /// The figure of an identity that is printed to the smallest step.
  mutating func finest(_ identity: Identity, _ evaluator: Evaluator) -> Int? {
    var best: (figure: Int, step: Number)?
    for figure in forms(of: identity) {
      guard let step = number(figure, evaluator)?.step, step < best?.step ?? step.doubled else { continue }
      best = (figure, step)
    }
    return best?.figure
  }
}

extension Number {
  /// Twice the number, or the number where that overflows: greater than a positive one.
  fileprivate var doubled: Number { (try? adding(self)) ?? self }
}

extension Evaluator {
  /// Holds the printed figures to each other, once the body is whole and without errors.
  mutating func judgeAgreement() {
    // What a scenario sets need not agree with what stands in the data; a redacted copy has no figures.
    guard !settings.isScenario, !settings.isRedacted, !diagnostics.hasErrors else { return }
    // What is asked for here answers no hole.
    let outer = recorder
    recorder = nil
    defer { recorder = outer }
    judgeTies()
    // Prose alone can only say again what is declared.
    guard !emission.figures.isEmpty || program.definitions.contains(where: { $0.place.file == program.file }) else {
      return
    }
    var agreement = Agreement(self)
    judgePrintedTwice(&agreement)
    judgeDerivedFigures(&agreement)
    judgeParts(&agreement)
    judgeTotalRows()
    judgeDeclaredSums(&agreement)
    judgeThresholds(&agreement)
    judgeDoublings(&agreement)
    judgeTypedFigures(&agreement)
  }

  /// The finding that figures contradict each other as they are printed.
  mutating func reportContradiction(
    _ agreement: inout Agreement, _ figure: Int, _ recomputed: Recomputed, check: (name: String, place: Place)? = nil
  ) {
    guard diagnostics.count < Self.findingLimit, let stated = agreement.number(figure, self) else { return }
    let printing = emission.figures[figure]
    guard reportedAgreement.insert(printing.hole.place.range.lowerBound).inserted else { return }
    var labels: [Label] = []
    for part in recomputed.figures where part != figure {
      let place = emission.figures[part].hole.place
      guard let number = agreement.number(part, self) else { continue }
      let text = shown(number.number, part)
      labels.append(Label(place, Message(en: "this prints \(text)", zh: "印作 \(text)")))
    }
    if let check { labels.append(Label(check.place, Message(en: "‘\(check.name)’ says so", zh: "“\(check.name)”的要求"))) }
    var notes: [Message] = []
    if agreement.keys[figure].isRounded || recomputed.isRounded {
      notes.append(
        Message(
          en: "‘round’ rounds before the figure is printed; leave rounding to the holes: {…: .1}",
          zh: "“舍入”在印出之前就改了数；舍入请交给填空的格式：{…: .1}"))
    }
    let (low, high) = (shown(recomputed.interval.low.value, figure), shown(recomputed.interval.high.value, figure))
    let text = shown(stated.number, figure)
    let range = low == high ? (en: low, zh: low) : (en: "between \(low) and \(high)", zh: "\(low) 至 \(high) 之间")
    diagnostics.append(
      Diagnostic(
        .printedContradiction, at: printing.hole.place,
        Message(
          en: "this prints \(text), but by the other printed figures it is \(range.en)",
          zh: "印作 \(text)，但按印出的其他数应为 \(range.zh)"),
        labels: labels, notes: notes))
  }

  /// A number in base units as a figure of this unit, in full.
  func shown(_ number: Number, _ figure: Int) -> String {
    let unit = document.figures[figure].unit
    guard let scaled = try? number.divided(by: unit.factor) else { return "…" }
    var form = PrintedForm()
    form.decimalLimit = 6
    form.grouped = emission.figures[figure].hole.form.grouped
    return withUnit(scaled, form, unit)
  }
}
