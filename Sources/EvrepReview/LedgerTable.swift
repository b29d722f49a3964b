package import EvrepModel
package import EvrepSource
import EvrepUnits

/// A ledger for a terminal: the report's sections, under each its sentences, under each the figures of it.
package struct LedgerTable {
  package var language: MessageLanguage
  /// Terminal cells in a line.
  package var width: Int
  package var isColored: Bool

  package init(language: MessageLanguage, width: Int, isColored: Bool) {
    self.language = language
    self.width = width
    self.isColored = isColored
  }

  private var isChinese: Bool { language == .chinese }
  private var paint: Paint { Paint(isColored: isColored) }
  private var trees: ExplanationLayout {
    ExplanationLayout(language: language, width: width - 4, isColored: isColored)
  }

  package func text(_ ledger: Ledger) -> String {
    var text = paint(SafeText.of(ledger.title.isEmpty ? ledger.report : ledger.title), .bold) + "\n"
    text += dim(summary(ledger)) + "\n"
    text += figures(ledger)
    if !ledger.problems.isEmpty {
      text += heading(isChinese ? "问题" : "Problems")
      for problem in ledger.problems { text += problems(problem) }
    }
    if !ledger.checks.isEmpty {
      text += heading(isChinese ? "核验" : "Checks")
      for check in ledger.checks { text += checks(check) }
    }
    text += heading(isChinese ? "文件" : "Files")
    for file in ledger.files {
      text += "  " + dim(String(file.hash.prefix(16)) + "…") + "  " + SafeText.of(file.path) + "\n"
    }
    return text
  }

  private func summary(_ ledger: Ledger) -> String {
    let kept = ledger.problems.count { $0.number != nil }
    let holding = ledger.checks.count { $0.holds }
    return isChinese
      ? "\(ledger.report) · 数据 \(ledger.entries.count) 处 · 问题 \(ledger.problems.count) 个，成立 \(kept) 个 · 核验 \(ledger.checks.count) 项，成立 \(holding) 项 · 文件 \(ledger.files.count) 个"
      : "\(ledger.report) · \(Self.count(ledger.entries.count, "figure")) · "
        + "\(Self.count(ledger.problems.count, "problem")), \(kept) kept · "
        + "\(Self.count(ledger.checks.count, "check")), \(holding) of them hold · \(Self.count(ledger.files.count, "file"))"
  }

  private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  // MARK: Figures

  private func figures(_ ledger: Ledger) -> String {
    var text = ""
    var section: [LedgerHeading]?
    var sentence: String?
    let number = String(ledger.entries.count).utf8.count
    // The value, the formula and the cells share what the number leaves.
    let room = width - number - 8
    let value = min(ledger.entries.map { DisplayWidth.of(printed($0)) }.max() ?? 0, room / 5)
    let formula = min(ledger.entries.map { DisplayWidth.of($0.formula) }.max() ?? 0, room * 2 / 5)
    for entry in ledger.entries {
      if entry.section != section {
        section = entry.section
        sentence = nil
        let path = entry.section.map { $0.number + $0.text }.joined(separator: " › ")
        text += heading(path.isEmpty ? (isChinese ? "（标题之前）" : "(before the first heading)") : path)
      }
      // The cells of a table's row stand together.
      let shared = entry.sentence.range(ofLast: " · ").map { String(entry.sentence[..<$0]) } ?? entry.sentence
      if shared != sentence {
        sentence = shared
        let words = shared.isEmpty ? (isChinese ? "（链接或图片地址）" : "(an address)") : shared
        text += "  " + dim(DisplayWidth.cut(SafeText.of(words), to: width - 2)) + "\n"
      }
      let digits = String(entry.number)
      var line = "    " + String(repeating: " ", count: number - digits.utf8.count) + digits + "  "
      let shown = DisplayWidth.cut(SafeText.of(printed(entry)), to: value)
      line += paint(shown, .bold) + String(repeating: " ", count: max(0, value - DisplayWidth.of(shown)) + 2)
      let source = sources(entry, ledger)
      let spelled = DisplayWidth.cut(SafeText.of(entry.formula), to: formula)
      line += source.isEmpty ? spelled : DisplayWidth.padded(spelled, to: formula) + "  "
      let left = width - number - 8 - value - 2 - formula
      text += line + dim(DisplayWidth.cut(source, to: max(12, left))) + "\n"
    }
    return text
  }

  private func printed(_ entry: LedgerEntry) -> String { Unit.phrase(entry.printed, entry.unit) }

  /// The cells of the first input, how many more there are; where there are none the names that the value comes from.
  private func sources(_ entry: LedgerEntry, _ ledger: Ledger) -> String {
    let values = entry.inputs.filter { $0.role == .value }
    guard let first = values.first else {
      let names = entry.definitions.map { ledger.definitions[$0] } + entry.parameters.map { ledger.parameters[$0] }
      return names.first.map { "\(SafeText.of($0.place.file)):\($0.place.line)" } ?? ""
    }
    let file = first.file.split(separator: "/").last.map(String.init) ?? first.file
    return SafeText.of(file + " " + trees.place(first)) + (values.count > 1 ? " +\(values.count - 1)" : "")
  }

  // MARK: Conditions

  private func problems(_ problem: LedgerProblem) -> String {
    let name = problem.name.isEmpty ? (isChinese ? "（无名）" : "(no name)") : SafeText.of(problem.name)
    let state: String
    if let number = problem.number {
      state = isChinese ? "列第 \(number) 项" : "kept, number \(number)"
    } else {
      state = isChinese ? "不列" : "not kept"
    }
    var text =
      "  " + paint(name, .bold) + "  " + dim(state + "  \(SafeText.of(problem.place.file)):\(problem.place.line)")
      + "\n"
    for line in problem.condition.map({ trees.lines(of: $0) }) ?? [] { text += "    " + line + "\n" }
    return text
  }

  /// A check that holds is a line, one that fails a tree.
  private func checks(_ check: LedgerCheck) -> String {
    let sign = check.holds ? paint("✓", .green) : paint("✗", .red)
    guard check.holds else {
      let tree = trees.lines(of: check.condition).map { "    " + $0 + "\n" }.joined()
      return "  \(sign) \(SafeText.of(check.name))\n" + tree
    }
    let name = DisplayWidth.padded(SafeText.of(check.name), to: 20)
    return "  \(sign) \(name)  " + dim(DisplayWidth.cut(SafeText.of(check.condition.formula), to: max(12, width - 26)))
      + "\n"
  }

  private func heading(_ text: String) -> String { "\n" + paint(SafeText.of(text), .boldCyan) + "\n" }

  private func dim(_ text: String) -> String { paint(text, .faint) }
}

extension String {
  /// Where a text begins the last time.
  fileprivate func range(ofLast part: String) -> String.Index? {
    var last: String.Index?
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(part) { last = at }
      at = index(after: at)
    }
    return last
  }
}
