internal import EvrepModel
internal import EvrepStyles

/// What numbers and labels a report gets, and its sheet.
package struct Style: Sendable {
  /// The class of the page's `main`: the built-in's name, or the file's name without `.style`.
  package let name: String
  /// The sheet's path, relative to the `.style` file; nil for none.
  package internal(set) var sheetPath: String?
  /// CSS, UTF-8.
  package var sheet: [UInt8]
  /// The last of a key counts.
  var forms: [(key: FormKey, form: LabelForm)] = []
  /// What stands before measures, for one language or for every one; the last of a language counts.
  var measuresLabels: [(language: ReportLanguage?, text: String)] = []
  /// The remark that figures may not add up, for one language or for every one; the last of a language counts.
  var roundingNotes: [(language: ReportLanguage?, text: String)] = []
  var measuresItems = ItemLayout.list

  /// A style without numbers, labels or sheet.
  package init(name: String, sheet: [UInt8] = []) {
    self.name = name
    self.sheet = sheet
  }

  /// Names of the styles that ship with evrep.
  package static var builtInNames: [String] { BuiltInStyles.names }

  /// The built-in style of that name, nil for none.
  package static func builtIn(_ name: String) -> Style? {
    guard let files = BuiltInStyles.files(name) else { return nil }
    return parse(files.style, file: nil, name: name, sheet: files.sheet).0
  }

  /// The label numbered `number` of that kind, nil where the style has none.
  func label(_ kind: FormKey.Kind, _ number: Int, _ language: ReportLanguage) -> String? {
    form(of: kind, language)?.text(number)
  }

  /// How labels of that kind are written, nil where the style has none.
  func form(of kind: FormKey.Kind, _ language: ReportLanguage) -> LabelForm? {
    form(kind, language) ?? form(kind, nil)
  }

  private func form(_ kind: FormKey.Kind, _ language: ReportLanguage?) -> LabelForm? {
    forms.last { $0.key == FormKey(kind: kind, language: language) }?.form
  }

  /// What stands before measures, nil where the style has nothing.
  func measuresLabel(_ language: ReportLanguage) -> String? {
    (measuresLabels.last { $0.language == language } ?? measuresLabels.last { $0.language == nil })?.text
  }

  /// What is said of totals that their printed parts do not add up to, nil where the style says nothing.
  func roundingNote(_ language: ReportLanguage) -> String? {
    (roundingNotes.last { $0.language == language } ?? roundingNotes.last { $0.language == nil })?.text
  }

  /// How the items of measures are printed.
  enum ItemLayout: String, Sendable {
    /// In one paragraph, after the label.
    case runIn = "run-in"
    /// A paragraph each, with the series' words.
    case paragraphs
    /// An ordinary list.
    case list
  }

  /// A label with a counter, for one language or for every one.
  struct FormKey: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      case heading(Int), problem, series, table, referenceHeading(Int), referenceProblem
    }

    let kind: Kind
    let language: ReportLanguage?
  }
}
