internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

/// An emphasis delimiter in Markdown that has been written.
struct Delimiter {
  /// Its first byte in the output.
  let offset: Int
  let length: Int
  let opens: Bool
  let sign: UInt8

  /// The offset after its last byte.
  var end: Int { offset + length }
}

extension MarkdownWriter {
  /// Writes the inlines of a paragraph, heading or cell.
  mutating func writeInlineBlock(_ block: Node, startsLine: Bool) {
    let start = out.count
    lineStart = startsLine ? start : -1
    delimiters.removeAll(keepingCapacity: true)
    lastText = Bytes(start: nil, count: 0)
    var current = cmark_node_first_child(block)
    while let node = current {
      let isOpen = enter(node, tree.type(of: node))
      if isOpen, let child = cmark_node_first_child(node) {
        current = child
        continue
      }
      if isOpen { exit(node) }
      var here = node
      current = nil
      while here != block {
        if let sibling = cmark_node_next(here) {
          current = sibling
          break
        }
        guard let parent = cmark_node_parent(here), parent != block else { break }
        exit(parent)
        here = parent
      }
    }
    settleBlanks(from: start)
    if !delimiters.isEmpty { settleDelimiters(from: start) }
    settleStop(isList: true)
    // A paragraph that prints nothing stays one.
    if out.count == start, !isInCell, !isInHeading { out.append("\u{200B}") }
    lineStart = -1
  }

  /// Settles the blanks at the end of a line that began at `start`: a value's own is kept, others are nothing.
  mutating func settleBlanks(from start: Int) {
    let isValues = out.count == valueBlankEnd
    while out.count > start, out.last == 0x20 {
      out.removeLast()
      if isValues { return out.append("&#32;") }
    }
  }

  private mutating func enter(_ node: Node, _ type: UInt32) -> Bool {
    switch type {
    case NodeType.text:
      if printedThrough == nil { writeTexts(node) } else if printedThrough == node { printedThrough = nil }
      return false
    case NodeType.softBreak: writeSoftBreak(node)
    case NodeType.lineBreak: writeHardBreak()
    case NodeType.code: writeCode(node)
    case NodeType.emphasis, NodeType.strong, NodeType.strike:
      mark(type, opens: true)
      return true
    case NodeType.link: return enterLink(node)
    case NodeType.image: writeImage(node)
    case NodeType.htmlInline: _ = findings.dropInline(node)
    case NodeType.footnoteReference:
      guard let number = Int(String(decoding: literal(node), as: UTF8.self)), number > 0 else { return false }
      out.append("[^")
      out.append(contentsOf: footnoteLabel(number))
      out.append("]")
    default: return true
    }
    return false
  }

  private mutating func exit(_ node: Node) {
    let type = tree.type(of: node)
    switch type {
    case NodeType.emphasis, NodeType.strong, NodeType.strike: mark(type, opens: false)
    case NodeType.link:
      if isInLink {
        out.append("](")
        writeDestination(node)
        out.append(")")
        isInLink = false
      }
    default: break
    }
  }

  private mutating func mark(_ type: UInt32, opens: Bool) {
    let length = type == NodeType.emphasis ? 1 : 2
    let sign: UInt8
    if !opens {
      sign = openSigns.popLast() ?? UInt8(ascii: "*")
    } else {
      // Strong right inside strong: stars would make one longer run of both.
      let outer = delimiters.last.flatMap { $0.opens && $0.offset + $0.length == out.count ? $0 : nil }
      let isDoubled = outer?.sign == UInt8(ascii: "*") && outer?.length == length
      sign = type == NodeType.strike ? UInt8(ascii: "~") : isDoubled ? UInt8(ascii: "_") : UInt8(ascii: "*")
      openSigns.append(sign)
    }
    delimiters.append(Delimiter(offset: out.count, length: length, opens: opens, sign: sign))
    out.append(contentsOf: repeatElement(sign, count: length))
  }

  private mutating func writeSoftBreak(_ node: Node) {
    let before = context.lastScalar(lastText) ?? 0
    if context.joins(before, tree.scalar(after: node, context)) { return }
    settleStop(isList: true)
    // Where HTML was left out, the blank is there already, or is not wanted as nothing stands before it.
    if out.count > lineStart, out.last != 0x20 || valueBlankEnd == out.count { out.append(" ") }
  }

  private mutating func writeHardBreak() {
    guard lineStart >= 0 else { return out.append(" ") }
    out.append("\\")
    endTextLine()
  }

  private mutating func endTextLine() {
    settleBlanks(from: lineStart)
    // Nothing on the line, as HTML was left out: a blank line would end the paragraph.
    guard out.count > lineStart else { return }
    settleStop(isList: true)
    newLine()
    lineStart = out.count
  }

  private mutating func writeCode(_ node: Node) {
    var code: [UInt8] = []
    lastText = literal(node)
    context.appendPlain(lastText, to: &code)
    for index in code.indices where code[index] == 0x0A || code[index] == 0x0D { code[index] = 0x20 }
    if code.isEmpty { code = [0x20] }
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longestRun(of: UInt8(ascii: "`"), in: code) + 1)
    let isBlank = code.allSatisfy { $0 == 0x20 }
    let pads =
      code.first == UInt8(ascii: "`") || code.last == UInt8(ascii: "`")
      || !isBlank && code.first == 0x20 && code.last == 0x20
    out.append(contentsOf: fence)
    if pads { out.append(0x20) }
    for byte in code {
      if byte == UInt8(ascii: "|"), isInCell { out.append(0x5C) }
      out.append(byte)
    }
    if pads { out.append(0x20) }
    out.append(contentsOf: fence)
  }

  private mutating func enterLink(_ node: Node) -> Bool {
    let url = context.address(bytes(cmark_node_get_url(node)), isImage: false)
    guard url.withUnsafeBufferPointer(Address.isAllowed) else {
      findings.dropAddress(node)
      return true
    }
    isInLink = true
    escapeBang()
    out.append("[")
    return true
  }

  /// A `!` just before a link would make it a picture.
  private mutating func escapeBang() {
    if out.last == UInt8(ascii: "!") { out.insert(0x5C, at: out.count - 1) }
  }

  private mutating func writeImage(_ node: Node) {
    let url = context.address(bytes(cmark_node_get_url(node)), isImage: true)
    let isAllowed = url.withUnsafeBufferPointer(Address.isAllowedImage)
    if isAllowed { out.append("![") } else { findings.dropAddress(node) }
    let wasInLink = isInLink
    isInLink = isInLink || isAllowed
    var current = cmark_node_first_child(node)
    while let inner = current {
      switch tree.type(of: inner) {
      case NodeType.text, NodeType.code, NodeType.htmlInline: writeMarked(literal(inner))
      case NodeType.softBreak, NodeType.lineBreak: out.append(" ")
      default: break
      }
      current = tree.next(after: inner, below: node)
    }
    isInLink = wasInLink
    guard isAllowed else { return }
    out.append("](")
    writeDestination(node)
    out.append(")")
  }

  private mutating func writeDestination(_ node: Node) {
    let isImage = cmark_node_get_type(node).rawValue == NodeType.image
    context.address(bytes(cmark_node_get_url(node)), isImage: isImage).withUnsafeBufferPointer { writeDestination($0) }
    let title = bytes(cmark_node_get_title(node))
    guard title.count > 0 else { return }
    var plain: [UInt8] = []
    context.appendPlain(title, to: &plain)
    out.append(" \"")
    for byte in plain {
      switch byte {
      case UInt8(ascii: "\""), 0x5C, UInt8(ascii: "&"), UInt8(ascii: "|"): out.append(contentsOf: [0x5C, byte])
      case 0x0A, 0x0D: out.append(" ")
      default: out.append(byte)
      }
    }
    out.append("\"")
  }

  /// Writes an address so that it is read as it is: encoded as in HTML, what Markdown would read escaped.
  mutating func writeDestination(_ url: Bytes) {
    var encoded: [UInt8] = []
    Address.appendEncoded(url, to: &encoded)
    for byte in encoded {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(0x5C)
      default: break
      }
      out.append(byte)
    }
  }
}
