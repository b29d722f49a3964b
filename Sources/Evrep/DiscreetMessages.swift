import EvrepCheck
import EvrepModel
import EvrepSource

/// Messages of a copy in which something is hidden: they tell no more than the copy does.
///
/// What is read of data, and how many there are of something, is printed as `*`; names of declarations are kept. A
/// finding about a cell says what its code says, for what the reader of its file made of the cell is the cell.
extension Compiler {
  /// True where messages must not tell what the report hides.
  var isDiscreet: Bool { options.isRedacted || options.hidesPrivate }

  /// The findings with less in them where the report hides something.
  func discreetly(_ findings: [Diagnostic]) -> [Diagnostic] { isDiscreet ? findings.map(discreet) : findings }

  /// The finding with less in it: no contents of cells, no numbers, no quoted text that is no name, no remedy.
  ///
  /// With `hidesPrivate` alone, figures are no secret, and what is private has been left out of all but what is said of
  /// cells and of values that have no figure.
  private func discreet(_ diagnostic: Diagnostic) -> Diagnostic {
    let number = diagnostic.code.rawValue
    let isOfData = number.hasPrefix("EV04") || diagnostic.code == .badSetting
    guard options.isRedacted || isOfData || number.hasPrefix("EV05") else { return diagnostic }
    // Before data is read, what a message quotes can only be the source's.
    let isOfSource = ["EV00", "EV01", "EV02", "EV03", "EV06", "W00"].contains { number.hasPrefix($0) }
    func masked(_ message: Message) -> Message {
      Message(en: mask(message[.english], isOfSource), zh: mask(message[.chinese], isOfSource))
    }
    let labels = diagnostic.labels.map {
      Label($0.place.withoutContent, isOfData ? Message(en: "", zh: "") : masked($0.message))
    }
    var result = Diagnostic(
      diagnostic.code, at: diagnostic.place?.withoutContent,
      isOfData ? Self.title(of: diagnostic.code) : masked(diagnostic.message),
      labels: labels, notes: isOfData ? [] : diagnostic.notes.map(masked))
    result.severity = diagnostic.severity
    return result
  }

  /// What messages may quote of a file: of data nothing, of a source no line with a number or a string in it.
  func concealment(_ file: FileID) -> SourceFile.Concealment {
    sources[file].path.hasSuffix(".evrep") || file.index < 2 ? .figures : .everything
  }

  private static func title(of code: DiagnosticCode) -> Message {
    let (english, chinese) = (
      Catalogue.description(of: code, in: .english), Catalogue.description(of: code, in: .chinese)
    )
    return Message(en: english?.title ?? code.rawValue, zh: chinese?.title ?? code.rawValue)
  }

  // MARK: Text

  /// `*` for each number, and for each quoted text that is no name of a declaration.
  private func mask(_ text: String, _ isOfSource: Bool) -> String {
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var at = 0
    while at < scalars.count {
      let scalar = scalars[at]
      let closing: Unicode.Scalar? = scalar == "‘" ? "’" : scalar == "“" ? "”" : scalar == "\"" ? "\"" : nil
      if let closing, let end = scalars[(at + 1)...].firstIndex(of: closing) {
        let quoted = String(String.UnicodeScalarView(scalars[(at + 1)..<end]))
        result.append(scalar)
        result.append(
          contentsOf: (quotable.contains(quoted) || isOfSource && isCode(quoted) ? quoted : "*").unicodeScalars)
        result.append(closing)
        at = end + 1
      } else if scalar.properties.numericType == .decimal {
        // Behind a letter it is where a cell is: B7.
        let isAddress = result.last.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
        let start = at
        while at < scalars.count, Self.isInNumber(scalars, at) { at += 1 }
        if isAddress { result.append(contentsOf: scalars[start..<at]) } else { result.append("*") }
      } else {
        result.append(scalar)
        at += 1
      }
    }
    return String(result)
  }

  /// True for what is neither a number nor a string of a source.
  private func isCode(_ text: String) -> Bool {
    let holdsValue = text.unicodeScalars.contains {
      $0.properties.numericType == .decimal || $0 == "\"" || $0 == "“" || $0 == "‘"
    }
    guard !holdsValue, !text.isEmpty else { return false }
    return !sources.files.contains { file in
      file.path.hasSuffix(".evrep")
        && [("\"", "\""), ("“", "”")].contains { PlainText.contains(file.bytes, Array(($0 + text + $1).utf8)) }
    }
  }

  /// True for a digit, and for a sign between two.
  private static func isInNumber(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
    if scalars[at].properties.numericType == .decimal { return true }
    let isNext = at + 1 < scalars.count && scalars[at + 1].properties.numericType == .decimal
    return [",", ".", "/"].contains(scalars[at]) && isNext
  }
}

extension Place {
  /// The place without what its cell holds.
  fileprivate var withoutContent: Place {
    guard let cell else { return self }
    return Place(
      file, range,
      cell: CellAddress(row: cell.row, column: cell.column, header: cell.header, content: "", container: cell.container)
    )
  }
}

extension Program {
  /// The names that sources give to something; no cases of an enumeration, which cells hold.
  var declaredNames: Set<String> {
    var names: Set<String> = []
    names.formUnion(definitions.map(\.name))
    names.formUnion(parameters.map(\.name))
    names.formUnion(checks.map(\.name))
    names.formUnion(problems.compactMap(\.name))
    names.formUnion(functions.map(\.name))
    names.formUnion(standards.map { schemas[$0.schema.index].name })
    for schema in schemas {
      names.formUnion([schema.name, schema.path])
      for field in schema.fields { names.formUnion([field.name, field.header]) }
    }
    names.formUnion(Builtin.allCases.map(\.rawValue))
    return names
  }
}
