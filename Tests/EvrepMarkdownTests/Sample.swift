import CCmarkGFM
import EvrepModel
import EvrepSource

@testable import EvrepMarkdown

/// A resolved document in short: `{0}` is the mark of value 0, `{#0}` of anchor 0, `{+0}` and `{-0}` of region 0.
struct Sample {
  var document: ResolvedDocument

  init(
    _ text: String, _ values: [Insertion] = [], language: ReportLanguage = .chinese, anchors: [String] = [],
    regions: [Region.Kind] = [], joins: Bool = false, title: [Insertion]? = nil
  ) {
    document = ResolvedDocument(language: language, file: FileID(0))
    document.title = title
    document.insertions = values
    document.anchors = anchors.map { Anchor(name: $0, place: Place(FileID(0), 0..<1)) }
    document.regions = regions.map { Region(kind: $0, place: Place(FileID(0), 0..<1), joinsParagraph: joins) }
    document.runs = [SourceRun(offset: 0, sourceOffset: 0)]
    document.text = Self.marked(Array(text.utf8))
  }

  private static func marked(_ text: [UInt8]) -> [UInt8] {
    let signs: [UInt8: Mark] = [0x23: .anchor, 0x2B: .open, 0x2D: .close]
    var out: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at] == 0x7B {
        var digits = at + 1
        let mark = digits < text.count ? signs[text[digits]] : nil
        if mark != nil { digits += 1 }
        var end = digits
        while end < text.count, (0x30...0x39).contains(text[end]) { end += 1 }
        if end > digits, end < text.count, text[end] == 0x7D {
          Mark.append(mark ?? .value, Int(String(decoding: text[digits..<end], as: UTF8.self)) ?? 0, to: &out)
          at = end + 1
          continue
        }
      }
      out.append(text[at])
      at += 1
    }
    return out
  }

  func rendered(_ style: Style = Style(name: "none"), fragment: Bool = true) -> RenderedDocument {
    render(document, style: style, options: RenderOptions(html: true, markdown: true, fragment: fragment))
  }

  func html(_ style: Style = Style(name: "none")) -> String { Self.text(rendered(style).html) }

  func markdown(_ style: Style = Style(name: "none")) -> String { Self.text(rendered(style).markdown) }

  var codes: [DiagnosticCode] { rendered().diagnostics.map(\.code) }

  /// HTML of the Markdown output, as cmark gives it.
  func again(_ style: Style = Style(name: "none")) -> String { Self.cmark(markdown(style)) }

  /// HTML of Markdown, as cmark gives it with the extensions that our output asks for.
  static func cmark(_ markdown: String) -> String {
    MarkdownTree.withTree(Array(markdown.utf8), extensions: [.table, .strikethrough, .taskList, .footnotes]) { tree in
      cmark_render_html(tree.root, CMARK_OPT_FOOTNOTES, nil).map { String(cString: $0) } ?? ""
    } ?? ""
  }

  static func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? Array("(none)".utf8), as: UTF8.self) }
}

/// The tags of HTML in order, without attributes' values and text.
func skeleton(_ html: String) -> [String] {
  var tags: [String] = []
  var tag: String?
  for character in html.unicodeScalars {
    if character == "<" {
      tag = ""
    } else if character == ">" {
      if let found = tag { tags.append(String(found.prefix { $0 != " " })) }
      tag = nil
    } else {
      tag?.unicodeScalars.append(character)
    }
  }
  return tags
}

func builtIn(_ name: String) -> Style { Style.builtIn(name) ?? Style(name: "missing") }
