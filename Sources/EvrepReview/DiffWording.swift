import EvrepModel
import EvrepSource
import EvrepUnits

/// What the renderings of a diff say, in one language.
struct DiffWording: Sendable {
  let language: MessageLanguage

  init(_ language: MessageLanguage) { self.language = language }

  private func say(en: String, zh: String) -> String { language == .chinese ? zh : en }

  // MARK: Headings

  var figures: String { say(en: "Figures", zh: "数字") }
  var problems: String { say(en: "Problems", zh: "问题") }
  var checks: String { say(en: "Checks", zh: "核验") }
  var warnings: String { say(en: "Warnings", zh: "警告") }
  var prose: String { say(en: "Prose", zh: "文字") }
  var structure: String { say(en: "Structure", zh: "结构") }
  var inline: String { say(en: "in line", zh: "行内") }
  var sideBySide: String { say(en: "side by side", zh: "对照") }
  var nothing: String { say(en: "no differences for a reader", zh: "读者看不到差异") }
  var sentence: String { say(en: "Sentence", zh: "语句") }
  var was: String { say(en: "Was", zh: "原") }
  var isNow: String { say(en: "Is", zh: "现") }
  var difference: String { say(en: "Difference", zh: "差额") }
  var cause: String { say(en: "Why", zh: "原因") }
  var title: String { say(en: "title", zh: "标题") }

  /// A count of changes: `3 changed, 1 new, 2 gone`.
  func summary(of changes: [FigureChange]) -> String {
    let (new, gone) = (changes.count { $0.old == nil }, changes.count { $0.new == nil })
    let parts = [
      (changes.count - new - gone, say(en: "changed", zh: "变动")), (new, say(en: "new", zh: "新增")),
      (gone, say(en: "gone", zh: "删去")),
    ]
    return parts.filter { $0.0 > 0 }.map { language == .chinese ? "\($0.1)\($0.0)" : "\($0.0) \($0.1)" }
      .joined(separator: language == .chinese ? "，" : ", ")
  }

  // MARK: Figures

  /// The section of a figure or passage, its headings with their numbers.
  func section(_ headings: [LedgerHeading]) -> String {
    headings.map { $0.number + ($0.number.utf8.last == UInt8(ascii: ".") ? " " : "") + $0.text }.joined(
      separator: " › ")
  }

  /// A figure with its unit, as prose would say it.
  func figure(_ entry: LedgerEntry) -> String { with(entry.measure, entry.printed) }

  /// A number, its digits given, with a unit before or behind it.
  private func with(_ unit: Unit?, _ digits: String) -> String {
    guard let unit, !unit.name.isEmpty else { return digits }
    return Unit.phrase(digits, digits == "1" ? unit.name : unit.plural)
  }

  /// How much a figure changed: `+7904.34万元, +6.8%`, `-1.2个百分点`; empty where that says nothing.
  func difference(_ change: FigureChange) -> String {
    guard let old = change.old, let new = change.new, let difference = change.difference, let before = old.value else {
      return ""
    }
    // Of figures that are rounded the difference is not: it may be other than that of the printed ones.
    let decimals = max(Self.decimals(old.printed), Self.decimals(new.printed), 2)
    if new.measure?.kind == .ratio {
      guard let points = try? difference.multiplied(by: Number(100)) else { return "" }
      return signed(points, decimals) + say(en: " percentage points", zh: "个百分点")
    }
    guard let unit = new.measure, let amount = try? difference.divided(by: unit.factor) else { return "" }
    let text = with(new.measure, signed(amount, decimals))
    guard before > .zero, new.measure?.kind != .points,
      let ratio = try? difference.divided(by: before).multiplied(by: Number(100))
    else { return text }
    return text + say(en: ", ", zh: "，") + signed(ratio, 1) + "%"
  }

  /// A number with its sign, in at most so many decimals, or as many as show that it is not zero; no zeros at the end.
  private func signed(_ number: Number, _ decimals: Int) -> String {
    var decimals = decimals
    while decimals < 9, number.rounded(decimals: decimals) == .zero { decimals += 1 }
    let rounded = number.rounded(decimals: decimals)
    let text = rounded.formatted(decimals: rounded.decimalsNeeded(limit: decimals) ?? decimals)
    return number > .zero ? "+" + text : text
  }

  private static func decimals(_ printed: String) -> Int {
    guard let point = printed.utf8.lastIndex(of: UInt8(ascii: ".")) else { return 0 }
    return printed.utf8[point...].dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }.count
  }

  /// Why a figure is another, a text each.
  func causes(_ change: FigureChange) -> [String] { change.causes.map(text) }

  private func text(_ cause: FigureChange.Cause) -> String {
    switch cause {
    case .formula(let old, let new):
      return say(en: "the hole was ‘\(old)’ and is ‘\(new)’", zh: "填空由“\(old)”改为“\(new)”")
    case .definition(let name, let file, let old, let new):
      return say(en: "‘\(name)’ in \(file) was ‘\(old)’ and is ‘\(new)’", zh: "\(file) 中“\(name)”由“\(old)”改为“\(new)”")
    case .parameter(let name, let old, let new):
      return say(en: "the parameter ‘\(name)’ was \(old) and is \(new)", zh: "参数“\(name)”由 \(old) 改为 \(new)")
    case .cells(let file, let cells, let more):
      let shown = cells.map { "\($0.reference)（\($0.header)）\($0.old) → \($0.new)" }
      let english = cells.map { "\($0.reference) (\($0.header)) \($0.old) → \($0.new)" }
      return say(
        en: "\(file) \(english.joined(separator: ", "))" + (more > 0 ? " and \(more) more" : ""),
        zh: "\(file) \(shown.joined(separator: "，"))" + (more > 0 ? "，另有 \(more) 格" : ""))
    case .rows(let file, let added, let removed):
      let changes = [(added, "came", "新增"), (removed, "went", "删去")].filter { !$0.0.isEmpty }
      let english = changes.map { "\($0.0.count == 1 ? "row" : "rows") \(list($0.0)) \($0.1)" }
      let chinese = changes.map { "\($0.2)第 \(list($0.0)) 行" }
      return say(en: "\(file): \(english.joined(separator: ", "))", zh: "\(file)：\(chinese.joined(separator: "，"))")
    case .file(let file): return say(en: "\(file) is another file", zh: "\(file) 已更换")
    case .form: return say(en: "the same value, printed otherwise", zh: "数值未变，写法不同")
    case .belowRounding: return say(en: "another value that prints the same", zh: "数值有变，印出相同")
    }
  }

  /// The first few numbers of rows, and how many more there are.
  private func list(_ rows: [Int]) -> String {
    let shown = rows.prefix(3).map(String.init).joined(separator: language == .chinese ? "、" : ", ")
    return rows.count > 3 ? shown + say(en: " … (\(rows.count) in all)", zh: " 等 \(rows.count)") : shown
  }

  // MARK: Problems, checks, warnings

  func text(_ change: ProblemChange) -> String {
    let (from, to) = (change.old?.margin?.text ?? "", change.new?.margin?.text ?? "")
    let report = language == .chinese ? ReportLanguage.chinese : .english
    let operands = change.operands.map { "\($0.formula) \($0.old.words(report)) → \($0.new.words(report))" }
    let why =
      operands.isEmpty
      ? "" : say(en: ": " + operands.joined(separator: ", "), zh: "：" + operands.joined(separator: "，"))
    switch change.kind {
    case .appeared:
      let distance = to.isEmpty ? "" : say(en: ", \(to) off the threshold", zh: "，距标准 \(to)")
      return say(en: "‘\(change.name)’ appeared", zh: "出现“\(change.name)”") + distance + why
    case .gone: return say(en: "‘\(change.name)’ went", zh: "“\(change.name)”不再成立") + why
    case .closer, .further:
      let word = change.kind == .closer ? say(en: "closer to", zh: "更接近") : say(en: "further from", zh: "更远离")
      let state = change.new?.number == nil ? say(en: " (not kept)", zh: "（未成立）") : ""
      return say(
        en: "‘\(change.name)’\(state) came \(word) its threshold, \(from) → \(to)",
        zh: "“\(change.name)”\(state)\(word)标准，\(from) → \(to)") + why
    }
  }

  func text(_ change: CheckChange) -> String {
    let name = change.new?.name ?? change.old?.name ?? ""
    let holds = say(en: "holds", zh: "成立")
    let fails = say(en: "fails", zh: "不成立")
    switch (change.old, change.new) {
    case (nil, let new):
      return say(en: "‘\(name)’ is new and ", zh: "新增“\(name)”，") + (new?.holds == true ? holds : fails)
    case (_, nil): return say(en: "‘\(name)’ is gone", zh: "删去“\(name)”")
    case (let old?, let new?):
      if old.holds != new.holds { return say(en: "‘\(name)’ now ", zh: "“\(name)”现") + (new.holds ? holds : fails) }
      return say(
        en: "‘\(name)’ was ‘\(old.condition.formula)’ and is ‘\(new.condition.formula)’",
        zh: "“\(name)”由“\(old.condition.formula)”改为“\(new.condition.formula)”")
    }
  }

  func text(_ change: FindingChange) -> String { "\(change.finding.code) \(change.finding.message)" }

  // MARK: Structure

  func text(_ change: StructureChange) -> String {
    switch change {
    case .added(let heading): return say(en: "new section ‘\(heading)’", zh: "新增“\(heading)”")
    case .removed(let heading): return say(en: "section ‘\(heading)’ went", zh: "删去“\(heading)”")
    case .moved(let heading): return say(en: "section ‘\(heading)’ moved", zh: "“\(heading)”移动了位置")
    case .renamed(let old, let new): return say(en: "section ‘\(old)’ is now ‘\(new)’", zh: "“\(old)”改为“\(new)”")
    case .movedText(let text): return say(en: "moved: ‘\(text)’", zh: "移动：“\(text)”")
    }
  }
}
