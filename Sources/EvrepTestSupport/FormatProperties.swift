package import Evrep
package import EvrepFormat
import EvrepSource
import EvrepSyntax
package import Testing

/// What has to hold of every laid-out text.
package enum FormatProperties {
  /// Lays `source` out in each language of words, and holds the outcome to what the formatter promises: laid out again it is
  /// itself, and it compiles to the same bytes and findings.
  ///
  /// - Parameter compile: compiles a report with these bytes among the files that it needs.
  package static func expect(
    _ source: [UInt8], _ name: String, words: [WordChoice] = WordChoice.allCases,
    sourceLocation: SourceLocation = #_sourceLocation, compile: ([UInt8]) -> Compilation
  ) {
    let before = compile(source)
    for choice in words {
      let once = formatSource("report.evrep", source, words: choice)
      if once.isRefused {
        #expect(once.text == source, "\(name) has errors and was changed", sourceLocation: sourceLocation)
        return
      }
      let twice = formatSource("report.evrep", once.text, words: choice)
      expectEqual(once.text, twice.text, "\(name), \(choice), laid out again", sourceLocation)
      guard once.text != source else { continue }
      let after = compile(once.text)
      expectEqual(before.markdown ?? [], after.markdown ?? [], "\(name), \(choice), as Markdown", sourceLocation)
      expectEqual(before.html ?? [], after.html ?? [], "\(name), \(choice), as HTML", sourceLocation)
      #expect(
        before.diagnostics.map(\.code) == after.diagnostics.map(\.code),
        "\(name), \(choice)\n\(text(LineDifference(source, once.text).unified("before", "after")))",
        sourceLocation: sourceLocation)
    }
  }

  private static func expectEqual(
    _ left: [UInt8], _ right: [UInt8], _ name: String, _ sourceLocation: SourceLocation
  ) {
    guard left != right else { return }
    let difference = LineDifference(left, right).unified("before", "after")
    Issue.record("\(name)\n\(text(difference))", sourceLocation: sourceLocation)
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Changes of a source that a writer or an editor might make, each by chance, the same for the same seed.
package struct Mutation {
  private var state: UInt64

  package init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(bound, 1)))
  }

  /// What is put in somewhere.
  private static let pieces = [
    "\n", "\n", "\n\n", "\n\n\n", " ", "  ", "\t", "。", "；", "！下一句", ". ", "? ", "“", "”", "（", "）", "(", ")", "[", "]",
    "*", "**", "**“重”**", "_", "`", "`{x}`", "~~", "|", " | ", "{", "}", "｛1 + 1｝", "{2}", "{when 1 > 0}", "{end}",
    ":::",
    "：：：", "\n:::\n", "\n::: when 1 > 0\n", "- ", "\n- ", "\n  - ", "1. ", "\n> ", "> ", "# ", "\n# ", "    ", "\n    ",
    "\n```\n", "---", "\n---\n", "===", "\n===\n", "<!-- c -->", "\n<!-- evrep: allow W001 x -->\n", "<b>", "</b>",
    "\n<div>\n",
    "https://a.b/c", "\\", "\\\n", "//", " // 注\n", "，", "：", "＝", "≥", "×", "#", "\r\n", "e.g. ", "No. 5", "\n|-|\n",
    "\n| a | b |\n|:-|--|\n| 甲 | x |\n", "[a]: /u\n", "[^1]", "\n[^1]: 注。二\n", "![p](q.png)", "[一](b \"c\")", "&amp;",
    "A", "一",
  ]

  /// `source` with a few changes: bytes taken out, pieces put in, line ends and blanks exchanged, lines moved.
  package mutating func mutated(_ source: [UInt8]) -> [UInt8] {
    var bytes = source
    for _ in 0...next(4) {
      let offset = boundary(next(bytes.count + 1), in: bytes)
      switch next(8) {
      case 0:
        let end = boundary(min(bytes.count, offset + next(12)), in: bytes)
        if end > offset { bytes.removeSubrange(offset..<end) }
      case 1: if let end = bytes[offset...].firstIndex(of: 0x0A) { bytes[end] = 0x20 }
      case 2: if let blank = bytes[offset...].firstIndex(of: 0x20) { bytes[blank] = 0x0A }
      case 3: if let end = bytes[offset...].firstIndex(of: 0x0A) { bytes.remove(at: end) }
      case 4:
        let end = boundary(min(bytes.count, offset + next(40)), in: bytes)
        if end > offset { bytes.insert(contentsOf: bytes[offset..<end], at: offset) }
      default: bytes.insert(contentsOf: Self.pieces[next(Self.pieces.count)].utf8, at: offset)
      }
    }
    return bytes
  }

  /// The first offset from `offset` on that no scalar stretches over.
  private func boundary(_ offset: Int, in bytes: [UInt8]) -> Int {
    var offset = min(offset, bytes.count)
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }
}
