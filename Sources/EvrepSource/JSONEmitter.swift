/// A finding as a JSON object: everything that is known of it, in both languages.
///
/// Lines and columns count from 1, columns in Unicode scalars; `bytes` is half-open and counts the bytes of the text in
/// UTF-8 without a byte order mark.
enum JSONEmitter {
  static func line(_ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ outline: Outline) -> String {
    let titles = diagnostic.place.map(outline.titles) ?? []
    let labels = diagnostic.labels.map { label in
      JSONValue.members([("message", text(label.message))] + place(label.place, &positions))
    }
    let fixes = diagnostic.fixIts.map { fix in
      let edit = place(fix.place, &positions) + [("replacement", JSONValue.string(fix.replacement))]
      return JSONValue.members([
        ("message", text(fix.message)), ("safe", .bool(fix.isSafe)), ("edits", .array([.members(edit)])),
      ])
    }
    let value = JSONValue.members(
      [
        ("code", .string(diagnostic.code.rawValue)), ("name", .string("\(diagnostic.code)")),
        ("severity", .string(diagnostic.severity.rawValue)), ("message", text(diagnostic.message)),
      ] + (diagnostic.place.map { place($0, &positions) } ?? []) + [
        ("section", titles.isEmpty ? nil : .array(titles.map { .string($0) })), ("labels", .array(labels)),
        ("notes", .array(diagnostic.notes.map(text))), ("fixes", .array(fixes)),
        ("further", diagnostic.further > 0 ? .number(diagnostic.further) : nil),
      ])
    return value.text
  }

  private static func text(_ message: Message) -> JSONValue {
    .object(["en": .string(message[.english]), "zh": .string(message[.chinese])])
  }

  private static func place(_ place: Place, _ positions: inout SourcePositions) -> [(String, JSONValue?)] {
    func point(_ position: LineColumn) -> JSONValue {
      .object(["line": .number(position.line), "column": .number(position.column)])
    }
    let start = positions.position(place.file, place.range.lowerBound)
    let end = positions.position(place.file, place.range.upperBound)
    let cell = place.cell.map { cell in
      JSONValue.members([
        ("row", .number(cell.row)), ("column", .number(cell.column)), ("header", .string(cell.header)),
        ("content", .string(cell.content)), ("sheet", cell.sheet.map { .string($0) }),
        ("table", cell.table.map { .string($0) }),
      ])
    }
    return [
      ("path", .string(positions.sources[place.file].path)), ("start", point(start)), ("end", point(end)),
      ("bytes", .array([.number(place.range.lowerBound), .number(place.range.upperBound)])), ("cell", cell),
    ]
  }
}
