import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// 前三名为甲、乙, the top three are a and b: as many names as the prose says itself.
  mutating func judgeTopNames(_ list: Hole) {
    guard list.place.file == program.file, case .list(let items) = value(list.expression),
      let stated = Self.statedTop(before: list.place.range.lowerBound, program.bytes), stated.count != items.count,
      list.form.text.itemLimit.map({ min($0, items.count) }) != stated.count,
      reportedAgreement.insert(list.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit
    else { return }
    let text = String(decoding: program.bytes[stated.range], as: UTF8.self)
    diagnostics.append(
      Diagnostic(
        .listedNamesMismatch, at: list.place,
        Message(
          en: "the list names \(items.count), but the words before it say ‘\(text)’",
          zh: "这里列了 \(items.count) 个，前面写的是“\(text)”"),
        labels: [Label(Place(program.file, stated.range), Message(en: "the number", zh: "写明的个数"))]))
  }

  private static let numerals: [(text: String, count: Int)] = [
    ("十", 10), ("一", 1), ("二", 2), ("两", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("七", 7), ("八", 8), ("九", 9),
    ("ten", 10), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
    ("nine", 9),
  ]
  /// What makes another thing of it: 前三年, 前三名中, 前三名的差距、…
  private static let others = ["年", "月", "日", "天", "季", "周", "期", "中", "其", "外", "后", "之", "years", "months", "of "]

  /// 前三名为, top 3: the number and where it stands, with nothing but a few words between it and `end`.
  private static func statedTop(before end: Int, _ bytes: [UInt8]) -> (count: Int, range: ByteRange)? {
    var start = end
    while start > 0, end - start < 48 {
      start -= 1
      let byte = bytes[start]
      if byte == 0x0A || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
        return nil
      }
      // ， ； ！ ？ are EF BC xx, 。 and 、 E3 80 8x; ： may stand before the list.
      if byte == 0xEF, start + 2 < end, bytes[start + 1] == 0xBC, bytes[start + 2] != 0x9A { return nil }
      if byte == 0xE3, start + 1 < end, bytes[start + 1] == 0x80 { return nil }
      for lead in ["前", "top "] where bytes[start..<end].starts(with: lead.utf8) {
        let number = start + lead.utf8.count
        guard let (count, length) = numeral(bytes[number..<end]) else { return nil }
        let rest = bytes[number + length..<end]
        let isOther = others.contains { other in rest.indices.contains { rest[$0...].starts(with: other.utf8) } }
        // 三 of 前三十名, and 1 of 前1.5万名.
        let goesOn = numerals.contains { rest.starts(with: $0.text.utf8) && $0.text.utf8.count == 3 }
        return isOther || goesOn || rest.count > 30 || rest.isEmpty ? nil : (count, start..<number + length)
      }
    }
    return nil
  }

  private static func numeral(_ bytes: ArraySlice<UInt8>) -> (count: Int, length: Int)? {
    let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
    if !digits.isEmpty {
      return digits.count < 4 ? Int(String(decoding: digits, as: UTF8.self)).map { ($0, digits.count) } : nil
    }
    return numerals.first { bytes.starts(with: $0.text.utf8) }.map { ($0.count, $0.text.utf8.count) }
  }
}
