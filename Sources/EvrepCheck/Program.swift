package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// A report that has been checked: everything that evaluation needs, with no data read yet.
package struct Program: Sendable {
  package var language = ReportLanguage.chinese
  /// The style's name or path, and where it is named; nil for the language's default.
  package var style: (name: String, place: Place, isPath: Bool)?
  package var title: [TextPiece]?
  package var registry = UnitRegistry()
  package var claimWords = ClaimWords()
  /// The year that the report is for, which relative years are seen from.
  package var reportingYear: Expression?
  /// The tables and records, in the order of declaration; the report's problems are the first.
  package var schemas: [Schema] = []
  /// The standards, in the order of declaration.
  package var standards: [Standard] = []
  package var parameters: [Parameter] = []
  package var definitions: [Definition] = []
  package var checks: [Check] = []
  /// True where something of a header could not be read or checked, so that it is not known what the report asks for.
  package var isDoubtful = false
  /// Texts of the source that conditions look for in cells, and fields of two tables that they compare.
  package var textLiterals: [TextLiteral] = []
  package var textJoins: [TextJoin] = []
  package var items: [Item] = []
  package var problems: [Problem] = []
  /// The tests of the report; a build does not run them.
  package var scenarios: [Scenario] = []
  /// How many slots locals need.
  package var slotCount = 0
  /// How many holes and conditions of the body are evaluated once and remembered.
  package var cacheCount = 0
  /// The report's source.
  package var file = FileID(0)
  /// The report's bytes, which `Item.text` copies from.
  package var bytes: [UInt8] = []
  /// Where lines of the report begin that are a table's although their first sign is no bar, each with its first sign
  /// behind `>` and markers.
  package var openRows: [Int: Int] = [:]
  /// Where lines of text begin that end a table whose last rows a block prints.
  package var tableEnds: Set<Int> = []
  /// Every source with its bytes: the standard library, the report, its modules.
  package var sources: [(file: FileID, bytes: [UInt8])] = []
  /// The functions that the sources define, each with its whole declaration.
  package var functions: [(name: String, place: Place, declaration: Place)] = []

  /// What declarations are taken to say that have been found to be meant otherwise.
  package var amendments = Amendments()

  /// The bytes of a source; nil for a data file.
  package func bytes(of file: FileID) -> [UInt8]? { sources.first { $0.file == file }?.bytes }

  /// The schema of `problems`.
  package static let problemsSchema = SchemaID(0)
}

/// An input.
package struct Parameter: Sendable {
  package let name: String
  package let type: Type
  package let isPrivate: Bool
  package var fallback: Expression?
  package let place: Place
  /// True for a parameter of the report itself, which the command line sets.
  package let isSettable: Bool
}

/// A named value.
package struct Definition: Sendable {
  package let name: String
  package let expression: Expression
  package let place: Place
}

/// A condition that must hold.
package struct Check: Sendable {
  package let name: String
  package let condition: Expression
  package let message: [TextPiece]
  package let place: Place
}

/// A problem block's entry in the program.
package struct Problem: Sendable {
  package let name: String?
  package let place: Place
}

/// One part of the body.
package indirect enum Item: Sendable {
  /// Prose, copied from the source.
  case text(ByteRange)
  case hole(Hole)
  /// The first branch whose condition holds; a nil condition always does.
  case when([Branch])
  case each(slot: Int, Expression, [Item])
  /// `index` counts the problems of the report.
  case problem(index: Int, condition: Expression?, [Item], BlockPlace)
  case measures([Item], BlockPlace)
  case series([Item], BlockPlace)
  case reference(String, Place)
  case anchor(String, Place)
}

/// One branch of `when`.
package struct Branch: Sendable {
  package let condition: Expression?
  package let items: [Item]
}

/// Where a block that is marked in the output stands.
package struct BlockPlace: Sendable {
  package let place: Place
  /// The blanks before the fence, which its marks repeat, so that they stay in their list item.
  package let indent: ByteRange
}

/// A hole: an expression, how it prints, and the unit that the prose states.
package struct Hole: Sendable {
  /// What holes of the same bytes share.
  package final class Content: Sendable {
    package let expression: Expression
    package let form: PrintedForm
    /// Where the value is remembered; nil inside `each`, where it changes.
    package let cache: Int?
    /// What the words around it claim of its figure; nil for nothing.
    package let claims: HoleClaims?

    init(expression: Expression, form: PrintedForm, cache: Int?, claims: HoleClaims? = nil) {
      self.expression = expression
      self.form = form
      self.claims = claims
      self.cache = cache
    }
  }

  package let content: Content
  package let place: Place

  package var expression: Expression { content.expression }
  package var form: PrintedForm { content.form }
  package var cache: Int? { content.cache }
  package var claims: HoleClaims? { content.claims }
}

/// How a hole prints its value.
package struct PrintedForm: Sendable, Hashable {
  /// The unit that the number is converted to; nil for values that are no quantity.
  package var unit: Unit?
  /// True where the hole prints the unit itself, as its format asked.
  package var printsUnit = false
  /// Exactly so many decimals; nil for the default.
  package var decimals: Int?
  /// At most so many decimals where `decimals` is nil.
  package var decimalLimit = 2
  /// Exactly so many significant digits, zeros at the end dropped; goes before `decimals`.
  package var significant: Int?
  /// True where 约 stands before a number that is not printed in full.
  package var saysAbout = false
  package var rounding = RoundingRule.halfUp
  /// Thousands in groups of three, with commas.
  package var grouped = false
  /// A ratio printed as 1:n.
  package var oneTo = false
  /// An amount in 元 that prints in words with its unit: 壹拾元整.
  package var isMoney = false
  package var text = TextForm()
  /// Two words, for a positive and for a negative number; the number prints without its sign.
  package var words: Words?
  /// The unit's word in the prose, which the hole prints in the right number: bytes after the hole that it replaces.
  package var pluralSuffix: PluralSuffix?

  package struct Words: Sendable, Hashable {
    package let positive: String
    package let negative: String
  }

  package struct PluralSuffix: Sendable, Hashable {
    /// The blanks between number and word.
    package let gap: String
    package let one: String
    package let many: String
    /// The word as the prose spells it.
    package let spelled: String
    /// True for the st, nd, rd or th of a number in an order, which its last digits decide.
    package let isOrdinal: Bool

    package init(gap: String, one: String, many: String, spelled: String, isOrdinal: Bool = false) {
      self.gap = gap
      self.one = one
      self.many = many
      self.spelled = spelled
      self.isOrdinal = isOrdinal
    }
  }

  package init() {}
}
