internal import EvrepModel

/// What stands around the report's body in HTML.
struct Page {
  let context: RenderContext

  /// Begins the page, and prints the report's title in any case.
  func begin(fragment: Bool, _ out: inout [UInt8]) {
    if !fragment {
      out.append("<!DOCTYPE html>\n<html lang=\"")
      out.append(text: context.language == .chinese ? "zh-CN" : "en")
      out.append("\">\n<head>\n<meta charset=\"utf-8\">\n")
      out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
      appendPlainTitle(&out)
      out.append("</title>\n<style>\n")
      appendSheet(&out)
      out.append("</style>\n</head>\n<body>\n<main class=\"report ")
      context.style.name.withBytes { HTMLEscape.append($0, to: &out) }
      out.append("\">\n")
    }
    guard let title = context.document.title else { return }
    out.append("<h1 class=\"title\">")
    for insertion in title {
      switch insertion {
      case .missing: out.append("<mark class=\"missing\">*</mark>")
      case .redacted: out.append("<mark class=\"redacted\">*</mark>")
      case .text, .reference: context.withPlain(insertion) { HTMLEscape.append($0, to: &out) }
      }
    }
    out.append("</h1>\n")
  }

  func end(fragment: Bool, _ out: inout [UInt8]) {
    if let last = out.last, last != 0x0A { out.append(0x0A) }
    if !fragment { out.append("</main>\n</body>\n</html>\n") }
  }

  /// The title of the window; a page has to have one.
  private func appendPlainTitle(_ out: inout [UInt8]) {
    guard let title = context.document.title else {
      out.append(text: context.language == .chinese ? "报告" : "Report")
      return
    }
    for insertion in title { context.withPlain(insertion) { HTMLEscape.append($0, to: &out) } }
  }

  /// The sheet, which nothing in it can end early: `</` is written `<\/`, which means the same to CSS.
  private func appendSheet(_ out: inout [UInt8]) {
    var before: UInt8 = 0
    for byte in context.style.sheet {
      if before == UInt8(ascii: "<"), byte == UInt8(ascii: "/") { out.append(0x5C) }
      out.append(byte)
      before = byte
    }
    if before != 0x0A, before != 0 { out.append(0x0A) }
  }
}
