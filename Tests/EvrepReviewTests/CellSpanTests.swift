import EvrepModel
import EvrepSource
import Testing

/// Cells as a spreadsheet names them.
@Suite struct CellSpanTests {
  private func span(_ rows: [ClosedRange<Int>], column: Int?, _ addressing: CellSpan.Addressing = .grid) -> CellSpan {
    CellSpan(
      file: "a.csv", table: "t", header: "h", column: column, rows: rows, role: .value, addressing: addressing)
  }

  @Test func columnsHaveLetters() {
    let letters = [1, 26, 27, 52, 53, 702, 703].map { CellAddress.letters($0) }
    #expect(letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func referencesNameRanges() {
    #expect(span([2...5, 7...7], column: 5).reference == "E2:E5,E7")
    #expect(span([2...5], column: nil).reference == "2:5")
    #expect(span([2...5, 9...9], column: 3, .records).reference == "2-5,9")
    #expect(span([1...1, 3...3, 5...5], column: 1).reference(limit: 2) == "A1,A3,…")
    #expect(span([2...5, 7...7], column: 5).count == 5)
  }

  /// Every second row of many is a range of its own; rows without gaps are one, whatever their number.
  @Test func rangesFollowTheRowsOfTheFile() {
    let source = TableSource(file: FileID(0), rowOffsets: []) { row, _ in
      // The file leaves out a row behind each third one.
      Place(
        FileID(0), 0..<0, cell: CellAddress(row: row + 2 + row / 3, column: 1, header: "h", content: ""))
    }
    #expect(source.ranges(of: [0, 1, 2, 3, 4], field: 0) == [2...4, 6...7])
    #expect(source.ranges(of: [0, 2], field: 0) == [2...2, 4...4])
    #expect(source.ranges(of: [], field: 0) == [])
  }
}
