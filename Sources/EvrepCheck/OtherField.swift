import EvrepModel
import EvrepSource
import EvrepSyntax

/// 男生{sum(t.女生)}人: the word before a figure names one field of a table, and the figure is of another in the same unit.
extension Checker {
  struct OtherField {
    let range: ByteRange
    let named: String
    let taken: Field
  }

  /// What a field's name may stand behind and still be the whole of what is said: 其中男生, but not 住校男生.
  private static let leads = ["有", "中", "的", "年", "含", "为", "共", "，", "；", "：", "。", "（"].map {
    Array($0.utf8)
  }
  private static let links = ["为", "有", "共", "达", "是", "约", "人数", "数", "共计", "合计", "总计"].map { Array($0.utf8) }

  func otherField(_ value: Expression, _ node: SyntaxNode) -> OtherField? {
    guard let (schema, index) = field(of: value) else { return nil }
    let fields = program.schemas[schema.index].fields
    let (bytes, taken) = (node.fileBytes, fields[index])
    guard case .quantity(let kind, _) = taken.type.settled else { return nil }
    var end = figureStart(node, bytes)
    if end > 0, bytes[end - 1] >= 0x80, let link = Self.links.first(where: { Self.ends($0, at: end, bytes) }) {
      end -= link.count
    }
    var found: (range: ByteRange, field: Field)?
    for field in fields where field.name.utf8.count >= 4 && field.name.utf8.count > found?.range.count ?? 0 {
      let name = field.name.utf8
      guard end >= name.count, bytes[end - 1] == name.last, bytes[end - name.count..<end].elementsEqual(name) else {
        continue
      }
      found = (end - name.count..<end, field)
    }
    guard let found, found.field.name != taken.name, case .quantity(kind, _) = found.field.type.settled,
      !found.field.name.contains(taken.name), !taken.name.contains(found.field.name),
      isWhole(found.range.lowerBound, bytes)
    else { return nil }
    return OtherField(range: found.range, named: found.field.name, taken: taken)
  }

  mutating func checkField(_ value: Expression, _ node: SyntaxNode) {
    guard let other = otherField(value, node) else { return }
    let taken = other.taken.name
    report(
      .otherCase, Place(node.file, other.range), en: "‘\(other.named)’ stands before a figure of ‘\(taken)’",
      zh: "“\(other.named)”后面的数取自“\(taken)”",
      labels: [
        Label(value.place, Message(en: "this is of ‘\(taken)’", zh: "这里取的是“\(taken)”"))
      ])
  }

  /// The field that a figure is one cell of, or an aggregate over.
  private func field(of value: Expression) -> (SchemaID, Int)? {
    switch value.operation {
    case .definition(let index): field(of: program.definitions[index].expression)
    case .call(let function, let arguments)
    where [.sum, .average, .median, .min, .max].contains(function) && arguments.count == 1:
      field(of: arguments[0])
    case .skippingMissing(let base): field(of: base)
    case .column(let rows, let field): Self.schema(of: rows.type).map { ($0, field) }
    case .field(let row, let field):
      if case .record(let schema) = row.type { (schema, field) } else { nil }
    default: nil
    }
  }

  private static func schema(of type: Type) -> SchemaID? {
    switch type {
    case .table(let schema), .group(let schema, _): schema
    default: nil
    }
  }

  /// True where no other word makes one with the name that begins at `start`.
  private func isWhole(_ start: Int, _ bytes: [UInt8]) -> Bool {
    guard start > 0 else { return true }
    let byte = bytes[start - 1]
    if byte < 0x80 {
      return !(byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) && byte != UInt8(ascii: "_")
    }
    return Self.leads.contains { Self.ends($0, at: start, bytes) }
  }

  private static func ends(_ word: [UInt8], at end: Int, _ bytes: [UInt8]) -> Bool {
    end >= word.count && bytes[end - word.count..<end].elementsEqual(word)
  }
}
