import Evrep
import EvrepModel
import EvrepSource
import EvrepTestSupport
import Testing

/// With `--redact` nothing private is in any output, and nothing that is printed depends on it.
@Suite struct RedactionTests {
  private static let header = """
    ---
    report "{city}: {names}"
    style plain
    language en
    param city: text private = "Geheim"
    param names: list of text private = ("Secreta", "Secretb")
    param level: one of low | high private = high
    param founded: year private = 1987
    param open: text = "Open"
    param note: text? private = missing
    data t from "t.csv" counted schools { name text key private; kind one of x | y | z private; area 平方米? private; pupils 人; open text }
    data facts: record from "f.json" { head text private; place text }
    let both = "{city} and {open}"
    let chosen = t where kind = y
    let label(a) = if a = "Geheim" then "unsrig" else "fremd"
    let first = only(t where name = "Verdeckt1")
    ---

    """

  private static let body = """
    # {city} {facts.head} {ref end}

    {city}, {both}, {open}, {names}, {label(city)}, {label(open)}, {note ?? "none given"}, {facts.place}
    [{city}](https://example.org/{city}) [a](<{names}>) ![{city}](a.png) `{city}` {"x{city}y"} {length(city)} {level} {founded}

    {list(t.name)} {list(t.open)} {list(chosen.open)} {list((t order by name).open)} {first.open}
    {list((t top 1 by area ?? 0 平方米).open)} {count(t.name)}所 {count(names)} {last(t order by kind).open} {list(t.kind)}

    | City {city} | Kind |
    |:--|:--|
    ::: each g in t by kind
    | {g.kind} | {list(g.open)} |
    :::

    ::: each s in t
    - {s.name} {s.open} {when s.kind = y}is y{otherwise}is not y{end} {if s.kind = y then "yes" else "no"} {rank(s.pupils, t.pupils)}
    :::

    ::: each n in names
    1. {n}
    :::

    ::: each s in chosen
    - chosen {s.open}
    :::

    ::: when city = "Geheim"
    It is so.
    ::: otherwise
    It is not so.
    :::

    {when note is missing}No note.{otherwise}A note.{end} {when contains(city, "eim") and open = "Open"}both{otherwise}not both{end}

    ::: problem hidden when founded < 1990
    Old {city}.
    ::: measures
    - {city}
    :::
    :::

    Last {city} {#end}

    | {city} |
    |:--|
    | {names} |

    """

  /// The report with one set of private values.
  private func compiled(_ names: [String], kinds: [String], city: String, founded: String, places: String)
    -> Compilation
  {
    var rows = "name,kind,area,pupils,open\n"
    for (index, name) in names.enumerated() {
      rows += "\(name),\(kinds[index]),\(index == 0 ? "" : "\(index)"),\(index + 1),open\(index)\n"
    }
    var report = Case(
      Self.header + Self.body, ["t.csv": rows, "f.json": #"{"head": "\#(city)kopf", "place": "somewhere"}"#])
    report.options.isRedacted = true
    report.options.parameters = [("city", city), ("names", places), ("founded", founded)]
    return report.compile()
  }

  private func outputs(_ compilation: Compilation) -> String {
    #expect(compilation.messages() == "")
    let figures = compilation.document?.figures ?? []
    #expect(figures.isEmpty, "a redacted copy has no figures")
    return compilation.markdownText + compilation.htmlText
  }

  @Test func nothingPrivateIsPrinted() {
    let text = outputs(
      compiled(
        ["Verdeckt1", "Verdeckt2", "Verdeckt3"], kinds: ["x", "y", "y"], city: "Geheim", founded: "1987",
        places: "Secreta,Secretb"))
    for secret in ["Geheim", "Secret", "Verdeckt", "1987", "unsrig", "none given"] {
      #expect(!text.contains(secret), "\(secret) is printed")
    }
    #expect(text.contains("fremd") && text.contains("open0, open1 and open2") && text.contains("somewhere"))
  }

  @Test func whatIsPrintedDoesNotDependOnWhatIsPrivate() {
    let first = compiled(
      ["Verdeckt1", "Verdeckt2", "Verdeckt3"], kinds: ["x", "y", "y"], city: "Geheim", founded: "1987",
      places: "Secreta,Secretb")
    let second = compiled(
      ["Other", "Verdeckt1", "Another"], kinds: ["z", "z", "x"], city: "Elsewhere", founded: "2020", places: "One")
    #expect(outputs(first) == outputs(second))
  }

  @Test func aDraftIsStillRefusedForWhatIsWrong() {
    var report = Case("---\nparam a: text private\n---\n{a}\n")
    report.options.isRedacted = true
    #expect(report.compile().codes == [.parameterMissing])
    report.options.isDraft = true
    #expect(report.compile().markdownText == "\\*\n")
  }
}
