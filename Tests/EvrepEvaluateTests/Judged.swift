import EvrepCheck
import EvrepEvaluate
import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A text without data, evaluated: what it is accused of, and the figures that it prints.
struct Judged {
  let codes: [DiagnosticCode]
  let printed: [String]

  init(_ text: String) {
    let standard = parse(FileID(0), StandardLibrary.source)
    let report = parse(FileID(1), Array((text + "\n").utf8))
    let (program, findings) = check([Module(tree: standard.tree, uses: []), Module(tree: report.tree, uses: [])])
    let (document, diagnostics) = evaluate(program, tables: [nil], settings: EvaluationSettings())
    codes = (report.diagnostics + findings + diagnostics).map(\.code)
    printed = document.figures.map(\.printed)
  }
}
