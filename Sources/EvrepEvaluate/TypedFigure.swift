import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Numbers that are typed by hand in prose, though the data has them: a figure, a definition or a cell of the same
  /// value and kind.
  ///
  /// Only numbers with a unit are looked at, and only those that hardly say so by chance: with three digits that are not
  /// all zeros but one, or, for a cell, so many that a table of its size would not hold one by chance.
  mutating func judgeTypedFigures(_ agreement: inout Agreement) {
    let numbers = program.typedNumbers().filter { $0.digitCount >= 3 && $0.significantCount >= 2 }
    guard !numbers.isEmpty else { return }
    let (known, sources) = knownFigures(&agreement)
    for number in numbers where diagnostics.count < Self.findingLimit {
      let key = KnownFigure(kind: number.unit.kind, value: number.value)
      if let source = known.index(of: key).map({ sources[$0] }) ?? cell(number) { reportTyped(number, source) }
    }
  }

  private struct KnownFigure: InternKey {
    let kind: QuantityKind
    let value: Number
  }

  /// What a typed number says again.
  private struct Source {
    let label: Label
    /// The hole that would print it; nil where that depends on an `each`.
    let hole: String?
  }

  /// The figures that are printed, exact and as their digits say, and the definitions that have been evaluated.
  private mutating func knownFigures(
    _ agreement: inout Agreement
  ) -> (known: InternTable<KnownFigure>, sources: [Source]) {
    var known = InternTable<KnownFigure>()
    var sources: [Source] = []
    for (index, definition) in program.definitions.enumerated() {
      guard !hides(definition.expression), let value = given(definition, index),
        case .quantity(let kind, _) = definition.expression.type
      else {
        continue
      }
      let isOwn = definition.place.file == program.file
      let key = KnownFigure(kind: kind, value: value)
      guard known.intern(key).isNew else { continue }
      sources.append(
        Source(
          label: Label(definition.place, Message(en: "‘\(definition.name)’ is it", zh: "“\(definition.name)”就是这个数")),
          hole: isOwn ? "{\(definition.name)}" : nil))
    }
    for (index, figure) in document.figures.enumerated() where !agreement.isRepeated(index) {
      let (hole, context) = (emission.figures[index].hole, emission.figures[index].context)
      guard hole.place.file == program.file else { continue }
      let source = Source(
        label: Label(hole.place, Message(en: "this hole prints it", zh: "这个填空印的就是它")),
        hole: context < 0 ? String(decoding: program.bytes[hole.place.range], as: UTF8.self) : nil)
      for value in [figure.value, agreement.number(index, self)?.number].compactMap({ $0 }) {
        let key = KnownFigure(kind: figure.unit.kind, value: value)
        if known.intern(key).isNew { sources.append(source) }
      }
    }
    return (known, sources)
  }

  /// The number of a definition; one of the report's own that nothing has asked for is evaluated here.
  private mutating func given(_ definition: Definition, _ index: Int) -> Number? {
    if definitions[index] == nil, definition.place.file == program.file, case .quantity = definition.expression.type {
      definitions[index] = aside { $0.value(definition.expression) }
    }
    if case .scalar(.number(let value))? = definitions[index] { return value }
    if case .constant(.number(let value)) = definition.expression.operation { return value }
    return nil
  }

  /// A cell that says the number, in a table so small that it would not do so by chance.
  private func cell(_ number: TypedNumber) -> Source? {
    for (index, schema) in program.schemas.enumerated() {
      guard let table = tables[index], let source = table.source else { continue }
      for (field, declared) in schema.fields.enumerated() {
        guard case .quantity(let kind, _) = declared.type.settled, kind == number.unit.kind, !declared.isPrivate,
          isRare(number, among: table.rowCount * schema.fields.count),
          let row = row(of: number.value, table.columns[field])
        else { continue }
        return Source(
          label: Label(
            source.place(row: row, field: field), Message(en: "this cell says it", zh: "这个单元格里就有")), hole: nil)
      }
    }
    return nil
  }

  /// True where so many cells would hardly hold the number by chance: at most one in a hundred times.
  private func isRare(_ number: TypedNumber, among cells: Int) -> Bool {
    let digits = number.significantCount
    return digits >= 4 && (digits > 16 || cells <= Number.powersOfTen[digits - 2])
  }

  private func row(of value: Number, _ column: Column) -> Int? {
    switch column {
    case .decimals(let cells, let unit):
      guard let cell = (try? value.divided(by: unit))?.integer else { return nil }
      return cells.firstIndex(of: Int64(cell))
    case .numbers(let cells): return cells.firstIndex { $0 == value }
    case .integers, .texts, .unreadable: return nil
    }
  }

  private mutating func reportTyped(_ number: TypedNumber, _ source: Source) {
    let place = Place(program.file, number.digits)
    let text = String(decoding: program.bytes[number.digits], as: UTF8.self)
    diagnostics.append(
      Diagnostic(
        .typedFigure, at: place,
        Message(
          en: "‘\(text)’ is typed by hand, though the data has it: it will not change with the data",
          zh: "“\(text)”是手写的，数据中有这个数：数据变了它不会跟着变"),
        labels: [source.label], notes: [],
        fixIts: source.hole.map { hole in
          [FixIt(Message(en: "write ‘\(hole)’", zh: "写作“\(hole)”"), replace: place, with: hole)]
        } ?? []))
  }
}
