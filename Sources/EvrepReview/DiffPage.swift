import EvrepModel
package import EvrepSource

/// A diff as one HTML page: what changed as tables, then the whole report with insertions and deletions marked, inline or
/// side by side. It needs no script and no other file.
package struct DiffPage {
  private let diff: ReportDiff
  private let shown: DiffPresentation
  private var words: DiffWording { shown.words }
  private var out = ""

  package init(_ diff: ReportDiff, language: MessageLanguage) {
    self.diff = diff
    shown = DiffPresentation(diff, language: language)
  }

  package mutating func render() -> String {
    out = """
      <!DOCTYPE html>
      <html lang="\(diff.new.ledger.language == .chinese ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(text(shown.title))</title>
      <style>
      \(Self.sheet)</style>
      </head>
      <body>
      <header>
      <h1>\(text(shown.title))</h1>
      <p class="sides-named"><del>\(text(shown.oldName))</del> → <ins>\(text(shown.newName))</ins></p>

      """
    summary()
    out += "</header>\n"
    var redline = Redline(diff.passages, notes: notes)
    let inline = redline.inline()
    out += """
      <input type="radio" name="view" id="inline" checked><label for="inline">\(words.inline)</label>
      <input type="radio" name="view" id="sides"><label for="sides">\(words.sideBySide)</label>
      <main class="inline">
      \(inline)</main>
      <main class="beside">
      \(redline.sideBySide())</main>
      </body>
      </html>

      """
    return out
  }

  private func text(_ text: String) -> String { Redline.escaped(text) }

  private mutating func summary() {
    if shown.isEmpty { out += "<p>\(words.nothing)</p>\n" }
    if !shown.sentences.isEmpty {
      out += "<h2>\(words.figures) <small>\(shown.summary)</small></h2>\n<div class=\"wide\"><table>\n"
      out += "<tr><th>\(words.sentence)</th><th>\(words.was)</th><th>\(words.isNow)</th>"
      out += "<th>\(words.difference)</th><th>\(words.cause)</th></tr>\n"
      for sentence in shown.sentences { rows(sentence) }
      out += "</table></div>\n"
    }
    // What changed in the title and the prose stands in the report below.
    for list in [shown.problems, shown.checks, shown.warnings, shown.headings] { add(list) }
  }

  /// The rows of the table of figures; the sentence stands once beside all figures of it.
  private mutating func rows(_ sentence: DiffPresentation.Sentence) {
    for (index, figure) in sentence.figures.enumerated() {
      let causes = figure.causes.map { "<li>\(text($0))</li>" }.joined()
      out += "<tr>"
      if index == 0 { out += "<td rowspan=\"\(sentence.figures.count)\">\(text(sentence.text))</td>" }
      out += "<td class=\"number\">\(figure.old.map { "<del>\(text($0))</del>" } ?? "")</td>"
      out += "<td class=\"number\">\(figure.new.map { "<ins>\(text($0))</ins>" } ?? "")</td>"
      out += "<td class=\"number\">\(text(figure.difference))</td>"
      out += "<td>\(causes.isEmpty ? "" : "<ul>\(causes)</ul>")</td></tr>\n"
    }
  }

  private mutating func add(_ list: DiffPresentation.List) {
    guard !list.lines.isEmpty else { return }
    out += "<h2>\(list.heading)</h2>\n<ul>\n" + list.texts.map { "<li>\(text($0))</li>\n" }.joined() + "</ul>\n"
  }

  /// What is said of a changed figure where it stands in the report, by the number of its hole.
  private var notes: [Int: String] {
    var notes: [Int: String] = [:]
    for change in diff.figures {
      let figure = words.shown(change)
      guard let hole = change.new?.insertion, let old = figure.old, let new = figure.new else { continue }
      let lines = ["\(old) → \(new)", figure.difference] + figure.causes
      notes[hole] = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }
    return notes
  }

  private static let sheet = """
    body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; color: #1f2328; background: #fff;
      font: 1rem/1.7 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
    header h1 { font-size: 1.4rem; margin: 0; }
    header h2 { font-size: 1.05rem; margin: 1.4rem 0 .3rem; }
    header small { color: #59636e; font-weight: normal; }
    header ul { margin: 0; padding-left: 1.2rem; }
    .sides-named { margin: .3rem 0 0; font-size: .9rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .92em; }
    th, td { border: 1px solid #d1d9e0; padding: .25rem .6rem; vertical-align: top; text-align: left; }
    th { background: #f6f8fa; }
    td.number { white-space: nowrap; text-align: right; }
    td ul { padding-left: 1rem; font-size: .92em; color: #59636e; }
    del { color: #82071e; background: #ffebe9; text-decoration: line-through; }
    ins { color: #055d20; background: #dafbe1; text-decoration: none; border-bottom: 1px solid #4ac26b; }
    main { border-top: 1px solid #d1d9e0; margin-top: .6rem; padding-top: 1rem; }
    main.inline { max-width: 46rem; margin-left: auto; margin-right: auto; }
    [data-change] { box-shadow: -6px 0 0 #fff, -9px 0 0 #d4a72c; }
    tr[data-change] { box-shadow: none; outline: 2px solid #d4a72c55; }
    [data-change~="moved"] { font-style: italic; }
    .figure { cursor: help; border-bottom: 1px dotted; }
    body > input { margin: 1.4rem .3rem 0 0; }
    body > label { margin-right: 1rem; }
    #inline:checked ~ main.beside, #sides:checked ~ main.inline { display: none; }
    table.sides { width: 100%; table-layout: fixed; border: 0; }
    table.sides > tbody > tr > td { border: 0; border-bottom: 1px solid #eaeef2; width: 50%; overflow-wrap: anywhere; }
    tr.changed, tr.added, tr.removed { background: #fffcf2; }
    table.row { width: 100%; table-layout: fixed; }
    table.sides p, table.sides ul, table.sides h1, table.sides h2, table.sides h3 { margin: .2rem 0; font-size: 1em; }
    @media print { body > input, body > label { display: none; } }

    """
}
