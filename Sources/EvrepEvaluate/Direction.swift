import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 增长, 下降, rose by, fell to: the word has to go the way that the figure went.
  mutating func judgeDirection(_ claimed: ClaimedValue) {
    guard let word = claimed.claims.words.first else { return }
    switch word.claim {
    case .change(let direction): judgeChange(claimed, word, direction)
    case .level(let direction): judgeLevel(claimed, word, direction, isOrigin: false)
    case .origin(let direction): judgeLevel(claimed, word, direction, isOrigin: true)
    default: break
    }
  }

  private mutating func judgeChange(_ claimed: ClaimedValue, _ word: HoleClaims.Word, _ direction: Claim.Direction) {
    let text = spelling(word, claimed)
    let movement = movement(claimed)
    let fix = wordFormat(claimed, word, text)
    // 由{a}提高到{b}，提高{b - a}: that the first is no rise has been said.
    if let misled = misledLevel, previousFigure?.end == misled.end, misled.isRise == (claimed.exact.signum > 0),
      case let start = claimed.hole.place.range.lowerBound, start - misled.end < Self.besideLevel,
      !program.bytes[misled.end..<max(misled.end, start)].contains(0x0A)
    {
      return
    }
    if claimed.printed.signum == 0 {
      switch claimed.claims.figure {
      case .growth, .difference, .points, .margin: break
      case .share, .computed, .given: return
      }
      return reportClaim(
        .falseDirection, word, claimed, en: "‘\(text)’ stands before a change that prints as zero",
        zh: "“\(text)”后面的变化量印出来是零",
        notes: [Self.noChange])
    }
    if claimed.exact.signum < 0 {
      let isSame = direction == .down
      return reportClaim(
        .falseDirection, word, claimed,
        en: isSame
          ? "‘\(text)’ stands before a negative figure, which says it twice" : "‘\(text)’ stands before a fall",
        zh: isSame ? "“\(text)”后面又是负数，意思重复" : "“\(text)”后面的数是负的", fixIts: fix)
    }
    guard let movement, movement != (direction == .up ? 1 : -1) else { return }
    reportClaim(
      .falseDirection, word, claimed,
      en: "‘\(text)’ stands before a \(movement > 0 ? "rise" : movement < 0 ? "fall" : "figure that did not move")",
      zh: "“\(text)”与数据不符：实际\(movement > 0 ? "上升" : movement < 0 ? "下降" : "持平")", fixIts: fix)
  }

  /// {growth(…): rose|fell}: the sign picks the word, and no word is right for a change that prints as zero.
  mutating func judgePickedWord(
    _ words: PrintedForm.Words, _ hole: Hole, _ value: Number, _ unit: Unit
  ) {
    guard !reportedClaims.contains(hole.place.range.lowerBound), diagnostics.count < Self.findingLimit,
      let exact = try? value.divided(by: unit.factor), Self.printedNumber(exact, hole.form)?.signum == 0
    else { return }
    reportedClaims.insert(hole.place.range.lowerBound)
    let word = exact.signum < 0 ? words.negative : words.positive
    report(
      .falseDirection, hole.place, en: "‘\(word)’ is printed before a change that prints as zero",
      zh: "“\(word)”后面的变化量印出来是零", labels: cells(of: hole.expression), notes: [Self.noChange])
  }

  /// How many bytes behind a level its change may stand.
  private static let besideLevel = 60

  private static let noChange = Message(
    en: "keep a sentence of its own for no change, with ‘when’", zh: "持平的情形可用“当”另写一句")

  /// Which way the figure went: 1 for up, -1 for down, 0 for neither; nil where its expression does not tell.
  mutating func movement(_ claimed: ClaimedValue) -> Int? {
    switch claimed.claims.figure {
    case .growth(let isReversed, nil): return isReversed ? -claimed.exact.signum : claimed.exact.signum
    case .growth(_, let signed?): return number(signed)?.signum
    case .difference(let left, let right, _):
      // The rows say which is the later one by their year.
      guard let order = order(left, right), order != 0, let (a, b) = numbers(left, right) else { return nil }
      return (a < b ? -1 : a > b ? 1 : 0) * order
    case .points, .margin, .share, .computed, .given: return nil
    }
  }

  private mutating func numbers(_ left: Expression, _ right: Expression) -> (Number, Number)? {
    guard let left = number(left), let right = number(right) else { return nil }
    return (left, right)
  }

  /// A format that picks the word: {growth(…): 增长|下降}.
  private func wordFormat(_ claimed: ClaimedValue, _ word: HoleClaims.Word, _ text: String) -> [FixIt] {
    guard case .growth(false, nil) = claimed.claims.figure, let (up, down) = program.claimWords.pair(of: text) else {
      return []
    }
    let hole = claimed.hole.place.range
    let start = word.place(claimed.hole.place).range.upperBound
    // Only where nothing but a blank stands between the word and the hole.
    guard hole.lowerBound - start <= 1, program.bytes[hole.upperBound - 1] == UInt8(ascii: "}") else { return [] }
    let inner = String(decoding: program.bytes[hole.lowerBound..<hole.upperBound - 1], as: UTF8.self)
    let format = inner + (claimed.claims.isFormatted ? " " : ": ") + "\(up)|\(down)}"
    let place = Place(claimed.hole.place.file, word.place(claimed.hole.place).range.lowerBound..<hole.upperBound)
    return [
      FixIt(
        Message(en: "let the sign pick the word: ‘\(format)’", zh: "让正负号选词：“\(format)”"), replace: place,
        with: format, doubt: .data)
    ]
  }

  /// 由{a}提高到{b}, rose from {a} to {b}: the level before stands in the hole before; rose to {b} from {a}: the one after.
  private mutating func judgeLevel(
    _ claimed: ClaimedValue, _ word: HoleClaims.Word, _ direction: Claim.Direction, isOrigin: Bool
  ) {
    guard let distance = claimed.claims.previousEnd, let previous = previousFigure,
      previous.end == claimed.hole.place.range.lowerBound - distance, previous.unit.kind == claimed.unit.kind
    else { return }
    let isRise = isOrigin ? claimed.value < previous.value : claimed.value > previous.value
    let isFall = isOrigin ? claimed.value > previous.value : claimed.value < previous.value
    guard direction == .up ? !isRise : !isFall else { return }
    misledLevel = (claimed.hole.place.range.upperBound, isRise)
    let text = spelling(word, claimed)
    var form = PrintedForm()
    form.grouped = claimed.hole.form.grouped
    let other = (try? previous.value.divided(by: claimed.unit.factor)).map { withUnit($0, form, claimed.unit) }
    reportClaim(
      .falseDirection, word, claimed,
      en: isOrigin
        ? "‘\(text)’ does not lead from this level to the other one, \(other ?? "…")"
        : "‘\(text)’ does not lead from the level before, \(other ?? "…"), to this one",
      zh: "“\(text)”与前后两个数不符：\(isOrigin ? "现" : "原")为 \(other ?? "…")")
  }
}
