import EvrepCheck
import EvrepModel
import EvrepSource

/// Texts that conditions look for and no cell has: a condition that holds for no row is false without a word.
extension Evaluator {
  /// The most cells of a table that are looked through for texts that are alike.
  private static let cellLimit = 200_000
  /// The most different texts that one that is missing is compared with.
  private static let candidateLimit = 5_000
  /// The most pairs of texts that one message shows.
  private static let pairLimit = 3

  mutating func judgeTexts() {
    guard !settings.isScenario, !settings.isRedacted else { return }
    var seen = InternTable<Place>()
    for literal in program.textLiterals where seen.intern(literal.place).isNew { judge(literal) }
    for join in program.textJoins where seen.intern(join.place).isNew { judge(join) }
  }

  private func texts(_ schema: SchemaID, _ field: Int) -> (texts: TextColumn, table: Table)? {
    guard let table = tables[schema.index], table.rowCount > 0, case .texts(let texts) = table.columns[field] else {
      return nil
    }
    return (texts, table)
  }

  // MARK: Literals

  private mutating func judge(_ literal: TextLiteral) {
    // A figure that failed for want of such a row has said so.
    let want = Want.cell(literal.schema, field: literal.field, .text(literal.text))
    guard reportedWants[want] == nil, let (texts, table) = texts(literal.schema, literal.field) else { return }
    let wanted = Array(literal.text.utf8)
    for row in 0..<table.rowCount {
      if let range = texts.range(row), range.count == wanted.count, texts.bytes[range].elementsEqual(wanted) { return }
    }
    let schema = program.schemas[literal.schema.index]
    let field = schema.fields[literal.field]
    var near: String?
    // What a private column holds is for nobody's eyes.
    if !field.isPrivate { near = Nearest.value(for: literal.text, in: candidates(texts, table)) }
    var diagnostic = Diagnostic(
      .textNowhere, at: literal.place,
      Message(
        en: "no cell of ‘\(field.name)’ in ‘\(schema.name)’ is ‘\(literal.text)’",
        zh: "“\(schema.name)”的“\(field.name)”中没有“\(literal.text)”"),
      labels: [Label(field.place, Message(en: "‘\(field.name)’ is declared here", zh: "“\(field.name)”在此声明"))])
    if let near {
      let isForm = Nearest.differInFormAlone(near, literal.text)
      diagnostic.notes = [
        isForm
          ? Message(en: "‘\(near)’ differs only in case, width or blanks", zh: "“\(near)”只是大小写、全半角或空格不同")
          : Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？")
      ]
    }
    report(diagnostic)
  }

  /// The different texts of a column, in the order of its rows.
  private func candidates(_ texts: TextColumn, _ table: Table) -> [String] {
    var seen: Set<String> = []
    var candidates: [String] = []
    for row in 0..<table.rowCount where candidates.count < Self.candidateLimit {
      if let text = texts[row], seen.insert(text).inserted { candidates.append(text) }
    }
    return candidates
  }

  // MARK: Joins

  private mutating func judge(_ join: TextJoin) {
    let schemas = (program.schemas[join.left.schema.index], program.schemas[join.right.schema.index])
    guard !schemas.0.fields[join.left.field].isPrivate, !schemas.1.fields[join.right.field].isPrivate,
      let (left, leftTable) = texts(join.left.schema, join.left.field),
      let (right, rightTable) = texts(join.right.schema, join.right.field),
      leftTable.rowCount + rightTable.rowCount <= Self.cellLimit
    else { return }
    let (known, others) = (firstRows(left, leftTable), firstRows(right, rightTable))
    var alike: [String: Int] = [:]
    for row in 0..<rightTable.rowCount {
      guard let text = right[row], others[text] == row, known[text] == nil else { continue }
      let form = Nearest.form(of: text)
      if alike[form] == nil { alike[form] = row }
    }
    guard !alike.isEmpty else { return }
    var pairs: [(left: Int, right: Int)] = []
    for row in 0..<leftTable.rowCount {
      guard let text = left[row], known[text] == row, let other = alike[Nearest.form(of: text)] else { continue }
      pairs.append((row, other))
    }
    guard let first = pairs.first, let one = left[first.left], let two = right[first.right] else { return }
    var labels: [Label] = []
    for pair in pairs.prefix(Self.pairLimit) {
      for (table, row, field) in [(leftTable, pair.left, join.left.field), (rightTable, pair.right, join.right.field)] {
        guard let place = table.source?.place(row: row, field: field) else { continue }
        labels.append(Label(place, Message(en: "one is here", zh: "其一在此")))
      }
    }
    var notes = [
      Message(
        en: "they are different texts, so neither row finds the other: write both alike in the files",
        zh: "两者不是同一个文本，两行互相找不到：请在文件中写成一样")
    ]
    if pairs.count > Self.pairLimit {
      let more = pairs.count - Self.pairLimit
      notes.append(
        Message(
          en: more == 1 ? "there is 1 more such pair" : "there are \(more) more such pairs", zh: "这样的还有 \(more) 对"))
    }
    report(
      .alikeTexts, join.place,
      en: "‘\(one)’ in ‘\(schemas.0.name)’ and ‘\(two)’ in ‘\(schemas.1.name)’ differ only in case, width or blanks",
      zh: "“\(schemas.0.name)”的“\(one)”与“\(schemas.1.name)”的“\(two)”只是大小写、全半角或空格不同", labels: labels,
      notes: notes)
  }

  /// The first row of each text.
  private func firstRows(_ texts: TextColumn, _ table: Table) -> [String: Int] {
    var rows: [String: Int] = [:]
    for row in 0..<table.rowCount {
      if let text = texts[row], rows[text] == nil { rows[text] = row }
    }
    return rows
  }
}
