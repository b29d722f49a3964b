import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Findings of the figures below a table's headers with one cause: a header that states no unit, or two that have changed places.
extension Checker {
  /// What a header states, and what the figures below it are.
  struct HeaderConflict {
    let stated: QuantityKind
    /// What is found in each of the holes below it that have another unit.
    var found: [QuantityKind]
    let cell: ByteRange
  }

  /// Notes that the header over a figure has no unit, nor has the figure itself.
  mutating func noteHeaderWithoutUnit(over node: SyntaxNode) {
    guard let cell = tables.headerCell(at: node.range.lowerBound, in: node.fileBytes),
      // A row of dashes that stands twice is no header.
      !TableShapes.isDelimiter(node.fileBytes[cell])
    else { return }
    unitlessHeaders[node.place] = Place(node.file, cell)
  }

  /// Notes that the unit at `place`, where that is a header, is another one than that of the figure below it.
  mutating func noteHeaderConflict(_ stated: QuantityKind, _ found: QuantityKind, at place: Place, _ hole: ByteRange) {
    guard let bytes = program.bytes(of: place.file),
      let cell = tables.headerCell(at: hole.lowerBound, in: bytes),
      cell.lowerBound <= place.range.lowerBound, place.range.upperBound <= cell.upperBound
    else { return }
    headerConflicts[place, default: HeaderConflict(stated: stated, found: [], cell: cell)].found.append(found)
  }

  /// Joins the findings of each header. O(findings × headers that are wrong).
  mutating func joinHeaders() {
    joinColumns()
    swapHeaders()
  }

  /// Joins what is said of the figures of a column that all lack the unit which its header may have.
  private mutating func joinColumns() {
    var first: [Place: Int] = [:]
    var others: [Int: [Place]] = [:]
    var kept: [Diagnostic] = []
    for finding in diagnostics {
      guard finding.code == .unitMissing, let place = finding.place, let header = unitlessHeaders[place],
        let index = first[header], kept[index].message == finding.message
      else {
        if finding.code == .unitMissing, let header = finding.place.flatMap({ unitlessHeaders[$0] }) {
          first[header] = kept.count
        }
        kept.append(finding)
        continue
      }
      if others[index] == nil {
        kept[index].labels.insert(
          Label(header, Message(en: "nor does this header", zh: "表头也没有写")), at: 0)
        kept[index].fixIts = []
      }
      others[index, default: []].append(place)
    }
    for (index, places) in others { Self.add(places, to: &kept[index]) }
    diagnostics = kept
  }

  /// Joins what is said of two headers of a table, each of which states the unit of the figures below the other.
  private mutating func swapHeaders() {
    guard headerConflicts.count > 1 else { return }
    let places = headerConflicts.keys.sorted { $0.range.lowerBound < $1.range.lowerBound }
    var swapped: [Place: Place] = [:]
    for (index, place) in places.enumerated() where swapped[place] == nil {
      guard let conflict = headerConflicts[place], let bytes = program.bytes(of: place.file) else { continue }
      let other = places[(index + 1)...].first { other in
        guard swapped[other] == nil, other.file == place.file, let rival = headerConflicts[other],
          conflict.found.allSatisfy({ $0 == rival.stated }), rival.found.allSatisfy({ $0 == conflict.stated }),
          conflict.cell != rival.cell
        else { return false }
        return !bytes[conflict.cell.upperBound..<rival.cell.lowerBound].contains(0x0A)
      }
      guard let other, let rival = headerConflicts[other] else { continue }
      (swapped[place], swapped[other]) = (other, place)
      guard let index = diagnostics.firstIndex(where: { $0.code == .unitContradicts && $0.place == place }) else {
        continue
      }
      func text(_ range: ByteRange) -> String { String(decoding: bytes[range], as: UTF8.self) }
      let between = text(conflict.cell.upperBound..<rival.cell.lowerBound)
      diagnostics[index].notes.append(
        Message(
          en: "‘\(text(other.range))’ fits the figures below this header: the two seem to have changed places",
          zh: "“\(text(other.range))”才与这一列的数相符：这两个表头似乎互换了位置"))
      diagnostics[index].labels.append(Label(other, Message(en: "the other header", zh: "另一个表头")))
      diagnostics[index].fixIts = [
        FixIt(
          Message(en: "exchange the two headers", zh: "互换这两个表头"),
          replace: Place(place.file, conflict.cell.lowerBound..<rival.cell.upperBound),
          with: text(rival.cell) + between + text(conflict.cell)),
        FixIt(
          Message(en: "exchange their units", zh: "互换它们的单位"),
          replace: Place(place.file, place.range.lowerBound..<other.range.upperBound),
          with: text(other.range) + text(place.range.upperBound..<other.range.lowerBound) + text(place.range)),
      ]
      diagnostics.removeAll { $0.code == .unitContradicts && $0.place == other }
    }
  }
}
