import EvrepSource

extension Parser {
  /// A file: a header between `---` lines, if it begins with one, and a body.
  mutating func parseFile() {
    let root = builder.open(.file)
    refuseReservedCharacters()
    let header = joinedHeader() ?? headerRange() ?? unopenedHeader()
    let before = diagnostics.count
    for fence in misspelled { reportMisspelledFence(fence, fence: "---", besides: before) }
    if let header { parseHeader(header) }
    let body = builder.open(.body)
    parseBody()
    builder.close(body)
    builder.close(root)
  }

  /// The two fences of the header; nil where the file does not begin with one.
  private mutating func headerRange() -> (content: ByteRange, end: Int, closed: Bool)? {
    guard let first = endOfDoubledFence() ?? lineEnd(ifFenceAt: 0) ?? endOfMisspelledFence() else { return nil }
    return headerRange(from: first)
  }

  /// The header whose content begins at byte `first`.
  mutating func headerRange(from first: Int) -> (content: ByteRange, end: Int, closed: Bool)? {
    var start = first
    while start < bytes.count {
      if let end = lineEnd(ifFenceAt: start) { return (first..<start, end, true) }
      let end = nextLine(after: start)
      if let fence = dashes(start..<end) {
        let isIndented = bytes[fence].elementsEqual("---".utf8)
        misspelled.append((isIndented ? start : fence.lowerBound)..<fence.upperBound)
        return (first..<start, end, true)
      }
      start = end
    }
    return (first..<bytes.count, bytes.count, false)
  }

  /// The byte after the line at `start` if that line is `---`, blanks behind it aside.
  func lineEnd(ifFenceAt start: Int) -> Int? {
    guard start + 3 <= bytes.count, bytes[start..<start + 3].allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
    var end = start + 3
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      guard [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(bytes[end]) else { return nil }
      end += 1
    }
    return min(end + 1, bytes.count)
  }

  /// Reads the header up to its fence, or to where the body seems to begin.
  private mutating func parseHeader(_ header: (content: ByteRange, end: Int, closed: Bool)) {
    let node = builder.open(.header)
    builder.leaf(.headerFence, to: header.content.lowerBound)
    let (count, before) = (builder.count, diagnostics.count)
    var header = header
    var body = header.closed ? nil : BodyStart.find(in: bytes, header.content)
    if body == nil {
      parseDeclarations(header.content)
      // A `---` behind sentences is a line of the body. Only where they were no declarations, which has been reported, can
      // that be so.
      if header.closed, diagnostics.count > before { body = BodyStart.find(in: bytes, header.content) }
      if header.closed, body?.outweighsFence != true { body = nil }
      if body != nil {
        builder.rewind(to: count, at: header.content.lowerBound)
        diagnostics.removeLast(diagnostics.count - before)
      }
    }
    if let body {
      header = (header.content.lowerBound..<body.line.lowerBound, body.line.lowerBound, false)
      parseDeclarations(header.content)
    }
    if !header.closed {
      let isClean = diagnostics.count == before
      diagnostics.insert(unclosedHeader(body, isSafe: isClean && body?.isProven != false), at: before)
    }
    builder.leaf(.trivia, to: header.content.upperBound)
    builder.leaf(.headerFence, to: header.end)
    builder.close(node)
  }

  private mutating func parseDeclarations(_ content: ByteRange) {
    if let late = lateFence, content.contains(late.lowerBound) {
      parseDeclarations(content.lowerBound..<late.lowerBound)
      builder.leaf(.trivia, to: late.lowerBound)
      builder.leaf(.headerFence, to: late.upperBound)
      return parseDeclarations(late.upperBound..<content.upperBound)
    }
    enter(content, lines: true)
    while token.kind != .end {
      let isIndented = isIndentedDeclaration
      beginDeclaration()
      if isIndented { reportIndented() }
      parseDeclaration()
      // Whatever could not be read goes to the tree, so that each turn takes at least one token.
      dropBrackets()
      if kind != .end { skipToEnd() }
    }
  }

  /// Marks (`Mark` in the model) are noncharacters; a source that held one could forge a mark.
  private mutating func refuseReservedCharacters() {
    bytes.withUnsafeBufferPointer { buffer in
      var offset = 0
      while offset + 2 < buffer.count {
        // Eight bytes of which none is EF are passed over at once.
        if offset + 8 <= buffer.count {
          let word = UnsafeRawBufferPointer(buffer).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          let others = word ^ 0xEFEF_EFEF_EFEF_EFEF
          if (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080 == 0 {
            offset += 8
            continue
          }
        }
        for index in offset..<min(offset + 8, buffer.count - 2)
        where buffer[index] == 0xEF && buffer[index + 1] == 0xB7 && (0x90...0xAF).contains(buffer[index + 2]) {
          reportReserved(index..<index + 3)
        }
        offset += 8
      }
    }
  }

  /// The first byte of the line after the one that holds `offset`.
  func nextLine(after offset: Int) -> Int {
    var offset = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
    return min(offset + 1, bytes.count)
  }
}
