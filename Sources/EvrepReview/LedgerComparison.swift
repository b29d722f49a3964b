package import EvrepSource
import EvrepUnits

/// What no longer holds of a ledger that was kept, against the ledger of the report as it is.
package struct LedgerComparison: Sendable {
  /// One thing that no longer holds.
  package struct Finding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case changed, gone, new
    }

    package let kind: Kind
    package let message: Message
    /// Where it stands or stood, `report.evrep:12`; empty for a file.
    package let place: String
    /// Why: cells, definitions and parameters that are not what they were.
    package let causes: [Message]
  }

  package private(set) var findings: [Finding] = []
  /// How many figures the kept ledger has, and how many of them hold.
  package private(set) var figureCount = 0
  package private(set) var holdingCount = 0

  /// For a line the finding of figures that are as they were, and how many it is of.
  private var unmovedPlaces: [String: (index: Int, count: Int)] = [:]

  private let kept: JSONValue
  private let now: JSONValue
  /// The cells of the kept ledger and of the present one that differ, by file, header and row.
  private var changedCells: [String: Message] = [:]

  /// Nil where `kept` is no ledger of this version.
  ///
  /// - Parameters:
  ///   - kept: the ledger as it was written.
  ///   - now: the ledger of the report as it is, written and read again.
  package init?(kept: JSONValue, now: JSONValue) {
    guard kept["format"]?.text == "evrep-ledger", kept["version"]?.integer == 1 else { return nil }
    self.kept = kept
    self.now = now
    compareColumns()
    compareFigures()
    compareOutcomes("problems", "kept", en: "the problem", zh: "问题")
    compareOutcomes("checks", "holds", en: "the check", zh: "核验")
    compareFiles()
  }

  // MARK: Figures

  private static func key(_ figure: JSONValue) -> String {
    let section = (figure["section"]?.elements ?? []).compactMap { $0["text"]?.text }
    let parts = section + [figure["formula"]?.text ?? "", String(figure["occurrence"]?.integer ?? 0)]
    return parts.joined(separator: "\u{1F}")
  }

  private static func place(_ tree: JSONValue) -> String {
    "\(tree["place"]?["file"]?.text ?? ""):\(tree["place"]?["line"]?.integer ?? 0)"
  }

  private static func shown(_ figure: JSONValue) -> String {
    Unit.phrase(figure["printed"]?.text ?? "", figure["unit"]?.text ?? "")
  }

  private mutating func compareFigures() {
    let old = kept["figures"]?.elements ?? []
    let new = now["figures"]?.elements ?? []
    figureCount = old.count
    var present: [String: JSONValue] = [:]
    for figure in new { present[Self.key(figure)] = figure }
    var met: Set<String> = []
    let names = changedNames()
    for figure in old {
      let key = Self.key(figure)
      met.insert(key)
      let formula = figure["formula"]?.text ?? ""
      guard let other = present[key] else {
        findings.append(
          Finding(
            kind: .gone,
            message: Message(
              en: "\(Self.shown(figure)) is gone: {\(formula)}", zh: "\(Self.shown(figure)) 已不再印出：{\(formula)}"),
            place: Self.place(figure), causes: []))
        continue
      }
      compare(figure, other, formula, names)
    }
    for figure in new where !met.contains(Self.key(figure)) {
      findings.append(
        Finding(
          kind: .new,
          message: Message(
            en: "\(Self.shown(figure)) is new: {\(figure["formula"]?.text ?? "")}",
            zh: "\(Self.shown(figure)) 是新增的：{\(figure["formula"]?.text ?? "")}"),
          place: Self.place(figure), causes: []))
    }
  }

  private mutating func compare(_ old: JSONValue, _ new: JSONValue, _ formula: String, _ names: [String: Message]) {
    let cells = changedCells(of: old)
    let moved = old["inputs"] != new["inputs"]
    let isSame = old["printed"] == new["printed"] && old["unit"] == new["unit"] && old["exact"] == new["exact"]
    guard !isSame || !cells.isEmpty || moved else {
      holdingCount += 1
      return
    }
    var causes = cells
    for name in (old["definitions"]?.elements ?? []) + (old["parameters"]?.elements ?? []) {
      if let name = name.text, let change = names[name] { causes.append(change) }
    }
    if moved {
      causes.append(
        Message(
          en: "it is computed from other cells: \(Self.cells(new)), was \(Self.cells(old))",
          zh: "所用单元格有变：现为 \(Self.cells(new))，原为 \(Self.cells(old))"))
    }
    let (was, isNow) = (Self.shown(old), Self.shown(new))
    let message: Message
    if isSame {
      let place = Self.place(new)
      guard unmovedPlaces[place] == nil else { return add(place, causes) }
      unmovedPlaces[place] = (findings.count, 1)
      message = Message(
        en: "\(isNow) is as it was, but what it is computed from is not: {\(formula)}",
        zh: "\(isNow) 未变，但所依据的数据变了：{\(formula)}")
    } else if was == isNow {
      message = Message(
        en: "\(isNow) prints the same, but its exact value changed: {\(formula)}",
        zh: "\(isNow) 印出来相同，但准确值变了：{\(formula)}")
    } else {
      message = Message(en: "\(isNow), was \(was): {\(formula)}", zh: "现为 \(isNow)，原为 \(was)：{\(formula)}")
    }
    findings.append(Finding(kind: .changed, message: message, place: Self.place(new), causes: causes))
  }

  private static func cells(_ figure: JSONValue) -> String {
    let spans = (figure["inputs"]?.elements ?? []).filter { $0["role"]?.text == "value" }
    let words = spans.map { "\($0["file"]?.text ?? "") \($0["cells"]?.text ?? "")" }
    return words.isEmpty ? "–" : words.joined(separator: "; ")
  }

  /// A line prints its figures for row after row: those that are as they were are told together.
  private mutating func add(_ place: String, _ causes: [Message]) {
    guard let (index, count) = unmovedPlaces[place] else { return }
    unmovedPlaces[place] = (index, count + 1)
    let known = findings[index].causes
    let more = causes.filter { !known.contains($0) }.prefix(max(0, Self.causeLimit - known.count))
    findings[index] = Finding(
      kind: .changed,
      message: Message(
        en: "\(count + 1) figures of this line are as they were, but what they are computed from is not",
        zh: "这一行的 \(count + 1) 个数未变，但所依据的数据变了"),
      place: place, causes: known + more)
  }

  // MARK: Causes

  /// Named values and parameters that are not what they were.
  private func changedNames() -> [String: Message] {
    var changes: [String: Message] = [:]
    for list in ["definitions", "parameters"] {
      var present: [String: JSONValue] = [:]
      for entry in now[list]?.elements ?? [] { present[Self.name(entry)] = entry }
      for entry in kept[list]?.elements ?? [] {
        guard let name = entry["name"]?.text, let other = present[Self.name(entry)] else { continue }
        let (was, isNow) = (entry["formula"]?.text ?? "", other["formula"]?.text ?? "")
        if was != isNow {
          changes[name] = Message(en: "‘\(name)’ is \(isNow), was \(was)", zh: "“\(name)”现为 \(isNow)，原为 \(was)")
        } else if list == "parameters", entry["value"] != other["value"] {
          let (before, after) = (entry["value"]?.text ?? "", other["value"]?.text ?? "")
          changes[name] = Message(en: "‘\(name)’ is \(after), was \(before)", zh: "“\(name)”现为 \(after)，原为 \(before)")
        }
      }
    }
    return changes
  }

  private static func name(_ entry: JSONValue) -> String {
    (entry["place"]?["file"]?.text ?? "") + "\u{1F}" + (entry["name"]?.text ?? "")
  }

  private static func column(_ tree: JSONValue) -> String {
    (tree["file"]?.text ?? "") + "\u{1F}" + (tree["header"]?.text ?? "")
  }

  /// The contents of a column by row; empty where the ledger leaves them to the file's hash.
  private static func contents(_ column: JSONValue) -> [(row: Int, text: String)] {
    let texts = (column["contents"]?.elements ?? []).map { $0.text ?? "" }
    var rows: [Int] = []
    for range in column["rows"]?.elements ?? [] {
      guard range.elements.count == 2, let low = range.elements[0].integer, let high = range.elements[1].integer,
        low > 0, low <= high, high - low < texts.count - rows.count
      else { return [] }
      rows += low...high
    }
    return rows.count == texts.count ? zip(rows, texts).map { ($0, $1) } : []
  }

  private mutating func compareColumns() {
    var present: [String: [Int: String]] = [:]
    for column in now["columns"]?.elements ?? [] {
      for (row, text) in Self.contents(column) { present[Self.column(column), default: [:]][row] = text }
    }
    for column in kept["columns"]?.elements ?? [] {
      let key = Self.column(column)
      guard let cells = present[key] else { continue }
      let file = column["file"]?.text ?? ""
      let header = column["header"]?.text ?? ""
      for (row, was) in Self.contents(column) {
        let isNow = cells[row]
        guard isNow != was else { continue }
        let en = isNow.map { "is ‘\($0)’" } ?? "is gone"
        let zh = isNow.map { "现为“\($0)”" } ?? "已不存在"
        changedCells["\(key)\u{1F}\(row)"] = Message(
          en: "\(file), row \(row), ‘\(header)’ \(en), was ‘\(was)’",
          zh: "\(file) 第 \(row) 行“\(header)”\(zh)，原为“\(was)”")
      }
    }
  }

  /// The most changed cells that are named for one figure.
  private static let causeLimit = 5

  /// The most rows of one reference that are looked at, more than a ledger keeps the contents of.
  private static let rowLimit = 10_000_000

  private func changedCells(of figure: JSONValue) -> [Message] {
    guard !changedCells.isEmpty else { return [] }
    var changes: [Message] = []
    var count = 0
    for input in figure["inputs"]?.elements ?? [] where input["header"] != nil {
      for row in Self.rows(input["cells"]?.text ?? "") {
        guard let change = changedCells["\(Self.column(input))\u{1F}\(row)"], !changes.contains(change) else {
          continue
        }
        count += 1
        if changes.count < Self.causeLimit { changes.append(change) }
      }
    }
    if count > changes.count {
      let rest = count - changes.count
      changes.append(Message(en: "and \(rest) more cells", zh: "以及另外 \(rest) 格"))
    }
    return changes
  }

  /// The rows of a reference, `E2:E45,E47` or `2-45,47`; those beyond the limit are left out.
  private static func rows(_ reference: String) -> [Int] {
    var rows: [Int] = []
    for part in reference.split(separator: ",") {
      let ends = part.split { $0 == ":" || $0 == "-" }.compactMap { end in Int(end.drop { !$0.isNumber }) }
      guard let low = ends.first, let high = ends.last, low <= high, high - low < rowLimit - rows.count else {
        continue
      }
      rows += low...high
    }
    return rows
  }

  // MARK: Outcomes and files

  private mutating func compareOutcomes(_ list: String, _ key: String, en: String, zh: String) {
    var present: [String: JSONValue] = [:]
    for entry in now[list]?.elements ?? [] { present[entry["name"]?.text ?? ""] = entry }
    for entry in kept[list]?.elements ?? [] {
      guard let name = entry["name"]?.text, !name.isEmpty else { continue }
      guard let other = present[name] else {
        findings.append(
          Finding(
            kind: .gone, message: Message(en: "\(en) ‘\(name)’ is gone", zh: "\(zh)“\(name)”已不存在"),
            place: Self.place(entry), causes: []))
        continue
      }
      guard entry[key] != other[key] else { continue }
      let holds = other[key] == .bool(true)
      findings.append(
        Finding(
          kind: .changed,
          message: Message(
            en: "\(en) ‘\(name)’ \(holds ? "holds now" : "holds no more")",
            zh: "\(zh)“\(name)”\(holds ? "现在成立" : "不再成立")"),
          place: Self.place(other), causes: []))
    }
  }

  private mutating func compareFiles() {
    var present: [String: JSONValue] = [:]
    for file in now["files"]?.elements ?? [] { present[file["path"]?.text ?? ""] = file }
    var met: Set<String> = []
    for file in kept["files"]?.elements ?? [] {
      guard let path = file["path"]?.text else { continue }
      met.insert(path)
      guard let other = present[path] else {
        findings.append(
          Finding(
            kind: .gone, message: Message(en: "the report reads ‘\(path)’ no more", zh: "报告不再读取“\(path)”"), place: "",
            causes: []))
        continue
      }
      guard file["sha256"] != other["sha256"] else { continue }
      let (was, isNow) = (file["sha256"]?.text?.prefix(16) ?? "", other["sha256"]?.text?.prefix(16) ?? "")
      findings.append(
        Finding(
          kind: .changed,
          message: Message(
            en: "‘\(path)’ has changed: SHA-256 \(isNow)…, was \(was)…",
            zh: "“\(path)”有改动：SHA-256 现为 \(isNow)…，原为 \(was)…"),
          place: "", causes: []))
    }
    for file in now["files"]?.elements ?? [] {
      guard let path = file["path"]?.text, !met.contains(path) else { continue }
      findings.append(
        Finding(
          kind: .new, message: Message(en: "the report reads ‘\(path)’ now", zh: "报告现在读取“\(path)”"), place: "",
          causes: []))
    }
  }

  // MARK: Words

  /// For a terminal: a line for each thing that no longer holds, its causes under it, and a count.
  package func text(_ language: MessageLanguage, isColored: Bool) -> String {
    let paint = Paint(isColored: isColored)
    var text = ""
    for finding in findings {
      let sign =
        switch finding.kind {
        case .changed: paint("~", .yellow)
        case .gone: paint("-", .red)
        case .new: paint("+", .green)
        }
      let place = finding.place.isEmpty ? "" : paint(SafeText.of(finding.place), .blue) + "  "
      text += "\(sign) \(place)\(SafeText.of(finding.message[language]))\n"
      for cause in finding.causes { text += "    " + SafeText.of(cause[language]) + "\n" }
    }
    let count = findings.count
    switch language {
    case .english:
      return text + "\(holdingCount) of \(figureCount) figures hold as they were kept; "
        + (count == 0 ? "nothing has changed\n" : "\(count) finding\(count == 1 ? "" : "s")\n")
    case .chinese:
      return text + "留存的 \(figureCount) 处数据中，\(holdingCount) 处仍与留存时一致；" + (count == 0 ? "没有变化\n" : "共 \(count) 处变化\n")
    }
  }
}
