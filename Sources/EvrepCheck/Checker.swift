import EvrepModel
package import EvrepSource
package import EvrepSyntax
import EvrepUnits

/// A parsed file with the modules that it uses.
package struct Module: Sendable {
  package let tree: SyntaxTree
  /// For each `use` declaration in order, the index of its module; nil where it could not be read.
  package let uses: [Int?]

  package init(tree: SyntaxTree, uses: [Int?]) {
    self.tree = tree
    self.uses = uses
  }
}

/// Binds names and checks types and units. No data is read.
///
/// Where many findings have one declaration for their reason it is said there, once, and the program is what it would be with
/// the declaration that is meant, as its `amendments` say.
///
/// - Parameters:
///   - modules: the standard library first, then the report, then what they use.
///   - hints: what data show of declarations.
///   - trusted: the places of declared names that are as they are meant.
///   - untyped: where the field, parameter or definition is declared whose type is not looked at.
package func check(
  _ modules: [Module], hints: [DeclarationHint] = [], trusted: Set<Place> = [], untyped: Place? = nil
) -> (program: Program, diagnostics: [Diagnostic]) {
  var amendments = Amendments()
  if let untyped { amendments.unknown = [untyped] }
  var checker = Checker(modules: modules, amendments: amendments)
  checker.run()
  guard checker.diagnostics.hasErrors else {
    checker.withdrawDoubtful()
    return (checker.program, checker.diagnostics)
  }
  return search(modules, checker, hints, trusted)
}

/// What the findings of a check have for their reason, and the program without those reasons.
private func search(_ modules: [Module], _ checker: Checker, _ hints: [DeclarationHint], _ trusted: Set<Place>)
  -> (program: Program, diagnostics: [Diagnostic])
{
  var search = DeclarationSearch(modules, checker, hints: hints, trusted: trusted)
  search.run()
  return search.settled()
}

/// The checker's state.
struct Checker {
  /// How many levels of expressions may stand one in another, those of the definitions they build on included, which
  /// bounds the recursion of the checker and of the evaluator.
  static let levelLimit = 400

  /// What a name of a module stands for.
  enum Symbol {
    case parameter(Int)
    /// An index of `lets`.
    case value(Int)
    /// An index of `lets`, for a definition with parameters.
    case function(Int)
    case table(SchemaID)
    case standard(SchemaID)
    case module(Int?)
  }

  /// A name of a module and where it is declared.
  struct Declared {
    let symbol: Symbol
    let place: Place
  }

  /// A `let` declaration and what has come of it.
  struct Let {
    enum State {
      case unchecked, checking
      case checked(Expression, definition: Int)
    }

    let name: SyntaxNode
    let declaration: SyntaxNode
    let module: Int
    var state = State.unchecked
    /// The levels of its expression.
    var height = 0
    /// What a function has been checked for.
    var instances: [Instance] = []
  }

  /// A writer's function, checked for one list of argument types, and for which of them are private.
  struct Instance {
    let types: [Type]
    let privacy: [Bool]
    let slots: [Int]
    let body: Expression
    /// The levels of `body`.
    let height: Int
  }

  static let reportModule = 1

  let modules: [Module]
  /// What declarations are taken to say.
  let amendments: Amendments
  var program = Program()
  var diagnostics: [Diagnostic] = []
  /// For each module, its names.
  var symbols: [NameTable<Declared>]
  var lets: [Let] = []
  /// The lets that are being checked, outermost first.
  var stack: [Int] = []
  /// How many expressions around are being checked.
  var level = 0
  /// The levels of the highest expression that was checked so far in the one around it.
  var height = 0
  /// Default forms by unit name.
  var formats = NameTable<PrintedForm>()
  var typeFormats = TypeFormats()
  /// The names of problems and anchors, for references.
  var referenceNames = NameTable<Place>()
  var references: [(name: String, place: Place)] = []
  /// Holes outside `each`, by a hash of their spelling and what stands around them; `HoleCache` compares the bytes.
  var holeCache = HoleCache()
  /// The last word of movement before a hole of the body.
  var lastMovement: Movement?
  var tables = TableHeaders()
  /// The headers over figures that have no unit, and those whose units are other ones than their figures'.
  var unitlessHeaders: [Place: Place] = [:]
  var headerConflicts: [Place: HeaderConflict] = [:]
  /// The header cells of the report's tables by what they spell, and what each says of units.
  var headerCells = SpellingTable()
  var headerTexts: [HeaderText?] = []
  /// For each module, what it may declare besides; found when a name is first missed.
  var lost: [LostNames] = []
  /// True once an expression has been found to have too many levels.
  var isTooDeep = false
  /// The finding that says that standards are used and the report has no year.
  var yearUnknown: Int?
  /// Standards of whose declarations something could not be read.
  var brokenSchemas: Set<SchemaID> = []
  /// Where names that are not known may be those of fields of the row that is looked at: where its table is declared.
  var rowNames: [Place: Place] = [:]
  /// True beside a name that is not known, in a comparison with it.
  var isBesideUnknown = false
  /// True where that name is near no other, so that its declaration is missing.
  var isBesideLost = false
  /// The names in the condition of a block that could not be read, or checked, while its branches are.
  var doubtedNames: Set<Name> = []
  /// What may be a field of a table, some of whose fields could not be read.
  var lostFields: [SchemaID: LostFields] = [:]
  /// Declarations of data that are a table or a record, which of them could not be read.
  var lostKinds: Set<SchemaID> = []
  /// Tables that are counted in a unit which is not known.
  var unknownCounts: Set<SchemaID> = []
  /// Conditions of which was said that they always come out the same.
  var decidedPlaces: Set<Place> = []
  /// Headers of tables of which was said that a bracket is missing.
  var openBrackets: Set<Place> = []
  /// The names of units and scales in Latin letters, which words of the prose are held against.
  lazy var latinUnits = program.registry.latinNames

  init(modules: [Module], amendments: Amendments = Amendments()) {
    self.modules = modules
    self.amendments = amendments
    symbols = modules.map { _ in NameTable() }
  }

  mutating func run() {
    declareProblems()
    program.sources = modules.map { ($0.tree.file, $0.tree.bytes) }
    let declarations = modules.map { $0.tree.root.first(.header).map { Array($0.children) } ?? [] }
    if declarations.count > Self.reportModule { findLanguage(declarations[Self.reportModule]) }
    for module in unitOrder() {
      declareUnits(declarations[module])
      declareWords(declarations[module])
    }
    if program.language == .english { program.registry.preferLatin() }
    for module in modules.indices { declareNames(declarations[module], module) }
    for module in modules.indices { resolveReferences(declarations[module], module) }
    for module in modules.indices { checkParameters(declarations[module], module) }
    for index in evaluationOrder() { _ = definition(index, mentionedAt: nil) }
    guard modules.count > Self.reportModule else { return }
    program.file = modules[Self.reportModule].tree.file
    program.bytes = modules[Self.reportModule].tree.bytes
    checkSettings(declarations[Self.reportModule])
    for module in modules.indices { checkConditions(declarations[module], module) }
    checkScenarios(declarations[Self.reportModule])
    for module in modules.indices where module != Self.reportModule { refuseBody(module) }
    tables.lostHeads = modules[Self.reportModule].tree.lostHeads
    if let body = modules[Self.reportModule].tree.root.first(.body) {
      collectReferences(body)
      let shapes = TableShapes(body)
      (tables.openRows, program.openRows, program.tableEnds) = (shapes.openRows, shapes.openRows, shapes.tableEnds)
      program.items = checkItems(body, Scope(module: Self.reportModule), inProblem: false)
      checkTables(shapes, body)
    }
    for index in lets.indices { checkUncalled(index) }
    checkExpectedProblems()
    for reference in references where referenceNames[reference.name] == nil {
      reportUnknownReference(reference.name, reference.place)
    }
    dropBesideSyntaxErrors()
  }

  /// The modules, each behind those that it uses, whose units its own can build on; the standard library first.
  private func unitOrder() -> [Int] {
    var order: [Int] = []
    var isVisited = modules.map { _ in false }
    func visit(_ module: Int) {
      guard !isVisited[module] else { return }
      isVisited[module] = true
      for used in modules[module].uses.compactMap(\.self) { visit(used) }
      order.append(module)
    }
    for module in modules.indices { visit(module) }
    return order
  }

  /// A module holds declarations alone.
  private mutating func refuseBody(_ module: Int) {
    guard let body = modules[module].tree.root.first(.body) else { return }
    let isBlank = body.bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if !isBlank { reportModuleBody(body) }
  }

  mutating func newSlot() -> Int {
    program.slotCount += 1
    return program.slotCount - 1
  }
}

/// What stands for an expression with a mistake: no value, and of the type that it would have, if that is known.
///
/// No method of the checker: where nothing is optimized, each call of one copies the checker to the stack.
func poison(_ node: SyntaxNode, _ type: Type = .poison) -> Expression { Expression(.poison, type, node.place) }
