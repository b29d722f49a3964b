internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

extension HTMLWriter {
  /// Opens an inline; false where it has been printed whole.
  mutating func enterInline(_ node: Node, _ type: UInt32) -> Bool {
    switch type {
    case NodeType.text:
      if printedThrough == nil { writeTexts(node) } else if printedThrough == node { printedThrough = nil }
      return false
    case NodeType.softBreak:
      let before = context.lastScalar(lastText) ?? 0
      if !CharacterClass.isWide(before) && !CharacterClass.isSharedPunctuation(before)
        || !context.joins(before, tree.scalar(after: node, context))
      {
        // Not a line end: where the source breaks its lines leaves no trace.
        out.append(" ")
      }
      return false
    case NodeType.lineBreak: out.append("<br />\n")
    case NodeType.code:
      out.append("<code>")
      lastText = literal(node)
      writeMarked(lastText)
      out.append("</code>")
      return false
    case NodeType.emphasis: out.append("<em>")
    case NodeType.strong: out.append("<strong>")
    case NodeType.strike: out.append("<del>")
    case NodeType.link: enterLink(node)
    case NodeType.image:
      writeImage(node)
      return false
    case NodeType.htmlInline:
      if findings.dropInline(node) { out.append("<!-- raw HTML omitted -->") }
      return false
    case NodeType.footnoteReference:
      writeFootnoteReference(node)
      return false
    default: break
    }
    return true
  }

  mutating func exitInline(_ type: UInt32) {
    switch type {
    case NodeType.emphasis: out.append("</em>")
    case NodeType.strong: out.append("</strong>")
    case NodeType.strike: out.append("</del>")
    case NodeType.link:
      if !isDroppedLink { out.append("</a>") }
      (isInLink, isDroppedLink) = (false, false)
    default: break
    }
  }

  private mutating func enterLink(_ node: Node) {
    let url = context.address(bytes(cmark_node_get_url(node)), isImage: false)
    guard url.withUnsafeBufferPointer(Address.isAllowed) else {
      findings.dropAddress(node)
      isDroppedLink = true
      return
    }
    isInLink = true
    out.append("<a href=\"")
    url.withUnsafeBufferPointer { HTMLEscape.appendAddress($0, to: &out) }
    appendTitle(node)
    out.append("\">")
  }

  /// Ends the address's attribute and begins the title's, where the node has one.
  private mutating func appendTitle(_ node: Node) {
    let title = bytes(cmark_node_get_title(node))
    guard title.count > 0 else { return }
    out.append("\" title=\"")
    writeMarked(title, inAttribute: true)
  }

  private mutating func writeImage(_ node: Node) {
    let url = context.address(bytes(cmark_node_get_url(node)), isImage: true)
    guard url.withUnsafeBufferPointer(Address.isAllowedImage) else {
      findings.dropAddress(node)
      writeAlternative(node, inAttribute: false)
      return
    }
    out.append("<img src=\"")
    url.withUnsafeBufferPointer { HTMLEscape.appendAddress($0, to: &out) }
    out.append("\" alt=\"")
    writeAlternative(node, inAttribute: true)
    appendTitle(node)
    out.append("\" />")
  }

  /// Writes a picture's text without its markup.
  private mutating func writeAlternative(_ image: Node, inAttribute: Bool) {
    var current = cmark_node_first_child(image)
    while let node = current {
      switch tree.type(of: node) {
      case NodeType.text, NodeType.code, NodeType.htmlInline: writeMarked(literal(node), inAttribute: inAttribute)
      case NodeType.softBreak, NodeType.lineBreak: out.append(" ")
      default: break
      }
      current = tree.next(after: node, below: image)
    }
  }

  private mutating func writeFootnoteReference(_ node: Node) {
    guard let number = Int(String(decoding: literal(node), as: UTF8.self)), number > 0 else { return }
    out.append("<sup class=\"footnote-ref\"><a href=\"#fn-")
    appendFootnoteLabel(number)
    out.append("\" id=\"fnref-")
    appendFootnoteLabel(number)
    if number <= footnoteUses.count {
      footnoteUses[number - 1] += 1
      if footnoteUses[number - 1] > 1 { out.append(text: "-\(footnoteUses[number - 1])") }
    }
    out.append(text: "\" data-footnote-ref>\(number)</a></sup>")
  }

  /// Appends the label of footnote `number`, as a part of an address.
  mutating func appendFootnoteLabel(_ number: Int) {
    guard number <= context.footnoteLabels.count else { return out.append(text: String(number)) }
    context.footnoteLabels[number - 1].withUnsafeBufferPointer { HTMLEscape.appendAddress($0, to: &out) }
  }

  mutating func writeCodeBlock(_ node: Node) {
    let info = bytes(cmark_node_get_fence_info(node))
    let word = info.firstIndex { ASCII.isSpace($0) } ?? info.count
    if info.count == 0 {
      out.append("<pre><code>")
    } else {
      out.append("<pre><code class=\"language-")
      writeMarked(Bytes(rebasing: info[..<word]), inAttribute: true)
      out.append("\">")
    }
    writeMarked(literal(node))
    out.append("</code></pre>\n")
  }
}
