package import EvrepModel
package import EvrepSource
import EvrepUnits

extension Ledger {
  /// The ledger as `Grammar/ledger.schema.json` describes it: UTF-8, a line for each figure, file, problem and so on, so
  /// that two ledgers can be compared line by line.
  package func json() -> [UInt8] {
    var text = "{\n\"format\": \"evrep-ledger\", \"version\": 1,\n"
    text += "\"report\": \(JSONValue.string(report).line), \"title\": \(JSONValue.string(title).line), "
    text += "\"language\": \(JSONValue.string(language.rawValue).line),\n"
    let lists: [(String, [JSONValue])] = [
      ("files", files.map(\.tree)), ("parameters", parameters.map(\.tree)), ("definitions", definitions.map(\.tree)),
      ("figures", entries.map { tree($0) }), ("problems", problems.map(\.tree)), ("checks", checks.map(\.tree)),
      ("findings", findings.map(\.tree)), ("columns", columns.map(\.tree)),
    ]
    for (index, (name, elements)) in lists.enumerated() {
      text += "\"\(name)\": [" + elements.map { "\n" + $0.line }.joined(separator: ",")
      text += (elements.isEmpty ? "]" : "\n]") + (index + 1 < lists.count ? ",\n" : "\n")
    }
    return Array((text + "}\n").utf8)
  }

  private func tree(_ entry: LedgerEntry) -> JSONValue {
    .object([
      "number": .integer(entry.number), "place": entry.place.tree, "section": .array(entry.section.map(\.tree)),
      "sentence": .string(entry.sentence), "kind": .string(entry.kind.rawValue), "printed": .string(entry.printed),
      "unit": .string(entry.unit), "exact": entry.exact.map { .string($0) }, "formula": .string(entry.formula),
      "occurrence": .integer(entry.identity.occurrence),
      "definitions": .strings(entry.definitions.map { definitions[$0].name }),
      "parameters": .strings(entry.parameters.map { parameters[$0].name }), "inputs": .array(entry.inputs.map(\.tree)),
    ])
  }
}

extension LedgerPlace {
  fileprivate var tree: JSONValue {
    .object(["file": .string(file), "line": .integer(line), "column": .integer(column)])
  }
}

extension LedgerFile {
  fileprivate var tree: JSONValue {
    .object([
      "path": .string(path), "kind": .string(kind.rawValue), "size": .integer(size), "sha256": .string(hash),
    ])
  }
}

extension LedgerDefinition {
  fileprivate var tree: JSONValue {
    .object([
      "name": .string(name), "place": place.tree, "formula": .string(formula), "value": .string(value),
      "exact": exact.map { .string($0.exactText) },
    ])
  }
}

extension LedgerHeading {
  fileprivate var tree: JSONValue { .object(["number": .string(number), "text": .string(text)]) }
}

extension LedgerProblem {
  fileprivate var tree: JSONValue {
    .object([
      "name": .string(name), "place": place.tree, "kept": .bool(number != nil), "number": number.map { .integer($0) },
      "condition": condition?.tree,
    ])
  }
}

extension LedgerCheck {
  fileprivate var tree: JSONValue {
    .object(["name": .string(name), "place": place.tree, "holds": .bool(holds), "condition": condition.tree])
  }
}

extension LedgerFinding {
  fileprivate var tree: JSONValue {
    .object(["code": .string(code), "place": place?.tree, "message": .string(message)])
  }
}

extension LedgerColumn {
  fileprivate var tree: JSONValue {
    .object([
      "file": .string(file), "header": .string(header), "column": .integer(column),
      "rows": .array(rows.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }),
      "contents": contents.map { .strings($0) },
    ])
  }
}

extension CellSpan {
  var tree: JSONValue {
    .object([
      "role": .string(role.rawValue), "file": .string(file), "table": .string(table),
      "header": header.map { .string($0) }, "cells": .string(reference), "count": .integer(count),
    ])
  }
}

extension Explanation {
  /// The tree as JSON: what a part reads as, its exact value in base units, its cells, its margin, its parts.
  package var tree: JSONValue {
    var kind = "value"
    var value: JSONValue?
    var whole: JSONValue?
    switch reading {
    case .value(let text, _): value = .string(text)
    case .truth(let truth): (kind, value) = ("condition", .bool(truth))
    case .rows(let count, let all): (kind, value, whole) = ("rows", .integer(count), all.map { .integer($0) })
    case .groups(let count): (kind, value) = ("groups", .integer(count))
    case .missing: kind = "missing"
    case .notReached: kind = "notReached"
    case .failed: kind = "failed"
    }
    return .object([
      "formula": .string(formula), "definition": definition.map { .string($0) }, "reads": .string(kind),
      "value": value, "of": whole, "exact": exact.map { .string($0.exactText) }, "unit": unit.map { .string($0.name) },
      "cells": cells?.tree,
      "margin": margin.map {
        .object(["text": .string($0.text), "difference": .string($0.difference.exactText)])
      },
      "parts": parts.isEmpty ? nil : .array(parts.map(\.tree)),
    ])
  }
}
