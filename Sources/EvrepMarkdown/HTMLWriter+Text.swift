internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel
internal import EvrepSource

extension HTMLWriter {
  /// Writes the text node, and with it those after it where an address may run on through them.
  mutating func writeTexts(_ node: Node) {
    let text = literal(node)
    lastText = text
    guard !isInLink, !isDroppedLink else { return writeMarked(text) }
    var start = 0
    var at = text.next(7, from: 0)
    while at < text.count {
      switch text[at] {
      case 0xEF:
        guard text.isMark(at: at) else { break }
        out.append(text, start..<at)
        let mark = text.mark(at: at)
        writeInsertion(mark)
        start = mark.end
        at = text.next(7, from: start)
        continue
      case UInt8(ascii: ":"), UInt8(ascii: "."):
        guard mayBeginAddress(text, at) else { break }
        return writeAddresses(node, from: start)
      default:
        out.append(text, start..<at)
        HTMLEscape.append(text[at], to: &out)
        start = at + 1
      }
      at = text.next(7, from: at + 1)
    }
    out.append(text, start..<text.count)
  }

  private func mayBeginAddress(_ text: Bytes, _ sign: Int) -> Bool {
    text[sign] == UInt8(ascii: ":")
      ? text.has("//", at: sign + 1) && text.byte(sign - 1) | 0x20 != 0x20
      : sign >= 3 && text[sign - 1] | 0x20 == 0x77 && text[sign - 2] | 0x20 == 0x77
  }

  /// Writes a run of text nodes whose first, from `start` on, has the sign of a bare address.
  private mutating func writeAddresses(_ node: Node, from start: Int) {
    let (run, last) = tree.textRun(node)
    if last != node { printedThrough = last }
    lastText = literal(last)
    run.withUnsafeBufferPointer { text in
      var start = start
      var at = text.next(4, from: start)
      while at < text.count {
        guard let address = BareAddress.find(in: text, sign: at, from: start) else {
          at = text.next(4, from: at + 1)
          continue
        }
        writeMarked(Bytes(rebasing: text[start..<address.range.lowerBound]))
        let body = Bytes(rebasing: text[address.range])
        out.append(address.needsScheme ? "<a href=\"http://" : "<a href=\"")
        context.address(body, isImage: false).withUnsafeBufferPointer { HTMLEscape.appendAddress($0, to: &out) }
        out.append("\">")
        isInLink = true
        writeMarked(body)
        isInLink = false
        out.append("</a>")
        start = address.range.upperBound
        at = text.next(4, from: start)
      }
      writeMarked(Bytes(rebasing: text[start...]))
    }
  }

  /// Writes text escaped, its values put in.
  mutating func writeMarked(_ text: Bytes, inAttribute: Bool = false) {
    var at = 0
    while at < text.count {
      let next = text.next(3, from: at)
      if next > at { out.append(text, at..<next) }
      guard next < text.count else { return }
      at = next + 1
      if text[next] != 0xEF {
        HTMLEscape.append(text[next], to: &out)
      } else if text.isMark(at: next) {
        let mark = text.mark(at: next)
        writeInsertion(mark, inAttribute: inAttribute)
        at = mark.end
      } else {
        out.append(text[next])
      }
    }
  }

  private mutating func writeInsertion(_ mark: FoundMark, inAttribute: Bool = false) {
    guard let insertion = context.insertion(mark) else { return }
    if inAttribute { return context.withPlain(insertion) { HTMLEscape.append($0, to: &out) } }
    switch insertion {
    case .text(let text): text.withBytes { HTMLEscape.append($0, to: &out) }
    case .missing: out.append("<mark class=\"missing\">*</mark>")
    case .redacted: out.append("<mark class=\"redacted\">*</mark>")
    case .reference(let name):
      let isLink = !isInLink && context.references[name] != nil
      if isLink {
        out.append("<a href=\"#")
        name.withBytes { Address.appendEncoded($0, to: &out) }
        out.append("\">")
      }
      context.referenceText(name).withBytes { HTMLEscape.append($0, to: &out) }
      if isLink { out.append("</a>") }
    }
  }
}
