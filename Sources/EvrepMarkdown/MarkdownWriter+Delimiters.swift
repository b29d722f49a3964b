extension MarkdownWriter {
  /// Puts U+200B inside those delimiters of the block from `start` on that would stand as text without it.
  ///
  /// It prints nothing and counts as a letter; it also parts delimiters that would run into each other. Linear in the block.
  mutating func settleDelimiters(from start: Int) {
    let breaks = out.withUnsafeBufferPointer { text in
      let block = Bytes(rebasing: text[start...])
      var breaks: [Int] = []
      var first = 0
      while first < delimiters.count {
        var last = first
        while last + 1 < delimiters.count, Self.joins(delimiters[last], delimiters[last + 1]) { last += 1 }
        let run = delimiters[first].offset - start..<delimiters[last].end - start
        let opens = delimiters[first].opens
        let flanking = Flanking(block, run, marksAreWide: false)
        if !opens, !flanking.isRight, breaks.last != run.lowerBound { breaks.append(run.lowerBound) }
        let touches = last + 1 < delimiters.count && Self.collides(delimiters[last], delimiters[last + 1])
        if touches || opens && !flanking.isLeft { breaks.append(run.upperBound) }
        first = last + 1
      }
      return breaks
    }
    guard !breaks.isEmpty else { return }
    let tail = Array(out[start...])
    out.removeSubrange(start...)
    var at = 0
    for offset in breaks {
      out.append(contentsOf: tail[at..<offset])
      out.append("\u{200B}")
      at = offset
    }
    out.append(contentsOf: tail[at...])
  }

  /// True where two delimiters make one run that reads as both: `***` opens strong inside emphasis, and closes either.
  private static func joins(_ left: Delimiter, _ right: Delimiter) -> Bool {
    guard left.end == right.offset, left.sign == right.sign, left.opens == right.opens else { return false }
    return left.opens ? left.length < right.length : left.length != right.length
  }

  /// True where two delimiters side by side would be read otherwise than they were meant.
  private static func collides(_ left: Delimiter, _ right: Delimiter) -> Bool {
    left.end == right.offset && (left.sign == right.sign || left.opens != right.opens)
  }
}
