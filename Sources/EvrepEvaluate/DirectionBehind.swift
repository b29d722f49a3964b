import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Words behind a figure that say which way it went.
  private static let wordsBehind: [(word: [UInt8], isUp: Bool)] = {
    let up = [
      " higher than", " more than", " greater than", " larger than", " up on", " rise", " increase", " gain", " uplift",
      "的增长",
      "的增幅", "的涨幅", "的提高", "的上升",
    ]
    let down = [
      " lower than", " fewer than", " less than", " smaller than", " down on", " fall", " decrease", " drop",
      " decline", " cut",
      " reduction", "的下降", "的降幅", "的跌幅", "的降低", "的减少",
    ]
    return up.map { (Array($0.utf8), true) } + down.map { (Array($0.utf8), false) }
  }()

  /// {growth(…)}% lower than, a {growth(…)}% fall: the word has to go the way that the figure went, where its expression tells.
  mutating func judgeDirectionBehind(_ hole: Hole, _ value: Number, _ unit: Unit) {
    let figure = ClaimedFigure(hole.expression, program)
    switch figure {
    case .growth, .difference: break
    case .points, .margin, .share, .computed, .given: return
    }
    guard hole.place.file == program.file, hole.form.words == nil, let (range, isUp) = wordBehind(hole.place.range),
      let exact = try? value.divided(by: unit.factor)
    else { return }
    let claims = HoleClaims(words: [], figure: figure, previousEnd: nil, isFormatted: false, isThreshold: false)
    let claimed = ClaimedValue(hole: hole, claims: claims, value: value, unit: unit, exact: exact, printed: exact)
    // Of a difference of which nothing tells the later one only the sign is known.
    let sign = exact.signum < 0 ? -1 : movement(claimed)
    guard let sign, sign != (isUp ? 1 : -1) || exact.signum < 0, diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return }
    let text = String(decoding: program.bytes[range], as: UTF8.self)
    var form = PrintedForm()
    form.grouped = hole.form.grouped
    let printed = withUnit(exact, form, unit)
    let isNegative = exact.signum < 0
    diagnostics.append(
      Diagnostic(
        .falseDirection, at: Place(program.file, range),
        isNegative
          ? Message(en: "‘\(text)’ stands behind a negative figure", zh: "“\(text)”前面的数是负的")
          : Message(
            en: "‘\(text)’ stands behind a \(sign > 0 ? "rise" : sign < 0 ? "fall" : "figure that did not move")",
            zh: "“\(text)”与数据不符：实际\(sign > 0 ? "上升" : sign < 0 ? "下降" : "持平")"),
        labels: [Label(hole.place, Message(en: "this is \(printed)", zh: "这是 \(printed)"))]
          + cells(of: hole.expression)))
  }

  /// The word of direction behind a hole and its unit.
  private func wordBehind(_ hole: ByteRange) -> (range: ByteRange, isUp: Bool)? {
    let bytes = program.bytes
    func skippingMarks(_ start: Int) -> Int {
      var start = start
      while start < bytes.count, bytes[start] == UInt8(ascii: "*") { start += 1 }
      return start
    }
    var start = skippingMarks(hole.upperBound)
    let unit = start < bytes.count && bytes[start] == UInt8(ascii: " ") ? start + 1 : start
    if let match = program.registry.match(in: bytes, from: unit, limit: min(bytes.count, unit + 96)) {
      start = skippingMarks(match.end)
    }
    for (word, isUp) in Self.wordsBehind where bytes[start...].starts(with: word) {
      let end = start + word.count
      let isLatin = word[0] < 0x80
      let goesOn = end < bytes.count && bytes[end] | 0x20 >= UInt8(ascii: "a") && bytes[end] | 0x20 <= UInt8(ascii: "z")
      if isLatin, goesOn { continue }
      return ((isLatin ? start + 1 : start)..<end, isUp)
    }
    return nil
  }
}
