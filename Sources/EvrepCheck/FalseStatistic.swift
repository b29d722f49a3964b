import EvrepModel
import EvrepSource
import EvrepSyntax

/// 平均{sum(…)}, “the median roll is {average(…)}”, 共{average(…)}: the word has to be that of the function.
extension Checker {
  /// What a word before a figure says that it is.
  enum Statistic {
    case average, median, total

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

  /// The words of statistics; those that are said of other things too stand right before their figure.
  private static let namesOfStatistics: [(word: String, statistic: Statistic, isLoose: Bool)] = [
    ("平均", .average, true), ("均值", .average, true), ("average", .average, true), ("Average", .average, true),
    ("the mean", .average, true), ("The mean", .average, true), ("a mean", .average, true), ("A mean", .average, true),
    ("中位数", .median, true), ("median", .median, true), ("Median", .median, true), ("合计", .total, true),
    ("总计", .total, true), ("共计", .total, true), ("总数", .total, true), ("总量", .total, true), ("共", .total, false),
    ("total", .total, true), ("Total", .total, true), ("altogether", .total, false), ("Altogether", .total, false),
  ]
  private static let bytesOfStatistics = ByteWords(namesOfStatistics.map(\.word))
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
    guard let nearest = nearestStatistic(before: end, in: bytes) else { return nil }
    guard !nearest.statistic.allows(function), isLinked(bytes[nearest.range.upperBound..<end]) else {
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

  /// The word that ends last before byte `end`, the longest of those that end there.
  private func nearestStatistic(before end: Int, in bytes: [UInt8]) -> (range: ByteRange, statistic: Statistic)? {
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
    let floor = max(0, end - 36)
    for last in stride(from: end, to: floor, by: -1) {
      var nearest: (range: ByteRange, statistic: Statistic)?
      _ = Self.bytesOfStatistics.ending(at: last, in: bytes, from: floor) { word, range in
        let (start, name) = (range.lowerBound, Self.namesOfStatistics[word])
        let isPart =
          bytes[start] < 0x80
          && (start > floor && isLetter(bytes[start - 1]) || last < end && isLetter(bytes[last]))
        // 公共 is another word.
        if !isPart, name.isLoose || last == end, !bytes[..<start].suffix(3).elementsEqual("公".utf8),
          range.count > nearest?.range.count ?? 0
        {
          nearest = (range, name.statistic)
        }
        return false
      }
      if let nearest { return nearest }
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
