import EvrepModel
import EvrepSource
import EvrepSyntax

/// 平均{sum(…)}, “the median roll is {average(…)}”, 共{average(…)}: the word has to be that of the function.
extension Checker {
  /// What a word before a figure says that it is.
  enum Statistic: CaseIterable {
    case average, median, total

    /// Its words, in small letters; those that are said of other things too stand right before their figure.
    var words: [(word: String, isLoose: Bool)] {
      switch self {
      case .average: [("平均", true), ("均值", true), ("average", true), ("the mean", true), ("a mean", true)]
      case .median: [("中位数", true), ("median", true)]
      case .total:
        [
          ("合计", true), ("总计", true), ("共计", true), ("总数", true), ("总量", true), ("共", false), ("total", true),
          ("altogether", false),
        ]
      }
    }

    /// The functions that a word of it may stand before.
    func allows(_ function: Builtin) -> Bool {
      switch function {
      case .sum: self == .total
      case .average: self == .average
      case .median: self == .median
      case .min, .max: false
      default: true
      }
    }
  }

  private static let linksOfStatistics = Set("班额规模人数每校在生师面积支出经费水平值为是达有所园单：: *的")
  private static let wordsOfStatistics: Set = [
    "is", "was", "are", "were", "of", "roll", "size", "number", "class", "school", "pupils", "there", "we", "have",
    "has", "the", "at",
    "intake", "area", "cost", "spend", "spending", "amount", "score", "rate",
  ]

  /// The word before a figure that is another statistic than its function gives.
  func falseStatistic(_ value: Expression, _ node: SyntaxNode) -> ByteRange? {
    guard case .call(let function, let arguments) = value.resolved(in: program).operation, let first = arguments.first,
      case .column = first.type, [.sum, .average, .median, .min, .max].contains(function)
    else { return nil }
    let bytes = node.fileBytes
    let end = figureStart(node, bytes)
    let start = max(0, end - 36)
    let text = bytes[start..<end]
    var nearest: (range: ByteRange, statistic: Statistic)?
    for statistic in Statistic.allCases {
      for (word, isLoose) in statistic.words {
        guard let range = lastWord(Array(word.utf8), in: text), isLoose || range.upperBound == end,
          // 公共 is another word.
          !bytes[..<range.lowerBound].suffix(3).elementsEqual("公".utf8)
        else { continue }
        let last = nearest?.range ?? 0..<0
        guard (last.upperBound, last.count) < (range.upperBound, range.count) else { continue }
        nearest = (range, statistic)
      }
    }
    guard let nearest, !nearest.statistic.allows(function), isLinked(bytes[nearest.range.upperBound..<end]) else {
      return nil
    }
    return nearest.range
  }

  mutating func checkStatistic(_ value: Expression, _ node: SyntaxNode) {
    guard let word = falseStatistic(value, node), case .call(let function, _) = value.resolved(in: program).operation
    else {
      return
    }
    let text = String(decoding: node.fileBytes[word], as: UTF8.self)
    let found =
      switch function {
      case .sum: Message(en: "a total", zh: "合计")
      case .average: Message(en: "a mean", zh: "平均数")
      case .median: Message(en: "a median", zh: "中位数")
      case .min: Message(en: "the least", zh: "最小的")
      default: Message(en: "the greatest", zh: "最大的")
      }
    report(
      .falseExtreme, Place(node.file, word), en: "‘\(text)’ stands before \(found[.english])",
      zh: "“\(text)”后面的数是\(found[.chinese])",
      labels: [Label(value.place, Message(en: "this is it", zh: "这里就是"))])
  }

  private func lastWord(_ word: [UInt8], in text: ArraySlice<UInt8>) -> ByteRange? {
    guard word.count <= text.count else { return nil }
    for start in (text.startIndex...text.endIndex - word.count).reversed() {
      let end = start + word.count
      guard text[start] == word[0] || word[0] < 0x80 && text[start] | 0x20 == word[0],
        text[start + 1..<end].elementsEqual(word.dropFirst())
      else { continue }
      func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
      if word[0] < 0x80,
        start > text.startIndex && isLetter(text[start - 1]) || end < text.endIndex && isLetter(text[end])
      {
        continue
      }
      return start..<end
    }
    return nil
  }

  private func isLinked(_ gap: ArraySlice<UInt8>) -> Bool {
    let words = String(decoding: gap, as: UTF8.self).split { $0 == " " || $0 == ":" }
    return words.count <= 4
      && words.allSatisfy { word in
        word.utf8.allSatisfy { $0 < 0x80 }
          ? Self.wordsOfStatistics.contains(word.lowercased()) : word.allSatisfy(Self.linksOfStatistics.contains)
      }
  }
}
