import Evrep
import EvrepSource
import Testing

/// A number that is typed by hand though a declaration says it.
@Suite struct TypedFigureTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    Case(
      "---\nlanguage en\ndata s from \"s.csv\" { name text key; n pupils }\nlet total = sum(s.n)\nlet none = growth(total, 0 pupils)\n---\n"
        + body + "\n", ["s.csv": "name,n\na,6000\nb,49\n"]
    ).compile().codes
  }

  @Test func aDefinitionThatNothingPrintsIsKnown() {
    #expect(codes("There were 6049 pupils.") == [.typedFigure])
    #expect(codes("There were 6049 pupils in {count(s)} rows.") == [.typedFigure])
  }

  @Test func anotherNumberIsNoFinding() {
    #expect(codes("There were 6048 pupils.") == [])
  }
}
