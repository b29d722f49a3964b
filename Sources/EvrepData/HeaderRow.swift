import EvrepModel
import EvrepSource
import EvrepUnits

/// The headers of a file, matched with the fields of its schema.
///
/// Columns that no field names are ignored.
struct HeaderRow: Sendable {
  /// The headers from the first column on, blanks around them taken away; a line break in one is a blank.
  let headers: [String]
  /// The whole header row.
  let place: Place
  /// The column of each field, from 0. That of a field that is lost is another one, which tells what its rows may be.
  private(set) var columns: [Int] = []
  /// What is wrong with headers.
  private(set) var faults: [Diagnostic] = []
  /// The fields of which no cell can be judged: it is not known which column is theirs, or whether it is in `%`.
  private(set) var lost: Set<Int>
  /// Those of them that have no column.
  private(set) var missing: [Int] = []
  /// The fields whose column is in another unit, as far as its header says.
  private(set) var doubtful: Set<Int> = []
  /// False where the rows cannot be read: no field has a column, or which rows are data is not known.
  private(set) var isUsable = true

  /// Finds the column of every field.
  ///
  /// Reported are columnMissing for a field that has no column, duplicateColumn for one that has several, headerUnit for
  /// one whose header states another unit than the declaration.
  ///
  /// - Parameters:
  ///   - places: the header cells, as many as `headers`.
  ///   - row: the whole header row.
  ///   - title: the units that the rows above state.
  ///   - reason: what may explain that no field at all has a column.
  ///   - hints: what may explain that no column has this header; the headers are not these, then.
  init(
    _ headers: [String], places: [Place], row: Place, file: DataFile, title: TitleUnits = TitleUnits(),
    reason: () -> Message? = { nil }, hints: (_ header: String) -> [Message] = { _ in [] }
  ) {
    let headers = headers.map(Self.onOneLine)
    self.headers = headers
    place = row
    lost = file.lost
    file.probe?.note(headers: headers)
    file.probe?.note(title)
    let index = HeaderIndex(headers)
    let fields = file.schema.fields
    let found = fields.map { index.column(of: $0, units: file.units) }
    let sound = fields.indices.filter { !file.lost.contains($0) }
    if let other = index.otherTable(than: sound, found.map { $0?.column }, file) {
      let missing = sound.filter { found[$0] == nil }.map { fields[$0] }
      faults = [.columnsOfOther(other, missing, of: file.schema, row: row)]
      isUsable = false
      return
    }
    if sound.count > 1, sound.allSatisfy({ found[$0] == nil }) {
      faults = [.headersMissing(sound.map { fields[$0] }, headers: headers, row: row, reason: reason())]
      isUsable = false
      return
    }
    let claimed = Set(found.compactMap { $0?.column })
    let free = headers.indices.filter { !claimed.contains($0) }
    // So many are not compared one by one.
    let candidates = free.count * found.count { $0 == nil } <= 1 << 16 ? free.map { headers[$0] } : []
    // Fields that share a header have one message about it.
    var reported = NameTable<Bool>()
    var titled: [Unit: Int] = [:]
    for number in sound {
      let field = fields[number]
      guard let found = found[number] else {
        let hints = hints(field.header)
        if !hints.isEmpty { isUsable = false }
        missing.append(number)
        lose(
          number, .columnMissing(field, headers: headers, free: candidates, row: row, hints: hints))
        continue
      }
      let header = headers[found.column]
      // Where cells are only counted, the first column of several says enough.
      if let again = found.again, file.probe?.census == nil {
        let isFirst = reported[field.header] == nil
        reported[field.header] = true
        lose(number, isFirst ? .duplicateColumn(field, at: places[again], first: places[found.column]) : nil)
      } else if let fault = HeaderUnit.fault(header, field, file.units) {
        doubt(number, field, fault.unit, .headerUnit(field, fault, at: places[found.column]))
      } else if let stated = title.mismatch(header, field, file.units) {
        // What a title says is one mistake of all fields below.
        if let first = titled[stated.unit] {
          faults[first].labels.append(.declaredHere(field))
          doubt(number, field, stated.unit, nil)
        } else {
          titled[stated.unit] = faults.count
          doubt(number, field, stated.unit, .titleUnit(field, stated))
        }
      }
    }
    joinMissingOfTwins(fields)
    joinMovedDelimiter(fields, free)
    columns = Self.columns(found.map { $0?.column }, fields, free, candidates)
    let isUnknown = { (number: Int) in found[number].map { $0.again != nil } ?? true }
    let isSkipKnown = !(file.schema.binding.skip?.value.fields.contains(where: isUnknown) ?? false)
    isUsable = isUsable && isSkipKnown && (lost.count < fields.count || fields.isEmpty)
  }

  /// Says of two columns with one header that a header is missing, where that is the only one: one of the two is meant.
  private mutating func joinMissingOfTwins(_ fields: [Field]) {
    guard missing.count == 1, let lacking = faults.firstIndex(where: { $0.code == .columnMissing }),
      let twin = faults.firstIndex(where: { $0.code == .duplicateColumn })
    else { return }
    faults[twin].notes.append(.meantAs(fields[missing[0]]))
    faults[twin].labels.append(.declaredHere(fields[missing[0]]))
    faults.remove(at: lacking)
  }

  /// Says once of two neighbouring headers that the delimiter between them stands some letters off: `budge,tspent`.
  private mutating func joinMovedDelimiter(_ fields: [Field], _ free: [Int]) {
    guard missing.count == 2, case let (first, second) = (fields[missing[0]], fields[missing[1]]) else { return }
    let wanted = [first.header + second.header, second.header + first.header]
    // Columns that no field reads stand in order.
    let isMoved = zip(free, free.dropFirst()).contains { $1 == $0 + 1 && wanted.contains(headers[$0] + headers[$1]) }
    guard isMoved, let kept = faults.firstIndex(where: { $0.code == .columnMissing && $0.place == first.place }),
      let other = faults.firstIndex(where: { $0.code == .columnMissing && $0.place == second.place })
    else { return }
    faults[kept].notes.append(.delimiterMoved(first, second))
    faults[kept].labels.append(.declaredHere(second))
    faults[kept].fixIts = []
    faults.remove(at: other)
  }

  private mutating func lose(_ field: Int, _ fault: Diagnostic?) {
    lost.insert(field)
    if let fault { faults.append(fault) }
  }

  private mutating func doubt(_ number: Int, _ field: Field, _ stated: Unit?, _ fault: Diagnostic?) {
    if let fault { faults.append(fault) }
    doubtful.insert(number)
    // Whether a cell may have the sign is not known.
    if case .quantity(.ratio, _) = field.type.settled { lost.insert(number) }
    if stated?.kind == .ratio { lost.insert(number) }
  }

  /// The columns of all fields; those that have none get one each that no field has, the one whose header is nearest
  /// to theirs if there is such.
  private static func columns(_ found: [Int?], _ fields: [Field], _ free: [Int], _ candidates: [String]) -> [Int] {
    var (free, candidates) = (free[...], candidates)
    return zip(found, fields).map { column, field in
      if let column { return column }
      guard let near = Nearest.match(for: field.header, in: candidates),
        let index = candidates.firstIndex(where: { $0.isSpelled(like: near) })
      else {
        if !candidates.isEmpty { candidates.removeFirst() }
        return free.popFirst() ?? 0
      }
      candidates.remove(at: index)
      return free.remove(at: free.startIndex + index)
    }
  }

  /// A header with a blank for each line break, which a declaration could not spell.
  private static func onOneLine(_ header: String) -> String {
    guard header.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return header }
    return header.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The headers of several rows, from the highest level down, as one, with blanks between: `在校生 男`.
  ///
  /// A blank cell in an upper row belongs to the cell on its left, which was merged over it, unless nothing stands below.
  static func joined(_ levels: [[String]]) -> [String] {
    guard levels.count > 1 else { return levels.first ?? [] }
    let width = levels.map(\.count).max() ?? 0
    func cell(_ level: Int, _ column: Int) -> String { column < levels[level].count ? levels[level][column] : "" }
    var above = [String](repeating: "", count: levels.count)
    return (0..<width).map { column in
      for level in levels.indices {
        let text = cell(level, column)
        let hasMore = levels.indices[(level + 1)...].contains { !cell($0, column).isEmpty }
        if text.isEmpty, hasMore, level < levels.count - 1 { continue }
        above[level] = text
        // What was merged under the cell on the left ends with it.
        if !text.isEmpty { for lower in levels.indices[(level + 1)...] { above[lower] = "" } }
      }
      return above.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

/// Headers by their text, and by their text without the unit in brackets.
private struct HeaderIndex {
  private var first = NameTable<Int>()
  private var second = NameTable<Int>()
  private var bases = NameTable<[Int]>()
  private let headers: [String]

  init(_ headers: [String]) {
    self.headers = headers
    for (column, header) in headers.enumerated() {
      if first[header] == nil { first[header] = column } else if second[header] == nil { second[header] = column }
      guard let (base, _) = HeaderUnit.split(header) else { continue }
      bases[base, default: []].append(column)
    }
  }

  /// The table whose file this is, where half of the fields have no column and all of that table's have one.
  ///
  /// - Parameters:
  ///   - sound: the fields that are declared without a mistake.
  ///   - found: the columns of all fields.
  func otherTable(than sound: [Int], _ found: [Int?], _ file: DataFile) -> Schema? {
    let missing = sound.count { found[$0] == nil }
    guard missing > 0, missing * 2 >= sound.count else { return nil }
    return file.otherTable(besides: Set(found.compactMap(\.self))) { column(of: $0, units: file.units)?.column }
  }

  /// The column of a field, and the next one that is called so too.
  ///
  /// A header with a unit in brackets is a quantity's without it, and the one in the field's own unit comes first.
  func column(of field: Field, units: UnitRegistry) -> (column: Int, again: Int?)? {
    if let column = first[field.header] { return (column, second[field.header]) }
    guard case .quantity(let kind, _) = field.type.settled, let all = bases[field.header] else { return nil }
    let stated = all.filter { column in
      HeaderUnit.unit(headers[column], of: kind, units) != nil
    }
    let fitting = stated.filter { HeaderUnit.fault(headers[$0], field, units) == nil }
    if let column = fitting.first { return (column, fitting.dropFirst().first) }
    return stated.first.map { ($0, nil) }
  }
}
