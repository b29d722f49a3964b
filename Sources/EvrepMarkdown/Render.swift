internal import CCmarkGFM
internal import CEvrepMarkdown
package import EvrepModel
package import EvrepSource

/// What to render.
package struct RenderOptions: Sendable {
  package var html: Bool
  package var markdown: Bool
  /// HTML without the page around it.
  package var fragment: Bool
  package var limits: StructureLimits
  /// Ends the label of each heading with `Mark.afterLabel`, so that a reader of the HTML can tell it from the text.
  package var marksLabels = false

  package init(
    html: Bool = true, markdown: Bool = false, fragment: Bool = false, limits: StructureLimits = StructureLimits()
  ) {
    self.html = html
    self.markdown = markdown
    self.fragment = fragment
    self.limits = limits
  }
}

/// What rendering gives.
package struct RenderedDocument: Sendable {
  /// UTF-8; nil where it was not asked for or an error forbids it.
  package var html: [UInt8]?
  /// GitHub-flavoured Markdown, UTF-8; nil where it was not asked for or an error forbids it.
  package var markdown: [UInt8]?
  package var diagnostics: [Diagnostic]
}

/// Renders a resolved document in a style.
///
/// Errors (EV0601–EV0604) leave both outputs nil; W002 and W003 say what was left out. Linear in the document's text.
package func render(_ document: ResolvedDocument, style: Style, options: RenderOptions) -> RenderedDocument {
  var structure = StructureGuard(document, limits: options.limits)
  structure.run()
  guard !structure.diagnostics.hasErrors else { return RenderedDocument(diagnostics: structure.diagnostics) }
  let text = PreparedText(document.text, gluedBefore: structure.glue)
  let rendered = MarkdownTree.withTree(text.bytes, extensions: structure.extensions) { tree in
    let locator = Locator(document, text)
    var lowering = Lowering(
      tree: tree, document: document, style: style, locator: locator, marksLabels: options.marksLabels)
    lowering.run()
    var result = RenderedDocument(diagnostics: lowering.diagnostics)
    guard !result.diagnostics.hasErrors else { return result }
    let context = lowering.context.withFootnotes(tree, locator)
    if options.html {
      var writer = HTMLWriter(
        tree: tree, context: context, findings: InlineFindings(locator: locator, isReporting: true),
        capacity: text.bytes.count + text.bytes.count / 4)
      let page = Page(context: context)
      page.begin(fragment: options.fragment, &writer.out)
      writer.write()
      page.end(fragment: options.fragment, &writer.out)
      result.html = writer.out
      result.diagnostics += writer.findings.diagnostics
    }
    if options.markdown {
      var writer = MarkdownWriter(
        tree: tree, context: context, findings: InlineFindings(locator: locator, isReporting: !options.html))
      writer.write()
      result.markdown = writer.out
      result.diagnostics += writer.findings.diagnostics
    }
    return result
  }
  return rendered ?? RenderedDocument(diagnostics: [])
}

extension RenderContext {
  /// Adds the labels and uses of footnotes, whose definitions cmark puts at the end, in the order of their numbers.
  fileprivate func withFootnotes(_ tree: MarkdownTree, _ locator: Locator) -> RenderContext {
    var definitions: [Node] = []
    var current = cmark_node_last_child(tree.root)
    while let node = current, cmark_node_get_type(node).rawValue == NodeType.footnote {
      definitions.append(node)
      current = cmark_node_previous(node)
    }
    guard !definitions.isEmpty else { return self }
    var context = self
    var locator = locator
    context.footnoteLabels = definitions.reversed().map { node in
      // cmark keeps the label to itself, so that it is read where the definition begins.
      let line = Array(locator.line(Int(cmark_node_get_start_line(node))))
      guard let start = Self.index(of: "[^", in: line), let end = Self.index(of: "]:", in: line), start + 2 < end else {
        return []
      }
      return Array(line[(start + 2)..<end])
    }
    for index in context.footnoteLabels.indices where context.footnoteLabels[index].isEmpty {
      context.footnoteLabels[index] = Array(String(index + 1).utf8)
    }
    context.footnoteUses = Array(repeating: 0, count: definitions.count)
    current = cmark_node_first_child(tree.root)
    while let node = current {
      if cmark_node_get_type(node).rawValue == NodeType.footnoteReference,
        let number = Int(String(decoding: literal(node), as: UTF8.self)), number > 0, number <= definitions.count
      {
        context.footnoteUses[number - 1] += 1
      }
      current = tree.next(after: node, below: tree.root)
    }
    return context
  }

  private static func index(of sign: StaticString, in line: [UInt8]) -> Int? {
    line.withUnsafeBufferPointer { bytes in bytes.indices.first { bytes.has(sign, at: $0) } }
  }
}
