/// How much a finding weighs.
package enum Severity: String, Sendable, Comparable {
  case remark, warning, error

  private var rank: Int {
    switch self {
    case .remark: 0
    case .warning: 1
    case .error: 2
    }
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// A language that messages are written in.
package enum MessageLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}

/// A message in each language. Both are required, so none can be missing.
package struct Message: Hashable, Sendable {
  private let en: String
  private let zh: String

  /// Lower case in English, no final stop, quotes what the source says.
  package init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  package subscript(_ language: MessageLanguage) -> String {
    switch language {
    case .english: en
    case .chinese: zh
    }
  }
}

/// A further place that a finding speaks of, with what is to be seen there.
package struct Label: Hashable, Sendable {
  package let place: Place
  package let message: Message

  package init(_ place: Place, _ message: Message) {
    self.place = place
    self.message = message
  }
}

/// A change of the source that would mend a finding.
package struct FixIt: Hashable, Sendable {
  package let message: Message
  package let place: Place
  /// The text to stand in `place` instead.
  package let replacement: String
  /// True where there is no other remedy that keeps what the writer means, so that `evrep check --fix` may apply it.
  package let isSafe: Bool
  /// Why it is left to the writer where it is not safe.
  package let doubt: Doubt

  package init(
    _ message: Message, replace place: Place, with replacement: String, isSafe: Bool = false,
    doubt: Doubt = .anotherRemedy
  ) {
    self.message = message
    self.place = place
    self.replacement = replacement
    self.isSafe = isSafe
    self.doubt = doubt
  }
}

/// One finding about a writer's files.
///
/// Phases return their findings; a user's mistake is never thrown.
package struct Diagnostic: Hashable, Sendable {
  package let code: DiagnosticCode
  package var severity: Severity
  package let message: Message
  /// Where the mistake is; nil for the command line's own (an unknown `--set` name).
  package let place: Place?
  package var labels: [Label]
  package var notes: [Message]
  package var fixIts: [FixIt]
  /// What it shows of a declaration.
  package var evidence: Evidence?
  /// How many further errors it stands for: the faulty cells of a file that are counted, and not reported one by one.
  package var further = 0

  package init(
    _ code: DiagnosticCode, at place: Place?, _ message: Message,
    labels: [Label] = [], notes: [Message] = [], fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = code.severity
    self.message = message
    self.place = place
    self.labels = labels
    self.notes = notes
    self.fixIts = fixIts
  }
}

/// What data show of what is declared at a place.
package enum Evidence: Hashable, Sendable {
  /// The data spell the name, or the case, otherwise.
  case name(String, at: Place)
  /// No value of the field, or not its header, is of the type that it is declared with.
  case wholeColumn(of: Place)
  /// The name is that of a column which no field declares.
  case undeclaredColumn
  /// It is written as in another language.
  case otherLanguage
  /// The file is made otherwise than is declared.
  case otherFile(FileID)
  /// A table, by its number, lacks a row that another one refers to.
  case missingRow(table: Int)
}

/// What is said of a place.
package struct Statement: Hashable, Sendable {
  let code: DiagnosticCode
  let place: Place?
  let message: Message
}

extension Diagnostic {
  /// What it says, without what it shows besides.
  package var statement: Statement { Statement(code: code, place: place, message: message) }
}

extension [Diagnostic] {
  /// True when at least one finding is an error, so that nothing may be written.
  package var hasErrors: Bool { contains { $0.severity == .error } }

  /// The findings in the order of files and places, those without a place first. What is said of a place is said once,
  /// be it found by several ways: in a function's body for each call of it.
  package func sortedAndUnique() -> [Diagnostic] {
    guard count > 1 else { return self }
    var seen: Set<Statement> = []
    let unique = filter { seen.insert($0.statement).inserted }
    func precedes(_ left: (offset: Int, element: Diagnostic), _ right: (offset: Int, element: Diagnostic)) -> Bool {
      let (before, after) = (left.element.place, right.element.place)
      let first = (before?.file.index ?? -1, before?.range.lowerBound ?? 0, before?.range.upperBound ?? 0, left.offset)
      let second = (after?.file.index ?? -1, after?.range.lowerBound ?? 0, after?.range.upperBound ?? 0, right.offset)
      return first < second
    }
    return unique.enumerated().sorted(by: precedes).map(\.element)
  }
}
