import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// The row of a standard with the latest year that is not after the one asked for, for the stage where it has stages.
  mutating func inForce(_ id: SchemaID, _ stage: Expression?, _ year: Expression, _ expression: Expression) -> Value {
    guard case .scalar(.year(let wanted)) = value(year), let table = tables[id.index] else { return .poison }
    var wantedStage: Scalar?
    if let stage {
      guard case .scalar(.enumeration(let index)) = value(stage), case .enumeration(let given) = stage.type,
        let field = program.schemas[id.index].fields.last, case .enumeration(let stages) = field.type
      else { return .poison }
      wantedStage = stages.index(of: given.cases[index]).map(Scalar.enumeration)
    }
    var found: (row: Int, year: Int)?
    var first: (row: Int, year: Int)?
    for row in 0..<table.rowCount {
      if let wantedStage, scalar(id, row, Standard.StandardField.stage.rawValue) != wantedStage { continue }
      guard case .year(let since) = scalar(id, row, Standard.StandardField.year.rawValue) else { continue }
      if since < first?.year ?? Int.max { first = (row, since) }
      if since <= wanted, since > found?.year ?? Int.min { found = (row, since) }
    }
    if let found {
      noteUnconfirmed(id, found.row, table, expression.place)
      return .record(id, row: found.row)
    }
    let name = program.schemas[id.index].name
    let labels = first.flatMap { first in
      table.source.map {
        Label(
          $0.place(row: first.row, field: 0),
          Message(en: "it begins in \(first.year)", zh: "自\(first.year)年起才有"))
      }
    }
    reportOnce(
      Diagnostic(
        .notInForce, at: expression.place,
        Message(
          en: "no row of ‘\(name)’ is in force in \(wanted)", zh: "“\(name)”在\(wanted)年没有适用的标准"),
        labels: labels.map { [$0] } ?? []),
      of: .standards(year: wanted), again: Message(en: "‘\(name)’ is asked for here", zh: "这里要用“\(name)”"))
    return .poison
  }

  /// Remembers the first use of each standard of which a row is used that nobody has checked, or that no document is named
  /// for.
  ///
  /// Not where the report asks whether the standard is confirmed: it says then what it does not know.
  private mutating func noteUnconfirmed(_ id: SchemaID, _ row: Int, _ table: Table, _ place: Place) {
    guard case .text(let source) = scalar(id, row, Standard.StandardField.source.rawValue) else { return }
    let isConfirmed = scalar(id, row, Standard.StandardField.confirmed.rawValue) == .bool(true)
    let hasSource = !source.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
    guard !isConfirmed || !hasSource, !unconfirmed.contains(where: { $0.schema == id }),
      program.standards.first(where: { $0.schema == id })?.isConfirmationAsked == false
    else { return }
    unconfirmed.append(
      UnconfirmedUse(
        schema: id, source: source, isMarked: !isConfirmed, place: place, row: table.source?.place(row: row, field: 0)))
  }

  /// One warning for all standards that the report rests on and nobody has confirmed.
  mutating func judgeStandards() {
    guard let first = unconfirmed.first, !settings.isScenario else { return }
    // Whether the report says so is not known where a definition could not be read.
    if program.isDoubtful { return }
    func name(_ use: UnconfirmedUse) -> String { program.schemas[use.schema.index].name }
    var labels: [Label] = []
    if let row = first.row { labels.append(Label(row, Message(en: "the row in force", zh: "适用的一行"))) }
    for use in unconfirmed.dropFirst() {
      labels.append(Label(use.place, Message(en: "and on ‘\(name(use))’ here", zh: "此处依据“\(name(use))”")))
    }
    let source = first.source
    report(
      .unconfirmedStandard, first.place,
      en: "this rests on ‘\(name(first))’, "
        + (first.isMarked ? "which is marked as unconfirmed" : "for which no document is named"),
      zh: "这里依据的“\(name(first))”" + (first.isMarked ? "标为待核" : "没有写明出处"),
      labels: labels,
      notes: [
        first.isMarked
          ? Message(
            en:
              "check it against ‘\(source)’ and declare it in the report without the mark, or let the report say so by asking for the field confirmed",
            zh: "请对照“\(source)”原文核实后在报告中自行声明，不标待核；或在报告中用已核字段加以说明")
          : Message(en: "name the document that sets it", zh: "请写明规定它的文件")
      ])
  }
}

/// Where a report first rests on a standard that is unconfirmed.
struct UnconfirmedUse {
  let schema: SchemaID
  let source: String
  /// False where no document is named.
  let isMarked: Bool
  let place: Place
  let row: Place?
}
