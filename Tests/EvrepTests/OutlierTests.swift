import Evrep
import EvrepSource
import Testing

/// Cells that fit their column and lie far away from all others; rows that are none.
@Suite struct OutlierTests {
  private func codes(_ type: String, _ cells: [String], header: String = "值") -> [DiagnosticCode] {
    let rows = cells.enumerated().map { "\($0.offset),\($0.element)" }.joined(separator: "\n")
    return Case(
      "---\n数据 t 来自 \"t.csv\" { k text key; \(header) \(type) }\n---\n{count(t)}，{max(t.\(header)): \(type)}\n",
      ["t.csv": "k,\(header)\n" + rows + "\n"]
    ).compile().codes
  }

  @Test(arguments: [
    ["92.1", "93.5", "963", "95.2", "96"], ["92.1", "93.5", "9.52", "95.2", "96"],
    ["92.1", "93.5", "9630", "95.2", "96"], ["9.1", "9.5", "93", "8.8", "9.3", "9"],
  ])
  func aPercentageAPowerOfTenOff(cells: [String]) { #expect(codes("%", cells) == [.outlier], "\(cells)") }

  @Test(arguments: [
    ["92.1", "93.5", "96.3", "95.2", "96"], ["92.1", "45", "9.5", "95.2", "96"], ["92.1", "963", "95.2", "96"],
    ["1.1", "2.5", "96", "3.2", "40"], ["0", "92", "93", "94", "95"],
    ["-9.5", "92", "93", "94", "95", "96"],
  ])
  func othersMayBe(cells: [String]) { #expect(codes("%", cells) == [], "\(cells)") }

  @Test func aNumberFarAboveAllOthers() {
    #expect(codes("万元", ["12", "15", "9", "11", "123456"]) == [.outlier])
    #expect(codes("万元", ["12", "15", "9", "11", "1234"]) == [])
    #expect(codes("万元", ["12", "15", "9000", "11", "123456"]) == [])
    #expect(codes("万元", ["12", "15", "11", "123456"]) == [])
    #expect(codes("万元", ["12", "15", "9", "11", "123456"], header: "增减") == [])
  }

  private func dates(_ cells: [String], type: String = "date") -> [DiagnosticCode] {
    let rows = cells.enumerated().map { "\($0.offset),\($0.element)" }.joined(separator: "\n")
    return Case(
      "---\n数据 t 来自 \"t.csv\" { k text key; 日 \(type) }\n---\n{count(t)}，{max(t.日)}\n", ["t.csv": "k,日\n" + rows + "\n"]
    ).compile().codes
  }

  @Test func aDateFarBehindAllOthers() {
    let usual = ["2021-03-01", "2023-05-02", "2019-11-30", "2022-01-01"]
    #expect(dates(usual + ["2203-05-01"]) == [.outlier])
    #expect(dates(usual + ["0223-05-01"]) == [.outlier])
    #expect(dates(usual + ["2042-05-01"]) == [])
    #expect(dates(["1552-01-01"] + usual) == [])
    #expect(dates(Array(usual.prefix(3)) + ["2203-05-01"]) == [])
    #expect(dates(["2019", "2020", "2120", "2021", "2022"], type: "year") == [.outlier])
    #expect(dates(["1898", "1952", "1958", "2021", "2022"], type: "year") == [])
  }

  private func fractions(_ cells: [String], header: String, name: String = "率") -> [DiagnosticCode] {
    let rows = cells.enumerated().map { "\($0.offset),\($0.element)" }.joined(separator: "\n")
    return Case(
      "---\n数据 t 来自 \"t.csv\" { k text key; \(name) % 来自 \"\(header)\" }\n---\n{count(t)}，{max(t.\(name))}%\n",
      ["t.csv": "k,\(header)\n" + rows + "\n"]
    ).compile().codes
  }

  @Test func fractionsUnderAHeaderInPercent() {
    #expect(fractions(["0.951", "0.962", "0.98"], header: "合格率（%）") == [.onlyFractions])
    #expect(fractions(["0.51", "0.23", "0.98"], header: "合格率（%）") == [])
    #expect(fractions(["0.951", "0.962", "0.98"], header: "辍学率（%）", name: "辍学率") == [])
    #expect(fractions(["0.9", "0.6"], header: "合格率（%）") == [])
    #expect(fractions(["0.51", "0.62", "0.7"], header: "合格率（%）") == [])
    #expect(fractions(["0.951%", "0.962%"], header: "合格率（%）") == [])
  }

  private func count(_ rows: String, _ fields: String = "名称 text?; 学生 人?") -> Compilation {
    Case("---\n数据 t 来自 \"t.csv\" 计 所 { \(fields) }\n---\n{count(t)}所\n", ["t.csv": "名称,学生\n" + rows]).compile()
  }

  @Test(arguments: ["甲,1\n,\n乙,2\n", "甲,1\n\n乙,2\n", "甲,1\r\n , \r\n乙,2\r\n", "甲,1\n乙,2\n,\n"])
  func aBlankRowIsNone(rows: String) {
    #expect(count(rows).markdownText == "2所\n", "\(rows)")
  }

  @Test func aBlankRowStaysAnErrorWhereAValueIsAskedFor() {
    #expect(count("甲,1\n,\n乙,2\n", "名称 text key; 学生 人?").codes == [.rowIsNoData])
  }

  @Test func placesBelowABlankRowAreThoseOfTheFile() {
    let found = count("甲,1\n,\n乙,x\n").diagnostics.compactMap(\.place?.cell?.row)
    #expect(found == [4])
  }

  @Test(arguments: ["注：学生数为年末数。", "Note: at the end of the year.", "数据来源：统计局"])
  func aNoteBelowTheTableIsFound(note: String) {
    let compilation = count("甲,1\n乙,2\n\(note),\n")
    #expect(compilation.codes == [.totalRow], "\(note)")
  }

  @Test(arguments: ["丙,\n", "注：甲,3\n"]) func otherLastRowsAreRows(row: String) {
    #expect(count("甲,1\n" + row).codes == [], "\(row)")
  }

  /// No amount is less than none, but for what is measured from a point of its own.
  @Test func anAmountBelowZero() {
    let cells = ["12", "-5", "30"]
    #expect(codes("米", cells, header: "跑道长") == [.oddCount])
    for header in ["海拔", "高程", "增减"] { #expect(codes("米", cells, header: header) == [], "\(header)") }
    let degrees = Case(
      "---\n单位 摄氏度\n数据 t 来自 \"t.csv\" { k text key; 一月 摄氏度 }\n---\n{min(t.一月)}摄氏度\n",
      ["t.csv": "k,一月\n甲,-3\n乙,2\n丙,4\n"])
    #expect(degrees.compile().codes == [])
  }
}
