import EvrepCheck
import EvrepModel
import Testing

/// What the clauses of a `data` declaration come to.
@Suite struct BindingTests {
  private func binding(_ clauses: String, path: String = "t.csv", fields: String = "a text; b text; c text") -> Binding?
  {
    let checked = Checked("data t from \"\(path)\" \(clauses) { \(fields) }")
    #expect(checked.codes == [], "\(clauses)")
    return checked.program.schemas.last?.binding
  }

  @Test(arguments: [
    ("header row 3", 3...3), ("header rows 2 to 3", 2...3), ("表头 行 4", 4...4), ("表头 第3行", 3...3), ("表头 第2至3行", 2...3),
    ("表头 第2行至第3行", 2...3), ("表头 第１２行", 12...12),
  ])
  func headerRowsAreCountedFromOne(clause: String, rows: ClosedRange<Int>) {
    #expect(binding(clause)?.headerRows?.value == rows)
  }

  @Test(arguments: [
    ("encoding gb18030", TextEncoding.gb18030), ("编码 GBK", .gb18030), ("encoding utf-8", .utf8),
    ("encoding utf8", .utf8),
    ("encoding utf-16le", .utf16LittleEndian), ("encoding \"UTF-16BE\"", .utf16BigEndian),
  ])
  func encodingsAreKnownByTheirNames(clause: String, encoding: TextEncoding) {
    #expect(binding(clause)?.encoding?.value == encoding)
  }

  @Test(arguments: [
    ("delimiter \";\"", UInt8(0x3B)), ("分隔符 制表符", 0x09), ("delimiter tab", 0x09), ("delimiter \"|\"", 0x7C),
  ])
  func delimitersAreASCII(clause: String, delimiter: UInt8) {
    #expect(binding(clause)?.delimiter?.value == delimiter)
  }

  @Test(arguments: [
    ("skip where a = \"x\"", RowCondition.isOne(field: 0, of: ["x"])),
    ("跳过 其中 a != \"x\"", .not(.isOne(field: 0, of: ["x"]))),
    ("skip where b in (\"x\", \"y\")", .isOne(field: 1, of: ["x", "y"])),
    ("skip where contains(c, \"计\")", .contains(field: 2, "计")),
    ("skip where c is missing", .isMissing(field: 2)), ("跳过 其中 c 是 非 缺失", .not(.isMissing(field: 2))),
    (
      "skip where (a = \"x\" or b = \"y\") and not c = \"z\"",
      .all([
        .any([.isOne(field: 0, of: ["x"]), .isOne(field: 1, of: ["y"])]), .not(.isOne(field: 2, of: ["z"])),
      ])
    ),
  ])
  func conditionsAreOnTexts(clause: String, condition: RowCondition) {
    #expect(binding(clause)?.skip?.value == condition)
  }

  /// A row of totals is no row of the schema, so its condition knows nothing of the schema's types.
  @Test func conditionsLookAtFieldsOfAnyType() {
    let fields = "a one of x | y; b year; c 万元"
    #expect(binding("skip where b = \"合计\"", fields: fields)?.skip?.value == .isOne(field: 1, of: ["合计"]))
  }

  @Test func conditionsHold() {
    let texts = ["合计", "", "其中：小计"]
    func holds(_ condition: RowCondition) -> Bool { condition.holds { texts[$0] } }
    #expect(holds(.isOne(field: 0, of: ["小计", "合计"])) && !holds(.isOne(field: 0, of: ["合"])))
    #expect(holds(.isMissing(field: 1)) && !holds(.isMissing(field: 0)))
    #expect(holds(.contains(field: 2, "小计")) && !holds(.contains(field: 1, "小计")))
    #expect(holds(.not(.isMissing(field: 2))))
    #expect(holds(.all([.isMissing(field: 1), .isOne(field: 0, of: ["合计"])])))
    #expect(holds(.any([.isMissing(field: 0), .isMissing(field: 1)])) && !holds(.any([])))
  }

  @Test(arguments: [
    ("A3:F40", SheetRange.cells(columns: 1...6, rows: 3...40)), ("$F$40:$a$3", .cells(columns: 1...6, rows: 3...40)),
    ("B:AA", .cells(columns: 2...27, rows: nil)), ("3:40", .cells(columns: nil, rows: 3...40)), ("在校生", .named("在校生")),
    ("A3", .named("A3")), ("A3:F", .named("A3:F")), ("A0:F4", .named("A0:F4")), ("A1:B2:C3", .named("A1:B2:C3")),
    ("ABCD1:B2", .named("ABCD1:B2")), ("A12345678:B2", .named("A12345678:B2")), ("", .named("")),
  ])
  func rangesAreCellsOrNames(text: String, range: SheetRange) { #expect(SheetRange(text) == range) }

  @Test func aFieldMayReferToAFieldDeclaredLater() throws {
    let checked = Checked(
      "data t from \"t.csv\" { a text? refers u.b; c text filled }\ndata u from \"u.csv\" { d year; b text key }")
    #expect(checked.codes == [])
    let fields = checked.program.schemas[1].fields
    #expect(fields[0].reference?.schema == SchemaID(2) && fields[0].reference?.field == 1)
    #expect(fields[1].reference == nil && fields[1].isFilled && !fields[0].isFilled)
  }

  @Test func aFieldMayReferToAModulesTable() {
    let checked = Checked(
      "use \"m\" as m\ndata t from \"t.csv\" { a text refers m.u.b }", module: "data u from \"u.csv\" { b text key }")
    #expect(checked.codes == [])
    let references = checked.program.schemas.flatMap(\.fields).compactMap(\.reference)
    #expect(references.map { checked.program.schemas[$0.schema.index].name } == ["u"])
  }
}
