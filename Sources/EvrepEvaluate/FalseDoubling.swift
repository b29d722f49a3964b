import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 由{a}人翻两番达到{b}人, doubled from {a} to {b}: each 番 is a doubling, so that two of them make four times as many.
  mutating func judgeDoublings(_ agreement: inout Agreement) {
    for index in emission.figures.indices.dropFirst() {
      let (before, now) = (emission.figures[index - 1], emission.figures[index])
      let gap =
        before.hole.place.range
        .upperBound..<max(
          before.hole.place.range.upperBound, now.hole.place.range.lowerBound)
      guard before.context == now.context, !gap.isEmpty, gap.count <= 48, before.hole.place.file == program.file,
        document.figures[index - 1].unit.kind == document.figures[index].unit.kind,
        let doubling = Doubling.find(before.hole.place.range.lowerBound, gap, program.bytes)
      else { continue }
      judge(&agreement, index, doubling)
    }
  }

  private mutating func judge(_ agreement: inout Agreement, _ index: Int, _ doubling: Doubling) {
    let (first, second) = (document.figures[index - 1].value, document.figures[index].value)
    guard first.signum > 0, let times = try? second.divided(by: first) else { return }
    // More than the word says is still as much, until a larger word says it.
    guard times < Number(doubling.times) || times >= Number(doubling.times + doubling.step),
      reportedAgreement.insert(doubling.range.lowerBound).inserted, diagnostics.count < Self.findingLimit
    else { return }
    let word = String(decoding: program.bytes[doubling.range], as: UTF8.self)
    var form = PrintedForm()
    form.decimalLimit = 2
    let actual = Self.digits(times, form)
    let places = [emission.figures[index - 1].hole.place, emission.figures[index].hole.place]
    diagnostics.append(
      Diagnostic(
        .falseDoubling, at: Place(program.file, doubling.range),
        Message(
          en: "‘\(word)’ says \(doubling.times) times as many, but it is \(actual) times",
          zh: "“\(word)”是原来的 \(doubling.times) 倍，实为 \(actual) 倍"),
        labels: [
          Label(places[0], Message(en: "from this", zh: "原来的数")), Label(places[1], Message(en: "to this", zh: "后来的数")),
        ]))
  }
}

/// A word for doublings between two levels.
struct Doubling {
  let range: ByteRange
  /// How many times as many there are then.
  let times: Int
  /// How many more make another word of it: 翻两番 goes up to eight times, trebled up to four.
  let step: Int

  private static let numerals: [(text: String, count: Int)] = [("一", 1), ("两", 2), ("二", 2), ("三", 3), ("四", 4)]
  private static let verbs: [(text: String, times: Int)] = [
    ("doubled", 2), ("trebled", 3), ("tripled", 3), ("quadrupled", 4),
  ]

  /// The word between two figures, or, in English, before the first: “doubled from {a} to {b}”.
  static func find(_ first: Int, _ gap: ByteRange, _ bytes: [UInt8]) -> Doubling? {
    if let position = position(of: rise, gap, bytes) {
      var next = position + 3
      if bytes[next...].starts(with: "了".utf8) { next += 3 }
      for numeral in numerals where bytes[next...].starts(with: (numeral.text + "番").utf8) {
        // 翻了近两番, 翻两番多 say themselves that it is not quite so.
        guard !bytes[(next + 6)...].starts(with: "多".utf8) else { return nil }
        let times = 1 << numeral.count
        return Doubling(range: position..<next + 6, times: times, step: times)
      }
    }
    guard position(of: to, gap, bytes) != nil else { return nil }
    for verb in verbs {
      for text in [verb.text + " from ", verb.text + " from £"] {
        let start = first - text.utf8.count
        guard start >= 0, bytes[start..<first].elementsEqual(text.utf8) else { continue }
        let isQualified = ["than ", "nearly ", "almost ", "about "].contains { word in
          start >= word.utf8.count && bytes[start - word.utf8.count..<start].elementsEqual(word.utf8)
        }
        return isQualified ? nil : Doubling(range: start..<start + verb.text.utf8.count, times: verb.times, step: 1)
      }
    }
    return nil
  }

  private static let rise = Array("翻".utf8)
  private static let to = Array(" to ".utf8)

  private static func position(of word: [UInt8], _ gap: ByteRange, _ bytes: [UInt8]) -> Int? {
    guard gap.count >= word.count else { return nil }
    return (gap.lowerBound...gap.upperBound - word.count).first {
      bytes[$0] == word[0] && bytes[$0..<$0 + word.count].elementsEqual(word)
    }
  }
}
