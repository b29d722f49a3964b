/// What a leaf or an inner node of the syntax tree is.
package enum SyntaxKind: UInt8, Sendable, Hashable {
  // Leaves of expressions and declarations
  case trivia, identifier, number, string, unitSign, unknown
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, colon, dot, bar, question, coalesce, hash
  case equal, notEqual, less, lessEqual, greater, greaterEqual, approximate
  case plus, minus, times, divide
  /// A word of the language, where it is used as one.
  case keyword
  /// No more tokens; never in a tree.
  case end

  // Leaves of prose
  case prose, proseEscape, htmlComment, fence, lineEnd, headerFence
  case quote, stringText

  // Header
  case file, header, body
  case reportDeclaration, styleDeclaration, languageDeclaration, useDeclaration, parameterDeclaration
  case unitDeclaration, dataDeclaration, letDeclaration, checkDeclaration, formatDeclaration, wordsDeclaration
  case scenarioDeclaration, standardDeclaration, standardRow
  /// One of `sheet`, `range`, `header`, `skip`, `encoding`, `delimiter`, `table`, `query`, `path`, with its value.
  case bindingClause
  /// `table.field`, what a field refers to.
  case fieldReference
  case field, typeName, parameterList, setStep, expectStep, error
  /// The cell of a table that a scenario sets: `table["key"].field`.
  case cell
  /// An entry of `words`: a word, or a pair of opposites, with what they are not read behind.
  case claimWord
  /// Words with one blank between them, or a string.
  case phrase
  /// A unit's name in a declaration, a literal or a format: one or more leaves.
  case unitName
  /// The name that a declaration or a block gives.
  case name

  // Blocks and holes
  case whenBlock, eachBlock, problemBlock, measuresBlock, seriesBlock, blockHead, blockEnd
  case hole, inlineWhen, inlineHead, inlineEnd, reference, anchor, format

  // Expressions
  case interpolation, numberLiteral, nameExpression, call, arguments, fieldAccess, postfix, parenthesized, negation
  case product, sum, coalescing, comparison, membership, missingTest, notExpression, andExpression, orExpression
  case conditional, query, whereClause, byClause, orderClause, skippingClause, topClause, missingExpression
  /// `x meets standard` and `x misses standard`.
  case standardTest
  /// `(a, b)`.
  case listLiteral

  /// True for a node that stands for a value.
  var isExpression: Bool {
    guard rawValue >= SyntaxKind.interpolation.rawValue else { return false }
    switch self {
    case .arguments, .fieldAccess, .whereClause, .byClause, .orderClause, .skippingClause, .topClause: return false
    default: return true
    }
  }
}
