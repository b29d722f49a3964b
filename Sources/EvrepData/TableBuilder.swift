import EvrepModel
import EvrepSource
import EvrepUnits

/// Builds a table row by row from cells that a reader hands over as bytes; common to all formats.
///
/// A reader calls `beginRow`, then `append` exactly once for each field, or `appendMissing`; a problem that `append` returns
/// goes back to `report` with the cell's place, which only the reader knows.
struct TableBuilder {
  let file: DataFile
  private var columns: [ColumnBuilder]
  private(set) var rowOffsets: [Int] = []
  /// What is wrong with rows, and with the cells of each field.
  private var log: FaultLog
  private var logs: [FaultLog]
  /// What is wrong with whole columns.
  private var columnFaults: [Diagnostic]
  /// The fields of which no cell can be judged: their cells may hold anything, and nothing is said of them.
  private var lost: Set<Int>
  /// True where a field has cells that could not be read.
  private var isUnreadable: [Bool]
  /// False where it is not sure which rows there are.
  private var hasAllRows = true
  /// True where a row that does not fit may be one that is to be left out.
  private let mayBeSkipped: Bool
  /// The text of each field's bad cells, where all so far have the same.
  private var misfits: [Misfit]
  /// How many rows have another number of cells than the headers, and how many, where all have the same.
  private var ragged = (rows: 0, width: 0, isSame: true)
  /// How many rows are longer than the headers by empty cells.
  private var paddedRows = 0
  /// The headers' row, and how many there are.
  private let headers: (place: Place, count: Int)?
  /// The rows up to here that do not fit have been looked at, whether they are data at all.
  private var judgedRows = 0
  /// The last such row is none.
  private var isNonData = false
  /// Counts the cells where they are not kept.
  private var census: CellCensus?

  /// - Parameter header: the headers, where the file has a row of them.
  init(_ file: DataFile, _ header: HeaderRow? = nil) {
    self.file = file
    mayBeSkipped = file.schema.binding.unknown.contains(.skip)
    census = file.probe?.census
    lost = header?.lost ?? file.lost
    columnFaults = header?.faults ?? []
    headers = header.map { ($0.place, $0.headers.count) }
    misfits = file.schema.fields.map { _ in Misfit() }
    columns = file.schema.fields.map { ColumnBuilder($0, allowsControls: file.isBinary) }
    log = FaultLog(limit: file.limits.reportedCells)
    // No more messages are made for very many fields than for 50.
    let share = max(1, min(log.limit, log.limit * 50 / max(1, columns.count)))
    logs = columns.map { _ in FaultLog(limit: share) }
    isUnreadable = columns.indices.map { header?.doubtful.contains($0) ?? false }
  }

  /// Holds the keys that stand for headers to the units that their fields are declared in.
  mutating func judgeKeys() {
    for (index, field) in file.schema.fields.enumerated() where !lost.contains(index) {
      guard let fault = HeaderUnit.fault(field.header, field, file.units) else { continue }
      let written = field.headerPlace.flatMap { $0.range.isEmpty ? nil : $0 }
      columnFaults.append(.headerUnit(field, fault, at: written ?? field.place))
      isUnreadable[index] = true
      if case .quantity(.ratio, _) = field.type.settled { lost.insert(index) }
    }
  }

  /// What the bad cells of a field have in common.
  private struct Misfit {
    private(set) var text: String?
    private(set) var isSame = true

    mutating func note(_ other: String) {
      if let text { isSame = isSame && text.isSpelled(like: other) } else { text = other }
    }
  }

  /// Notes a row that is longer than the headers by empty cells, as a spreadsheet pads rows.
  mutating func notePadded() { paddedRows += 1 }

  /// Leaves fields out that have no value in any row.
  mutating func lose(_ fields: [Int], _ faults: [Diagnostic]) {
    lost.formUnion(fields)
    columnFaults += faults
  }

  /// All that was found.
  private var findings: [Diagnostic] {
    var all = log
    all.merge(logs)
    return columnFaults + all.summary(file.schema)
  }

  var rowCount: Int { rowOffsets.count }

  /// True when another row would be over the limit.
  var isFull: Bool { rowCount >= file.limits.rows }

  /// Begins the row whose record starts at byte `offset`.
  @inline(__always)
  mutating func beginRow(at offset: Int) {
    rowOffsets.append(offset)
    if census != nil { return census?.beginRow() ?? () }
    if rowOffsets.count == Self.sample { reserveCapacity(offset) }
  }

  /// After so many rows the rest of the file is taken to be like them.
  private static let sample = 4096

  /// Makes room for all rows at once: growing step by step would hold each column twice at the worst moment.
  private mutating func reserveCapacity(_ offset: Int) {
    let estimate = file.bytes.count / max(offset, 1) * Self.sample
    let rows = min(estimate + estimate / 16, file.limits.rows, file.bytes.count)
    rowOffsets.reserveCapacity(rows)
    for field in columns.indices { columns[field].reserveCapacity(rows, after: Self.sample) }
  }

  /// Begins the row that its file calls `number`: the row of a sheet, the rowid of a database.
  @inline(__always)
  mutating func beginRow(number: Int) {
    rowOffsets.append(number)
    if census != nil { census?.beginRow() }
  }

  /// Notes a record without content that is no row.
  mutating func noteBlankRecord() { census?.noteBlankRecord() }

  /// Coerces a cell of the current row to the type of `field`.
  @inline(__always)
  mutating func append(_ cell: Span<UInt8>, _ form: CellForm, field: Int) -> CellProblem? {
    if census != nil {
      census?.note(cell, form, column: field)
      return nil
    }
    return columns[field].append(cell, form, lengthLimit: file.limits.cellLength)
  }

  mutating func appendMissing(field: Int) {
    if census != nil { return census?.noteMissing(column: field) ?? () }
    columns[field].appendMissing()
  }

  /// Appends missing cells to the row that was begun in place of a record that cannot be read.
  mutating func appendUnreadable() {
    if census != nil { return }
    file.probe?.note(unreadableRow: rowCount - 1)
    for field in columns.indices { columns[field].appendMissing() }
  }

  mutating func report(_ problem: CellProblem, field: Int, form: CellForm, at place: Place) {
    guard !lost.contains(field) else { return }
    file.probe?.note(misfit: field)
    isUnreadable[field] = true
    if mayBeSkipped, isOfOtherRow(problem, place) { return }
    let (declared, units) = (file.schema.fields[field], file.units)
    if problem != .empty { misfits[field].note(place.cell?.content ?? "") }
    logs[field].report(problem == .empty ? .emptyCell : .badCell) {
      .cell(problem, declared, form, at: place, units: units)
    }
  }

  /// The same for a file that people lay out: a row that is no data, and says so, has one message for all its cells.
  ///
  /// - Parameter place: the place of a field's cell in the current row.
  mutating func report(
    _ problem: CellProblem, field: Int, form: CellForm, at cell: Place, row place: (_ field: Int) -> Place
  ) {
    guard !lost.contains(field) else { return }
    guard !isRowOfNoData(place) else {
      file.probe?.note(misfit: field)
      return
    }
    report(problem, field: field, form: form, at: cell)
  }

  /// True for a cell as rows that are no data have: an empty one, a mark, the header again.
  private func isOfOtherRow(_ problem: CellProblem, _ place: Place) -> Bool {
    guard problem != .empty, let cell = place.cell else { return true }
    return cell.content.isSpelled(like: cell.header) || CellRemedy.isMark(cell.content)
  }

  /// True for a row that is no data, which is reported once.
  private mutating func isRowOfNoData(_ place: (_ field: Int) -> Place) -> Bool {
    if judgedRows == rowCount { return isNonData }
    judgedRows = rowCount
    let fields = file.schema.fields
    let row = NonDataRow(
      fields, { Self.trimmed(place($0).cell?.content) }, header: { Self.trimmed(place($0).cell?.header) })
    isNonData = row != nil
    if let row, !mayBeSkipped {
      hasAllRows = false
      log.report(.rowIsNoData) { .rowIsNoData(row, fields, at: place(row.field)) }
    }
    return isNonData
  }

  private static func trimmed(_ text: String?) -> String {
    let bytes = Array((text ?? "").utf8)
    return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
  }

  /// Reports what is wrong with a cell besides its text.
  mutating func report(_ code: DiagnosticCode, field: Int, _ diagnostic: () -> Diagnostic) {
    guard !lost.contains(field) else { return }
    isUnreadable[field] = true
    if !mayBeSkipped || code != .emptyCell { logs[field].report(code, diagnostic) }
  }

  /// - Parameter joint: the cells that are one text without its quotes.
  mutating func reportRaggedRow(
    found: Int, expected: Int, at cell: Place, joint: Place? = nil, row place: (_ field: Int) -> Place
  ) {
    if census != nil {
      census?.noteRagged(isLong: found > expected) { Self.trimmed(place($0).cell?.content) }
      return
    }
    if mayBeSkipped || isRowOfNoData(place) { return }
    hasAllRows = false
    ragged.isSame = ragged.rows == 0 || (ragged.isSame && ragged.width == found)
    (ragged.rows, ragged.width) = (ragged.rows + 1, found)
    let place = cell
    log.report(.raggedRow) {
      .raggedRow(found: found, expected: expected, at: joint ?? place, isUnquoted: joint != nil)
    }
  }

  /// Takes in faults of cells of a field.
  mutating func merge(_ faults: FaultLog, field: Int) {
    guard !faults.isEmpty, !lost.contains(field), !mayBeSkipped else { return }
    isUnreadable[field] = true
    logs[field].merge([faults])
  }

  /// The diagnostics of a file that could not be read to its end. The cell right before that end may be another than is
  /// meant.
  consuming func abandoned(_ diagnostic: Diagnostic) -> (table: Table?, diagnostics: [Diagnostic]) {
    if let census { file.probe?.note(census) }
    let end = diagnostic.place?.range.lowerBound ?? 0
    let sound = findings.filter { finding in
      guard let place = finding.place, place.file == file.id else { return true }
      let gap = place.range.upperBound..<max(place.range.upperBound, min(end, file.bytes.count))
      return gap.count > 1 || place.range.lowerBound > end || file.bytes[gap].contains(UInt8(ascii: "\n"))
    }
    return (nil, sound + [diagnostic])
  }

  /// The table, if it is sure which rows it has: every record is one, and every key is its row's own. Its columns with
  /// bad cells are unreadable.
  ///
  /// - Parameter locate: finds a cell of the table again, by row and field.
  consuming func finish(locate: @escaping @Sendable (_ row: Int, _ field: Int) -> Place)
    -> (table: Table?, diagnostics: [Diagnostic])
  {
    finish { _ in locate }
  }

  /// The same for a file whose cells cannot be found again cheaply: their places are made from what was read.
  consuming func finish(
    locatingBy locator: (_ columns: [Column]) -> @Sendable (_ row: Int, _ field: Int) -> Place
  ) -> (table: Table?, diagnostics: [Diagnostic]) {
    let count = rowCount
    if let census {
      file.probe?.note(census)
      return (nil, findings)
    }
    if let finding = headersOfOtherWidth { return (nil, [finding]) }
    if file.schema.isRecord, count != 1 { return (nil, findings + [.notOneRecord(file, rows: count)]) }
    let done = columns.indices.map { field in
      if lost.contains(field) { return Column.unreadable }
      if let column = columns[field].column() { return column }
      columnFaults.append(.unitTooLarge(file.schema.fields[field]))
      return .unreadable
    }
    let source = TableSource(file: file.id, rowOffsets: rowOffsets, locate: locator(done))
    for (index, field) in file.schema.fields.enumerated() where field.isKey && !mayBeSkipped {
      KeyIndex.findDuplicates(in: done[index], rowCount: count) { row, first in
        hasAllRows = false
        logs[index].report(.duplicateKey) {
          .duplicateKey(field, at: source.place(row: row, field: index), first: source.place(row: first, field: index))
        }
      }
    }
    foldSwapped(done, source)
    foldFaults(done)
    for (field, builder) in columns.enumerated() {
      guard let (signed, bare) = builder.percentSigns.mixed else { continue }
      let declared = file.schema.fields[field]
      report(.mixedPercent, field: field) {
        .mixedPercent(
          declared, at: source.place(row: bare, field: field), signed: source.place(row: signed, field: field))
      }
    }
    // A guess is made from the rows that there are.
    guard (hasAllRows && !mayBeSkipped) || file.probe != nil, lost.count < done.count || lost.isEmpty else {
      return (nil, findings)
    }
    let table = Table(schema: file.schemaID, columns: done, rowCount: count, source: source)
      .losing(isUnreadable.indices.filter { isUnreadable[$0] })
    guard done.indices.allSatisfy(table.isReadable) else { return (table, findings) }
    let rows = TotalRows(table: table, source: source, schema: file.schema).findings()
    return (table, (hasAllRows ? [] : findings) + rows + doubtfulCells(source, done))
  }

  /// The finding that the headers are too many or too few, where all rows say so; it is not known then which header is
  /// which column's.
  private var headersOfOtherWidth: Diagnostic? {
    guard let headers, ragged.isSame, ragged.rows > 1, ragged.rows + paddedRows >= rowCount else { return nil }
    let missing = columnFaults.filter { $0.code == .columnMissing }.compactMap(\.place)
    let fields = file.schema.fields.filter { missing.contains($0.place) }
    return .headersOfOtherWidth(
      found: headers.count, rows: rowCount, width: ragged.width, missing: fields, at: headers.place)
  }

  /// Says once of two columns, or of two cells of a row, that each holds what the other is declared as.
  private mutating func foldSwapped(_ done: [Column], _ source: TableSource) {
    guard headers != nil, file.probe == nil, rowCount > 1, columns.count <= 64, !mayBeSkipped else { return }
    let fields = file.schema.fields
    let swapped = SwappedColumns(fields: fields, rows: rowCount, limits: file.limits) { row, field in
      source.place(row: row, field: field).cell?.content ?? ""
    }
    for field in fields.indices where logs[field].count(.badCell) > max(1, rowCount / 2) {
      // A text takes any cell, and a number those of a year, so the other has faults of its own.
      let isStrict = fields[field].type.settled == .year || fields[field].type.settled == .date
      let others = fields.indices.filter { !logs[$0].isEmpty || isStrict && fields[$0].type.settled != .text }
      guard let other = swapped.partner(of: field, among: others) else { continue }
      logs[other].clear()
      logs[field].replace(
        with: .swappedColumns(
          fields[field], fields[other], at: source.place(row: 0, field: field),
          and: source.place(row: 0, field: other)))
      isUnreadable[other] = true
    }
    foldGaps(done)
    foldSwappedCells(swapped, source)
  }

  /// Says once of a column of numbers with gaps, which may have none, that the one which may have some has none: their headers seem to be
  /// swapped.
  private mutating func foldGaps(_ done: [Column]) {
    let fields = file.schema.fields
    func isNumber(_ field: Int) -> Bool { if case .quantity = fields[field].type.settled { true } else { false } }
    func isFull(_ field: Int) -> Bool { (0..<rowCount).allSatisfy { done[field].number($0) != nil } }
    for field in fields.indices
    where isNumber(field) && logs[field].count > 1 && logs[field].count(.emptyCell) == logs[field].count {
      let full = fields.indices.filter { other in
        isNumber(other) && fields[other].type.isOptional && logs[other].isEmpty && isFull(other)
      }
      guard full.count == 1, let first = logs[field].diagnostics.first else { continue }
      logs[field].replace(
        with: .gaps(
          first, of: fields[field], count: logs[field].count, logs[field].diagnostics, full: fields[full[0]]))
    }
  }

  /// Says once of the two bad cells of a row that each is the other's.
  private mutating func foldSwappedCells(_ swapped: SwappedColumns, _ source: TableSource) {
    var bad: [Int: [(field: Int, index: Int)]] = [:]
    for field in logs.indices {
      for (index, finding) in logs[field].diagnostics.enumerated()
      where finding.code == .badCell && finding.evidence == nil {
        if let row = finding.place?.cell?.row { bad[row, default: []].append((field, index)) }
      }
    }
    var dropped: [(field: Int, index: Int)] = []
    for cells in bad.values where cells.count == 2 {
      let (first, second) = (cells[0], cells[1])
      let findings = cells.map { logs[$0.field].diagnostics[$0.index] }
      guard let left = findings[0].place?.cell?.content, let right = findings[1].place?.cell?.content else { continue }
      if swapped.fits(left, in: first.field, right, in: second.field) {
        logs[first.field].replace(
          at: first.index, with: .swappedCells(findings[0], findings[1].place, findings[1].labels))
      } else if let meant = swapped.parted(left, first.field, right, second.field) {
        logs[first.field].replace(
          at: first.index, with: .partedCells(findings[0], findings[1].place, findings[1].labels, meant: meant))
      } else {
        continue
      }
      dropped.append(second)
    }
    // A text takes what the other cell holds.
    for cells in bad.values where cells.count == 1 && bad.count <= Self.foldLimit {
      let (field, index) = cells[0]
      let finding = logs[field].diagnostics[index]
      guard isStrict(field), let text = finding.place?.cell?.content,
        let row = (0..<rowCount).first(where: { source.place(row: $0, field: field) == finding.place })
      else { continue }
      let others = file.schema.fields.indices.filter { other in
        other != field && file.schema.fields[other].type.settled == .text
          && swapped.fits(text, in: field, swapped.content(row, other), in: other)
      }
      guard others.count == 1 else { continue }
      let other = source.place(row: row, field: others[0])
      logs[field].replace(
        at: index, with: .swappedCells(finding, other, [.declaredHere(file.schema.fields[others[0]])]))
    }
    for cell in dropped.sorted(by: { $0.index > $1.index }) { logs[cell.field].replace(at: cell.index, with: nil) }
  }

  /// True for a field whose values no text happens to be.
  private func isStrict(_ field: Int) -> Bool {
    switch file.schema.fields[field].type.settled {
    case .enumeration, .date: true
    default: false
    }
  }

  /// Says once of a field what is wrong with all of its cells.
  private mutating func foldFaults(_ done: [Column]) {
    for (index, field) in file.schema.fields.enumerated() {
      logs[index].collapse(.formulaWithoutValue) { .formulasWithoutValue(field, $0) }
      if let finding = misspeltCase(index, field, done[index]) {
        // One cell may be misspelt itself, unless the report agrees with it.
        if logs[index].count > 1 { logs[index].replace(with: finding) } else { logs[index].add(finding.evidence) }
      }
    }
    for (index, field) in file.schema.fields.enumerated() where logs[index].count > 1 {
      if let other = twin(of: index) { logs[index].fold(.readsColumnOf(other, field, logs[index].count)) }
    }
    for (index, field) in file.schema.fields.enumerated() where logs[index].count > 1 {
      let (total, repeated) = (logs[index].count, logs[index].count(.duplicateKey))
      if total < Self.foldLimit {
        logs[index].gather(field, least: Self.foldLimit, isSame: misfits[index].isSame)
      } else if repeated == total {
        if repeated * 2 >= rowCount { logs[index].fold(.repeats(field, repeated)) }
      } else if !done[index].hasValue {
        let isEmpty = logs[index].count(.emptyCell) == total
        logs[index].fold(
          .nothingFits(field, total, isEmpty: isEmpty), evidence: isEmpty ? nil : .wholeColumn(of: field.place))
      } else {
        logs[index].gather(field, least: Self.foldLimit, isSame: misfits[index].isSame)
      }
    }
  }

  /// The other field that reads the same column.
  private func twin(of index: Int) -> Field? {
    let fields = file.schema.fields
    return fields.indices.first { $0 != index && fields[$0].header.isSpelled(like: fields[index].header) }.map {
      fields[$0]
    }
  }

  /// The finding that a case is misspelt in the declaration: no cell has it, and all that are bad have one text that is
  /// spelled like it.
  private func misspeltCase(_ index: Int, _ field: Field, _ column: Column) -> Diagnostic? {
    guard case .enumeration(let enumeration) = field.type.settled, case .integers(let cells) = column,
      enumeration.cases.count == field.casePlaces.count, misfits[index].isSame, let text = misfits[index].text,
      !logs[index].isEmpty, logs[index].count(.badCell) == logs[index].count,
      let first = logs[index].diagnostics.first?.place
    else { return nil }
    let absent = enumeration.cases.indices.filter { !cells.contains(Int32($0)) }
    guard let near = Nearest.value(for: text, in: absent.map { enumeration.cases[$0] }),
      let found = enumeration.cases.firstIndex(where: { $0.isSpelled(like: near) })
    else { return nil }
    return .misspeltCase(
      near, at: field.casePlaces[found], field, written: text, count: logs[index].count, first: first)
  }

  /// So many cells of a field with one fault are one mistake.
  static let foldLimit = 3

  /// The findings of cells and fields that the other cells make doubtful; of two in a row that seem to be swapped one.
  private func doubtfulCells(_ source: TableSource, _ done: [Column]) -> [Diagnostic] {
    var findings = oddCells(source, done)
    // A cell that is too large, in a row with one that is no count: one of them is likely the other's.
    for outlier in findings.indices where findings[outlier].code == .outlier {
      let row = findings[outlier].place?.cell?.row
      let counts = findings.filter { $0.code == .oddCount && $0.place?.cell?.row == row && $0.labels.count == 1 }
      guard counts.count == 1, let place = counts[0].place else { continue }
      findings[outlier].labels.append(Label(place, counts[0].message))
      findings[outlier].notes.append(
        Message(en: "are the two cells swapped?", zh: "这两格是否写反了？"))
      findings.removeAll { $0 == counts[0] }
      break
    }
    return findings
  }

  /// Fields in `%` whose numbers are all fractions, and whose headers do not say that they are percentages; cells that the others
  /// make doubtful, once a field.
  private func oddCells(_ source: TableSource, _ done: [Column]) -> [Diagnostic] {
    columns.enumerated().compactMap { field, builder in
      let declared = file.schema.fields[field]
      let cells = OddCells(column: done[field])
      if declared.counts || declared.isAmount, let odd = cells.counts(mayFall: OddCells.mayFall(declared)),
        declared.counts || odd.isNegative
      {
        return .oddCount(declared, at: odd.rows.map { source.place(row: $0, field: field) }, isNegative: odd.isNegative)
      }
      if builder.percentSigns.mayHoldHundredths {
        let rows = cells.hundredths()
        if !rows.isEmpty { return .hundredth(declared, at: rows.map { source.place(row: $0, field: field) }) }
      }
      if let row = builder.percentSigns.onlyFractions {
        let place = source.place(row: row, field: field)
        let saysPercent = HeaderUnit.split(place.cell?.header ?? "").map { !$0.unit.isEmpty } ?? false
        // Few rates of what is rare are above a half of one percent all of them, and close to one.
        if saysPercent, !builder.percentSigns.areNearOne || OddCells.isRare(declared) { return nil }
        return .onlyFractions(declared, at: place, saysPercent: saysPercent)
      }
      let type = declared.type.settled
      if type == .date || type == .year, let odd = cells.farDate(ofYears: type == .year) {
        return .farDate(declared, at: source.place(row: odd.row, field: field), years: odd.years)
      }
      guard !declared.isKey, let odd = cells.outlier(isRatio: declared.type.settled.isRatio),
        !OddCells.mayFall(declared)
      else { return nil }
      return .outlier(declared, at: source.place(row: odd.row, field: field), factor: odd.factor, isHigh: odd.isHigh)
    }
  }
}

extension Type {
  /// True for a percentage.
  fileprivate var isRatio: Bool {
    if case .quantity(.ratio, _) = self { true } else { false }
  }
}

extension Column {
  /// True where some cell is not missing.
  fileprivate var hasValue: Bool {
    switch self {
    case .integers(let cells): cells.contains { $0 != Column.missingInteger }
    case .decimals(let cells, _): cells.contains { $0 != Column.missingDecimal }
    case .numbers(let cells): cells.contains { $0 != nil }
    case .texts(let texts): (0..<texts.count).contains { texts.range($0) != nil }
    case .unreadable: false
    }
  }
}
