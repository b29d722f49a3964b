/// The whole report as HTML with what came and went marked in it: inline, and side by side.
///
/// The blocks are those of the new report; what was removed stands where it stood. Lists and tables are opened anew for
/// each stretch, so that a removed item stands in the list that it was taken from.
struct Redline {
  private let diff: PassageDiff
  /// For each hole of the new report what is said of its figure when it is pointed at.
  private let notes: [Int: String]
  private var html = ""
  private var open: [(number: Int, name: String)] = []
  /// The container of the new report that one of the old report became.
  private var became: [Int: Int] = [:]

  init(_ diff: PassageDiff, notes: [Int: String]) {
    self.diff = diff
    self.notes = notes
    for change in diff.changes { if let (i, j) = change.pair { learn(i, j) } }
  }

  private mutating func learn(_ i: Int, _ j: Int) {
    for (before, after) in zip(diff.old[i].containers, diff.new[j].containers) {
      guard before.name == after.name else { return }
      if became[before.number] == nil { became[before.number] = after.number }
    }
  }

  // MARK: Inline

  /// The report with deletions and insertions in the line.
  mutating func inline() -> String {
    html = ""
    for change in diff.changes {
      switch change {
      case .same(let i, let j):
        let isRenumbered = diff.old[i].label != diff.new[j].label
        append(
          diff.new[j], change: nil, label: isRenumbered ? (diff.old[i].label, diff.new[j].label) : nil,
          LineDiff.parts(of: diff.new[j]) { .same($0, figure: $1) })
      case .changed(let i, let j):
        append(
          diff.new[j], change: "changed", label: (diff.old[i].label, diff.new[j].label),
          LineDiff.parts(from: diff.old[i], to: diff.new[j]))
      case .removed(let i): appendGone(i, change: "removed")
      case .movedAway(let i): appendGone(i, change: "removed moved")
      case .added(let j): appendCome(j, change: "added")
      case .movedHere(let j): appendCome(j, change: "added moved")
      }
    }
    close(to: 0)
    return html
  }

  private mutating func appendCome(_ index: Int, change name: String) {
    append(
      diff.new[index], change: name, label: ("", diff.new[index].label),
      LineDiff.parts(of: diff.new[index]) { .added($0, figure: $1) })
  }

  private mutating func appendGone(_ index: Int, change name: String) {
    var passage = diff.old[index]
    passage.containers = passage.containers.map { container in
      // A container that is gone as a whole gets a number that no other has.
      Passage.Container(
        name: container.name, tag: container.tag, number: became[container.number] ?? -container.number)
    }
    append(
      passage, change: name, label: (passage.label, ""), LineDiff.parts(of: passage) { .removed($0, figure: $1) })
  }

  private mutating func append(
    _ passage: Passage, change name: String?, label: (old: String, new: String)?, _ parts: [LinePart]
  ) {
    enter(passage.containers)
    html += Self.tag(passage.tag, change: name)
    if let label, label.old != label.new {
      html += Self.text(.removed(label.old, figure: nil), notes) + Self.text(.added(label.new, figure: nil), notes)
    } else {
      html += Self.escaped(passage.label)
    }
    for part in parts { html += Self.text(part, notes) }
    if !passage.name.isEmpty && passage.name != "hr" { html += "</\(passage.name)>" }
    html += "\n"
  }

  /// Opens and closes elements until just `containers` are open.
  private mutating func enter(_ containers: [Passage.Container]) {
    var common = 0
    while common < min(open.count, containers.count), open[common].number == containers[common].number { common += 1 }
    close(to: common)
    for container in containers[common...] {
      html += container.tag + "\n"
      open.append((container.number, container.name))
    }
  }

  private mutating func close(to depth: Int) {
    while open.count > depth, let last = open.popLast() { html += "</\(last.name)>\n" }
  }

  // MARK: Side by side

  /// A table of two columns, the old report and the new one.
  func sideBySide() -> String {
    var rows = ""
    func row(_ old: String, _ new: String, _ kind: String) {
      rows += "<tr class=\"\(kind)\"><td>\(old)</td><td>\(new)</td></tr>\n"
    }
    for change in diff.changes {
      switch change {
      case .same(let i, let j): row(alone(diff.old[i]), alone(diff.new[j]), "same")
      case .changed(let i, let j):
        let parts = LineDiff.parts(from: diff.old[i], to: diff.new[j])
        row(
          alone(diff.old[i], parts.filter { if case .added = $0 { false } else { true } }),
          alone(diff.new[j], parts.filter { if case .removed = $0 { false } else { true } }), "changed")
      case .removed(let i), .movedAway(let i):
        row(alone(diff.old[i], LineDiff.parts(of: diff.old[i]) { .removed($0, figure: $1) }), "", "removed")
      case .added(let j), .movedHere(let j):
        row("", alone(diff.new[j], LineDiff.parts(of: diff.new[j]) { .added($0, figure: $1) }), "added")
      }
    }
    return "<table class=\"sides\">\n\(rows)</table>\n"
  }

  /// A passage by itself, in the elements that it cannot stand without.
  private func alone(_ passage: Passage, _ parts: [LinePart]? = nil) -> String {
    var line = Self.escaped(passage.label)
    for part in parts ?? LineDiff.parts(of: passage, { .same($0, figure: $1) }) { line += Self.text(part, notes) }
    switch passage.name {
    case "tr": return "<table class=\"row\"><tr>\(line)</tr></table>"
    case "": return passage.containers.last?.name == "li" ? "<ul><li>\(line)</li></ul>" : "<p>\(line)</p>"
    case "figcaption": return "<p>\(line)</p>"
    case "hr": return "<hr>"
    default: return "<\(passage.name)>\(line)</\(passage.name)>"
    }
  }

  // MARK: Text

  private static func text(_ part: LinePart, _ notes: [Int: String]) -> String {
    switch part {
    case .tag(let tag): return tag
    case .same(let text, let figure): return noted(escaped(text), figure, notes)
    case .removed(let text, _): return text.isEmpty ? "" : "<del>\(escaped(text))</del>"
    case .added(let text, let figure): return text.isEmpty ? "" : "<ins>\(noted(escaped(text), figure, notes))</ins>"
    }
  }

  private static func noted(_ html: String, _ figure: Int?, _ notes: [Int: String]) -> String {
    guard let figure, let note = notes[figure] else { return html }
    return "<span class=\"figure\" title=\"\(escaped(note))\">\(html)</span>"
  }

  /// A start tag that also says what became of its element.
  private static func tag(_ tag: String, change: String?) -> String {
    guard let change, let end = tag.firstIndex(where: { $0 == " " || $0 == ">" }) else { return tag }
    return tag[..<end] + " data-change=\"\(change)\"" + tag[end...]
  }

  /// Text as HTML.
  static func escaped(_ text: String) -> String {
    var html = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "&": html += "&amp;"
      case "\"": html += "&quot;"
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }
}
