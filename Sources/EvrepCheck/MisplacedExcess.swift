import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Where 余 and 多 stand: 300余万元 is more than 300万 by less than what the digits leave open, 3万余元 by less than one 万.
extension Checker {
  /// 3.2万余元, 300万元余: the word behind a scale takes a whole number before it, and behind a unit it is misplaced.
  ///
  /// - Parameter end: the byte after the unit.
  mutating func checkMisplacedExcess(_ stated: StatedUnit, _ asked: RequestedFormat, _ node: SyntaxNode) {
    if stated.isBehindScale {
      guard let word = stated.inside, let decimals = asked.decimals, decimals > 0 else { return }
      let text = String(decoding: node.fileBytes[word.range], as: UTF8.self)
      return report(
        .misplacedExcess, Place(node.file, word.range),
        en: "‘\(text)’ behind a scale takes a whole number before it, not one with decimals",
        zh: "“\(text)”在位数词之后，前面应是整数，不带小数",
        labels: [Label(node.place, Message(en: "this asks for decimals", zh: "这里要求保留小数"))],
        notes: [Message(en: "write it before the scale, as in ‘3.2\(text)万’", zh: "可移到位数词之前，如“3.2\(text)万”")])
    }
    guard stated.inside == nil, let word = excess(behind: stated, node) else { return }
    let bytes = node.fileBytes
    let unit = String(decoding: bytes[stated.range], as: UTF8.self)
    let text = String(decoding: bytes[word], as: UTF8.self)
    report(
      .misplacedExcess, Place(node.file, word), en: "‘\(text)’ stands behind the unit ‘\(unit)’, not before it",
      zh: "“\(text)”应在单位“\(unit)”之前", labels: [Label(node.place, Message(en: "of this figure", zh: "说的是这个数"))],
      fixIts: [
        FixIt(
          Message(en: "write ‘\(text)\(unit)’", zh: "写作“\(text)\(unit)”"),
          replace: Place(node.file, stated.range.lowerBound..<word.upperBound), with: text + unit)
      ])
  }

  /// 余 directly behind a scaled unit, with the end of a phrase behind it: 300万元余。 but not 300万元余款.
  private func excess(behind stated: StatedUnit, _ node: SyntaxNode) -> ByteRange? {
    let bytes = node.fileBytes
    let (start, end) = (stated.range.upperBound, stated.range.upperBound + 3)
    guard stated.range.lowerBound >= node.range.upperBound, end <= bytes.count,
      bytes[start..<end].elementsEqual("余".utf8),
      ["十", "百", "千", "万", "亿"].contains(where: stated.unit.name.hasPrefix)
    else { return nil }
    let ends = ["，", "。", "；", "、", "）", "：", "的", "\n", "{", " "]
    return end == bytes.count || ends.contains { bytes[end...].starts(with: $0.utf8) } ? start..<end : nil
  }
}
