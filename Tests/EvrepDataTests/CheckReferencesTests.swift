import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct CheckReferencesTests {
  /// The rows, as messages count them, of the cells of `values` that are not among `known`.
  private func broken(
    _ values: String, in known: String, _ type: Type, _ other: Type? = nil, limit: Int = 20
  )
    -> [Diagnostic]
  {
    var target = Fixture("b", other ?? type.settled)
    let targetTable = target.load("b\n" + known)
    var fixture = Fixture("a", type)
    fixture.change { field in
      var field = field
      field.reference = Reference(schema: SchemaID(0), field: 0, place: field.place)
      return field
    }
    let table = fixture.load("a\n" + values)
    #expect(targetTable.codes == [] && table.codes == [])
    return checkReferences([target.schema, fixture.schema], [targetTable.table, table.table], limit: limit).diagnostics
  }

  @Test func textsAreFoundByTheirBytes() {
    let found = broken("甲\n乙\n\n甲\n丁\n", in: "甲\n丙\n乙\n甲\n", .optional(.text))
    #expect(found.map(\.code) == [.brokenReference])
    #expect(found.map { $0.place?.cell?.row } == [6])
  }

  @Test func manyTexts() {
    let known = (0..<3_000).map { "学校\($0)\n" }.joined()
    let values = (0..<3_000).map { "学校\($0 * 2)\n" }.joined()
    let limited = broken(values, in: known, .text, limit: 3)
    #expect(limited.map(\.code) == [.brokenReference, .brokenReference, .brokenReference])
    #expect(limited.map(\.further) == [0, 0, 1497])
    #expect(limited.last?.notes.last?[.english].hasSuffix("broken references: 1500") == true)
  }

  @Test func aFieldAllOfWhoseValuesAreBrokenIsOneMistake() {
    let found = broken("甲\n乙\n丙\n", in: "丁\n", .text)
    #expect(found.map { $0.place?.cell?.row } == [2])
    let note = "nor is any other of the 3 values of ‘a’: does it refer to another field?"
    #expect(found.first?.notes.last?[.english] == note)
    #expect(broken("甲\n乙\n丙\n丁\n", in: "丁\n", .text).count == 3)
  }

  @Test func yearsAndQuantitiesToo() {
    #expect(broken("2021\n2022\n", in: "2022\n", .year).map { $0.place?.cell?.row } == [2])
    let yuan = Unit(name: "元", kind: tenThousandYuan.kind, factor: .one)
    #expect(
      broken("1\n2.5\n3\n", in: "10000\n25000\n", .quantity(tenThousandYuan), .quantity(yuan)).map {
        $0.place?.cell?.row
      } == [4])
  }

  @Test func theNearestValueIsShownWhereItStands() {
    let found = broken("第二小校\n", in: "第一小学\n第二小学\n", .text)
    #expect(found.first?.notes.map { $0[.english] } == ["did you mean ‘第二小学’?"])
    #expect(found.first?.labels.first?.place.cell?.row == 3)
  }

  @Test func aTableThatCouldNotBeReadSaysNothingMore() {
    var fixture = Fixture("a", .text)
    fixture.change { field in
      var field = field
      field.reference = Reference(schema: SchemaID(0), field: 0, place: field.place)
      return field
    }
    let table = fixture.load("a\nx\n").table
    #expect(checkReferences([Fixture("b", .text).schema, fixture.schema], [nil, table], limit: 20).diagnostics == [])
  }
}
