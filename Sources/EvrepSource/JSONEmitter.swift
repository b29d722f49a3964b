/// A finding as a JSON object: everything that is known of it, in both languages.
///
/// Lines and columns count from 1, columns in Unicode scalars; `bytes` is half-open and counts the bytes of the text in
/// UTF-8 without a byte order mark.
enum JSONEmitter {
  static func line(_ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ outline: Outline) -> String {
    let titles = diagnostic.place.map(outline.titles) ?? []
    let labels = diagnostic.labels.map { label in
      JSONValue.members([JSONValue.Member("message", text(label.message))] + place(label.place, &positions))
    }
    let fixes = diagnostic.fixIts.map { fix in
      let edit = place(fix.place, &positions) + [JSONValue.Member("replacement", .string(fix.replacement))]
      return JSONValue.object([
        "message": text(fix.message), "safe": .bool(fix.isSafe), "edits": .array([.members(edit)]),
      ])
    }
    let finding = JSONValue.present([
      "code": .string(diagnostic.code.rawValue), "name": .string("\(diagnostic.code)"),
      "severity": .string(diagnostic.severity.rawValue), "message": text(diagnostic.message),
    ])
    let details = JSONValue.present([
      "section": titles.isEmpty ? nil : .strings(titles), "labels": .array(labels),
      "notes": .array(diagnostic.notes.map(text)), "fixes": .array(fixes),
      "further": diagnostic.further > 0 ? .integer(diagnostic.further) : nil,
    ])
    return JSONValue.members(finding + (diagnostic.place.map { place($0, &positions) } ?? []) + details).compact
  }

  private static func text(_ message: Message) -> JSONValue {
    .object(["en": .string(message[.english]), "zh": .string(message[.chinese])])
  }

  private static func place(_ place: Place, _ positions: inout SourcePositions) -> [JSONValue.Member] {
    func point(_ position: LineColumn) -> JSONValue {
      .object(["line": .integer(position.line), "column": .integer(position.column)])
    }
    let start = positions.position(place.file, place.range.lowerBound)
    let end = positions.position(place.file, place.range.upperBound)
    let cell = place.cell.map { cell in
      JSONValue.object([
        "row": .integer(cell.row), "column": .integer(cell.column), "header": .string(cell.header),
        "content": .string(cell.content), "sheet": cell.sheet.map { .string($0) },
        "table": cell.table.map { .string($0) },
      ])
    }
    return JSONValue.present([
      "path": .string(positions.sources[place.file].path), "start": point(start), "end": point(end),
      "bytes": .array([.integer(place.range.lowerBound), .integer(place.range.upperBound)]), "cell": cell,
    ])
  }
}
