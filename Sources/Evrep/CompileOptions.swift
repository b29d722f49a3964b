/// What a compile is asked for.
public struct CompileOptions: Sendable {
  /// Make the HTML page.
  public var html = true
  /// Make the Markdown.
  public var markdown = true
  /// Leave out the page around the HTML.
  public var fragment = false
  /// `name=value` pairs for the report's parameters, as they are typed on the command line.
  public var parameters: [(name: String, value: String)] = []
  /// Print `*` for figures that have no value, instead of failing.
  public var isDraft = false
  /// Print `*` for every figure and every private text.
  public var isRedacted = false
  /// Print `*` for every private text and every figure that rests on what is private, the others as they are.
  public var hidesPrivate = false
  /// Treat warnings as errors.
  public var isStrict = false
  /// Look for the one small change with which several findings vanish, and try the remedies that are offered. Where there
  /// are errors, and there alone, that takes up to some hundred further looks at the report.
  public var searchesRepairs = false
  /// The folder that data, modules and styles have to lie in; nil for the report's own.
  public var root: String?
  /// Limits on data files that are other than usual, by their names in `--limit`.
  public var limits: [(name: String, value: Int)] = []
  /// Called as each step begins; nil for nobody.
  public var onStep: (@Sendable (CompileStep) -> Void)?

  /// HTML and Markdown, as the file says.
  public init() {}
}
