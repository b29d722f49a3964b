package import EvrepUnits

/// Where every figure of a report comes from, and what its conditions decided. It holds no file numbers and no byte
/// offsets of data, so that ledgers of two compiles can be laid side by side.
package struct Ledger: Hashable, Sendable {
  /// The report's path as the command was given it.
  package var report: String
  package var title: String
  package var language: ReportLanguage
  /// Every file that was read, in the order of reading.
  package var files: [LedgerFile] = []
  package var parameters: [LedgerDefinition] = []
  /// Named values of the report and its modules, in the order of the sources; functions are not among them.
  package var definitions: [LedgerDefinition] = []
  /// Figures in the order in which the report prints them.
  package var entries: [LedgerEntry] = []
  /// Problems in the order in which the report meets them, those that are not kept too.
  package var problems: [LedgerProblem] = []
  package var checks: [LedgerCheck] = []
  /// Warnings of the compile, claims that are not true among them.
  package var findings: [LedgerFinding] = []
  /// What stood in the cells that the figures were computed from.
  package var columns: [LedgerColumn] = []

  package init(report: String, title: String, language: ReportLanguage) {
    self.report = report
    self.title = title
    self.language = language
  }
}

/// A stretch of a source.
package struct LedgerPlace: Hashable, Sendable {
  /// The path, as seen from the report's folder.
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A file that the report was made from.
package struct LedgerFile: Hashable, Sendable {
  package enum Kind: String, Sendable, Hashable {
    case source, data
  }

  /// The path, as seen from the report's folder.
  package let path: String
  package let kind: Kind
  /// How many bytes the file has, as it lies on disk.
  package let size: Int
  /// The SHA-256 of these bytes, in hexadecimal.
  package let hash: String

  package init(path: String, kind: Kind, size: Int, hash: String) {
    self.path = path
    self.kind = kind
    self.size = size
    self.hash = hash
  }
}

/// A parameter or a named value.
package struct LedgerDefinition: Hashable, Sendable {
  package let name: String
  package let place: LedgerPlace
  /// What it stands for, as the source spells it; empty for a parameter without a default.
  package let formula: String
  /// Its value as prose would print it, the number of its rows for a table.
  package let value: String
  /// The exact number in base units; nil for what is no number.
  package let exact: Number?

  package init(name: String, place: LedgerPlace, formula: String, value: String, exact: Number?) {
    self.name = name
    self.place = place
    self.formula = formula
    self.value = value
    self.exact = exact
  }
}

/// A heading as it is printed.
package struct LedgerHeading: Hashable, Sendable {
  /// The number that the style writes: （二）; empty where there is none.
  package let number: String
  /// The heading's words.
  package let text: String

  package init(number: String, text: String) {
    self.number = number
    self.text = text
  }
}

/// A figure that the report prints.
package struct LedgerEntry: Hashable, Sendable {
  /// What tells a figure of one compile from that of another: not its place, which moves with every edit, but the words
  /// of the headings over it, what it prints, and how many of the same came before it there.
  package struct Identity: Hashable, Sendable {
    package let section: [String]
    package let formula: String
    /// From 1.
    package let occurrence: Int

    package init(section: [String], formula: String, occurrence: Int) {
      self.section = section
      self.formula = formula
      self.occurrence = occurrence
    }
  }

  package enum Kind: String, Sendable, Hashable {
    case number, date, text
  }

  package var identity: Identity
  /// From 1, in the order of printing.
  package var number: Int
  package var place: LedgerPlace
  /// The headings over it, the title left out.
  package var section: [LedgerHeading]
  /// The sentence that a reader finds it in; the row for a cell of a table.
  package var sentence: String
  package var kind: Kind
  /// The printed form, without the unit that the prose says.
  package var printed: String
  /// The unit that it is printed in; empty for none.
  package var unit: String
  /// The exact value in that unit, a decimal or a fraction; nil for what is no number.
  package var exact: String?
  /// The exact value in base units; nil for what is no number.
  package var value: Number?
  package var formula: String
  /// The named values that the formula builds on, as indices of `Ledger.definitions`, ascending.
  package var definitions: [Int]
  /// The parameters that it builds on, as indices of `Ledger.parameters`, ascending.
  package var parameters: [Int]
  package var inputs: [CellSpan]
  /// The unit itself, and the hole's number among the document's insertions; nil in the title, and in a ledger that was
  /// read back.
  package var measure: Unit?
  package var insertion: Int?

  package init(
    identity: Identity, number: Int, place: LedgerPlace, section: [LedgerHeading], sentence: String, kind: Kind,
    printed: String, unit: String, exact: String?, value: Number?, formula: String, definitions: [Int],
    parameters: [Int], inputs: [CellSpan]
  ) {
    self.identity = identity
    self.number = number
    self.place = place
    self.section = section
    self.sentence = sentence
    self.kind = kind
    self.printed = printed
    self.unit = unit
    self.exact = exact
    self.value = value
    self.formula = formula
    self.definitions = definitions
    self.parameters = parameters
    self.inputs = inputs
  }
}

/// A problem block.
package struct LedgerProblem: Hashable, Sendable {
  /// Empty where it has none.
  package let name: String
  package let place: LedgerPlace
  /// Its number among those kept; nil where it is not kept.
  package let number: Int?
  /// Why; nil for a problem without a condition. Its `comparisons` tell how far it is from its threshold.
  package let condition: Explanation?

  package init(name: String, place: LedgerPlace, number: Int?, condition: Explanation?) {
    self.name = name
    self.place = place
    self.number = number
    self.condition = condition
  }
}

/// A check and what came of it.
package struct LedgerCheck: Hashable, Sendable {
  package let name: String
  package let place: LedgerPlace
  /// False where it fails or has no value.
  package let holds: Bool
  package let condition: Explanation

  package init(name: String, place: LedgerPlace, holds: Bool, condition: Explanation) {
    self.name = name
    self.place = place
    self.holds = holds
    self.condition = condition
  }
}

/// A warning or remark of the compile.
package struct LedgerFinding: Hashable, Sendable {
  package let code: String
  package let place: LedgerPlace?
  /// In the report's language.
  package let message: String

  package init(code: String, place: LedgerPlace?, message: String) {
    self.code = code
    self.place = place
    self.message = message
  }
}

/// The contents of one column of a data file, as far as figures were computed from it.
package struct LedgerColumn: Hashable, Sendable {
  package let file: String
  package let header: String
  package let column: Int
  /// Ascending and disjoint.
  package let rows: [ClosedRange<Int>]
  /// What stands in each of the rows; nil where there are too many, for which the file's hash speaks.
  package let contents: [String]?

  package init(file: String, header: String, column: Int, rows: [ClosedRange<Int>], contents: [String]?) {
    self.file = file
    self.header = header
    self.column = column
    self.rows = rows
    self.contents = contents
  }
}
