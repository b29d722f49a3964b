extension MarkdownWriter {
  /// Puts U+200B, which counts as a letter and prints nothing, inside those delimiters of the block from `start` on that
  /// would stand as text, and between those that would run into each other. Linear in the block.
  mutating func settleDelimiters(from start: Int) {
    let breaks = out.withUnsafeBufferPointer { text in
      var breaks: [Int] = []
      for (index, delimiter) in delimiters.enumerated() {
        let end = delimiter.offset + delimiter.length
        let touches = index + 1 < delimiters.count && delimiters[index + 1].offset == end
        if needsBreak(text, delimiter, start) {
          let inside = delimiter.opens ? end : delimiter.offset
          if breaks.last != inside { breaks.append(inside) }
        }
        if touches, breaks.last != end { breaks.append(end) }
      }
      return breaks
    }
    guard !breaks.isEmpty else { return }
    let tail = Array(out[start...])
    out.removeSubrange(start...)
    var at = 0
    for offset in breaks {
      out.append(contentsOf: tail[at..<offset - start])
      out.append("\u{200B}")
      at = offset - start
    }
    out.append(contentsOf: tail[at...])
  }

  private func needsBreak(_ text: Bytes, _ delimiter: Delimiter, _ start: Int) -> Bool {
    let block = Bytes(rebasing: text[start...])
    let from = delimiter.offset - start
    let flanking = Flanking(block, from..<from + delimiter.length, marksAreWide: false)
    return delimiter.opens ? !flanking.isLeft : !flanking.isRight
  }
}
