import EvrepCheck
import EvrepSyntax

/// What a generated expression is.
enum Kind: Equatable, CaseIterable {
  case number, people, money, ratio, points
  case text, bool, year, date, kind

  static let quantities: [Kind] = [.number, .people, .money, .ratio, .points]
}

/// Draws well-typed reports: parameters, tables in memory, definitions, functions, queries, holes and blocks, from the
/// grammar with types and units.
struct Generator {
  /// A name and what it stands for.
  struct Name {
    let text: String
    let kind: Kind
    var isOptional = false
  }

  var random: SplitMix
  /// What every expression sees.
  var names: [Name] = []
  /// Functions of one parameter, with its kind and that of the result.
  var functions: [(name: String, takes: Kind, gives: Kind)] = []
  var tables = ["schools"]
  /// How deep `where` is nested around an expression; each level sees the fields of a row of `schools`.
  var rowDepth = 0
  var problemCount = 0
  /// How the generated parts call for each other is bounded by what is left here.
  var budget = 0

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  static let fields: [Name] = [
    Name(text: "title", kind: .text), Name(text: "sort", kind: .kind), Name(text: "pupils", kind: .people),
    Name(text: "staff", kind: .people, isOptional: true), Name(text: "cost", kind: .money),
    Name(text: "rate", kind: .ratio), Name(text: "drift", kind: .points, isOptional: true),
    Name(text: "score", kind: .number), Name(text: "since", kind: .year), Name(text: "opened", kind: .date),
    Name(text: "open", kind: .bool),
  ]

  /// Draws a report and its data files.
  mutating func report() -> (pieces: [Piece], files: [String: String]) {
    var pieces: [Piece] = [.plain("---\n")]
    pieces += [.word(.language), .plain(random.once(in: 2) ? "en\n" : "zh\n")]
    pieces += declarations()
    pieces.append(.plain("---\n"))
    for _ in 0..<(2 + random.below(6)) { pieces += block(depth: 2) }
    return (pieces, ["schools.csv": schoolRows(), "years.csv": yearRows()])
  }

  // MARK: Data

  private mutating func schoolRows() -> String {
    var text = "title,sort,pupils,staff,cost,rate,drift,score,since,opened,open\n"
    for row in 0..<random.below(7) {
      let day = 1 + random.below(28)
      var cells = ["r\(row)", random.pick(["x", "y", "z"]), "\(random.below(900))"]
      cells.append(random.once(in: 4) ? "" : "\(random.below(60))")
      cells += ["\(random.below(99)).\(random.below(10))", "\(random.below(100)).5"]
      cells.append(random.once(in: 3) ? "" : "-\(random.below(9)).25")
      cells += ["\(random.below(50) - 20)", "\(1990 + random.below(40))"]
      cells += ["20\(10 + random.below(20))-0\(1 + random.below(9))-\(day < 10 ? "0" : "")\(day)"]
      cells.append(random.once(in: 2) ? "true" : "否")
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  private mutating func yearRows() -> String {
    "year,spent,part\n"
      + (0..<(1 + random.below(5))).map { "\(2018 + $0),\(random.below(500)),\(random.below(90))\n" }.joined()
  }

  // MARK: Declarations

  private mutating func declarations() -> [Piece] {
    var pieces: [Piece] = []
    pieces += [
      .word(.param), .plain("now"), .sign(":"), .word(.year), .sign("="), .number("\(2017 + random.below(8))"),
    ]
    pieces += [.plain("\n")]
    names.append(Name(text: "now", kind: .year))
    pieces += dataDeclarations()
    pieces += [
      .word(.standard), .plain("floor"), .sign("{"), .sign(random.pick([">=", ">"])), .number("40"), .plain("%"),
    ]
    pieces += [.word(.since), .number("2015"), .string([.prose("act")]), .sign("}"), .plain("\n")]
    for index in 0..<(1 + random.below(4)) { pieces += parameter("p\(index)") }
    for index in 0..<random.below(3) { pieces += function("f\(index)") }
    for index in 0..<(1 + random.below(6)) { pieces += definition("v\(index)") }
    if random.once(in: 2) {
      pieces += [.word(.check), .plain("holds"), .sign(":")] + condition(2) + [.word(.or), .word(.true), .plain("\n")]
    }
    if random.once(in: 2) {
      pieces += [.word(.format), .plain("人"), .sign(":"), .sign("."), .number("1"), .plain("\n")]
    }
    return pieces
  }

  private mutating func dataDeclarations() -> [Piece] {
    func field(_ name: String, _ type: [Piece]) -> [Piece] {
      [.plain(name)] + type + [.sign(random.once(in: 2) ? "," : ";")]
    }
    var pieces: [Piece] = [.word(.data), .plain("schools"), .word(.from), .string([.prose("schools.csv")])]
    pieces += [.word(.counted), .plain("所"), .sign("{")]
    pieces += field("title", [.word(.text), .word(.key)])
    pieces += field("sort", [.word(.one), .word(.of), .plain("x"), .sign("|"), .plain("y"), .sign("|"), .plain("z")])
    pieces += field("pupils", [.plain("人")]) + field("staff", [.plain("人"), .sign("?")])
    pieces += field("cost", [.plain("万元")]) + field("rate", [.plain("%")])
    pieces += field("drift", [.plain("百分点"), .sign("?")]) + field("score", [.word(.number)])
    pieces += field("since", [.word(.year)]) + field("opened", [.word(.date)])
    pieces += [.plain("open"), .word(.bool), .sign("}"), .plain("\n")]
    pieces += [.word(.data), .plain("years"), .word(.from), .string([.prose("years.csv")]), .sign("{")]
    pieces += field("year", [.word(.year), .word(.key)]) + field("spent", [.plain("万元")])
    return pieces + [.plain("part"), .plain("%"), .sign("}"), .plain("\n")]
  }

  private mutating func parameter(_ name: String) -> [Piece] {
    let kind = random.pick([Kind.number, .people, .money, .ratio, .points, .text, .bool])
    let isOptional = random.once(in: 4)
    var pieces: [Piece] = [.word(.param), .plain(name), .sign(":")] + type(kind)
    if isOptional { pieces.append(.sign("?")) }
    if random.once(in: 6) { pieces.append(.word(.private)) }
    let isMissing = isOptional && random.once(in: 2)
    pieces += [.sign("=")] + (isMissing ? [.word(.missing)] : literal(kind)) + [.plain("\n")]
    names.append(Name(text: name, kind: kind, isOptional: isOptional))
    return pieces
  }

  private func type(_ kind: Kind) -> [Piece] {
    switch kind {
    case .number: [.word(.number)]
    case .people: [.plain("人")]
    case .money: [.plain("万元")]
    case .ratio: [.plain("%")]
    case .points: [.plain("百分点")]
    case .text: [.word(.text)]
    case .year: [.word(.year)]
    case .date: [.word(.date)]
    case .bool, .kind: [.word(.bool)]
    }
  }

  private mutating func function(_ name: String) -> [Piece] {
    let (takes, gives) = (random.pick(Kind.quantities), random.pick(Kind.quantities))
    let outer = names
    names.append(Name(text: "a", kind: takes))
    budget = 12
    let body = expression(gives, 2)
    names = outer
    functions.append((name, takes, gives))
    return [.word(.let), .plain(name), .sign("("), .plain("a"), .sign(")"), .sign("=")] + body + [.plain("\n")]
  }

  private mutating func definition(_ name: String) -> [Piece] {
    budget = 20
    if random.once(in: 3) {
      let body = table(2)
      tables.append(name)
      return [.word(.let), .plain(name), .sign("=")] + body + [.plain("\n")]
    }
    let kind = random.pick(Kind.quantities + [.text, .bool])
    let body = expression(kind, 3)
    names.append(Name(text: name, kind: kind))
    return [.word(.let), .plain(name), .sign("=")] + body + [.plain("\n")]
  }

  // MARK: Blocks

  private mutating func block(depth: Int) -> [Piece] {
    budget = 24
    switch depth > 0 ? random.below(7) : random.below(2) {
    case 0, 1: return sentence()
    case 2:
      var pieces: [Piece] = [.sign(":::"), .word(.when)] + condition(2) + [.plain("\n")] + block(depth: depth - 1)
      if random.once(in: 2) {
        pieces +=
          [.sign(":::"), .word(.otherwise), .word(.when)] + condition(1) + [.plain("\n")] + block(depth: depth - 1)
      }
      if random.once(in: 2) { pieces += [.sign(":::"), .word(.otherwise), .plain("\n")] + block(depth: depth - 1) }
      return pieces + [.sign(":::"), .plain("\n\n")]
    case 3:
      let outer = names
      var pieces: [Piece] = [.sign(":::"), .word(.each), .plain("row"), .word(.in)] + table(1) + [.plain("\n")]
      names += Self.fields.map { Name(text: "row.\($0.text)", kind: $0.kind, isOptional: $0.isOptional) }
      pieces += [.prose("- ")] + sentence() + [.sign(":::"), .plain("\n\n")]
      names = outer
      return pieces
    case 4 where depth == 2 && rowDepth == 0:
      problemCount += 1
      var pieces: [Piece] = [.sign(":::"), .word(.problem), .plain("q\(problemCount)"), .word(.when)] + condition(2)
      pieces += [.plain("\n")] + sentence() + [.sign(":::"), .word(.measures), .plain("\n"), .prose("- ")]
      return pieces + sentence() + [.sign(":::"), .plain("\n"), .sign(":::"), .plain("\n\n")]
    case 5:
      return [
        .prose("See "), .hole([.word(.when)] + condition(2)), .prose("yes "), .hole([.word(.otherwise)]), .prose("no "),
        .hole([.word(.end)]), .plain("\n\n"),
      ]
    default:
      return [.sign(":::"), .word(.series), .plain("\n"), .prose("- ")] + sentence() + [.sign(":::"), .plain("\n\n")]
    }
  }

  /// A line of prose with a hole or two, each with the unit that it needs.
  private mutating func sentence() -> [Piece] {
    var pieces: [Piece] = [.prose("Item ")]
    for _ in 0..<(1 + random.below(2)) { pieces += hole() + [.prose("; ")] }
    return pieces + [.prose("end.\n\n")]
  }

  private mutating func hole() -> [Piece] {
    let format: [Piece] = random.once(in: 2) ? [] : [.sign(":"), .sign("."), .number("\(random.below(4))")]
    switch random.below(8) {
    case 0: return [.hole(expression(.number, 3) + format)]
    case 1: return [.hole(expression(.people, 3) + format), .prose(random.pick(["人", "万人", " people"]))]
    case 2: return [.hole(expression(.money, 3) + format), .prose(random.pick(["元", "万元", "亿元"]))]
    case 3: return [.hole(expression(.ratio, 3) + format), .prose(random.pick(["%", "倍", "成"]))]
    case 4: return [.hole(expression(.points, 3) + format), .prose(random.pick(["个百分点", " percentage points"]))]
    case 5: return [.hole(expression(.text, 2))]
    case 6: return [.hole(random.once(in: 2) ? expression(.year, 2) : expression(.kind, 1))]
    default:
      return [
        .hole(
          [.function(.list), .sign("(")] + table(1) + [
            .sign("."), .plain(random.pick(["title", "sort", "since"])), .sign(")"),
          ])
      ]
    }
  }
}
