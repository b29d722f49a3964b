import EvrepCheck
import EvrepSyntax

extension Generator {
  /// An expression of a kind; binary operations stand in parentheses, so that each may stand in any place.
  mutating func expression(_ kind: Kind, _ depth: Int) -> [Piece] {
    budget -= 1
    guard depth > 0, budget > 0 else { return leaf(kind) }
    switch kind {
    case .bool: return condition(depth)
    case .text: return text(depth)
    case .year, .date, .kind: return leaf(kind)
    default: return quantity(kind, depth)
    }
  }

  // MARK: Leaves

  mutating func literal(_ kind: Kind) -> [Piece] {
    let digits = random.pick(["0", "1", "2", "3.5", "12", "0.25", "99", "1000", "7"])
    switch kind {
    case .number: return [.number(digits)]
    case .people: return [.number(digits), .plain(random.pick(["人", "万人", "名"]))]
    case .money: return [.number(digits), .plain(random.pick(["元", "万元", "亿元"]))]
    case .ratio: return [.number(digits), .plain("%")]
    case .points: return [.number(digits), .plain(random.pick(["百分点", "个百分点"]))]
    case .text: return [.string([.prose(random.pick(["alpha", "乙", "a b", "r1"]))])]
    case .bool: return [.word(random.once(in: 2) ? .true : .false)]
    case .year, .date, .kind: return []
    }
  }

  /// A name of the kind where there is one, else a literal.
  mutating func leaf(_ kind: Kind) -> [Piece] {
    let fields = rowDepth > 0 ? Self.fields : []
    let settled = (names + fields).filter { $0.kind == kind && !$0.isOptional }
    if !settled.isEmpty, !random.once(in: 3) || literal(kind).isEmpty { return [.plain(random.pick(settled).text)] }
    switch kind {
    case .date: return [.function(.first), .sign("("), .plain("schools"), .sign(")"), .sign("."), .plain("opened")]
    case .kind: return [.function(.last), .sign("("), .plain("schools"), .sign(")"), .sign("."), .plain("sort")]
    default: return literal(kind)
    }
  }

  private mutating func optional(_ kind: Kind) -> [Piece]? {
    let fields = rowDepth > 0 ? Self.fields : []
    let gaps = (names + fields).filter { $0.kind == kind && $0.isOptional }
    return gaps.isEmpty ? nil : [.plain(random.pick(gaps).text)]
  }

  // MARK: Quantities

  private mutating func binary(_ left: [Piece], _ sign: String, _ right: [Piece]) -> [Piece] {
    [.sign("(")] + left + [.sign(sign)] + right + [.sign(")")]
  }

  private mutating func call(_ function: Builtin, _ arguments: [[Piece]]) -> [Piece] {
    var pieces: [Piece] = [.function(function), .sign("(")]
    for (index, argument) in arguments.enumerated() { pieces += (index > 0 ? [.sign(",")] : []) + argument }
    return pieces + [.sign(")")]
  }

  private mutating func quantity(_ kind: Kind, _ depth: Int) -> [Piece] {
    let inner = depth - 1
    switch random.below(14) {
    case 0: return leaf(kind)
    case 1: return sum(kind, inner)
    case 2: return binary(expression(kind, inner), random.pick(["*", "/"]), expression(.number, inner))
    case 3: return binary(expression(.number, inner), "*", expression(kind, inner))
    case 4: return [.sign("("), .sign("-")] + expression(kind, inner) + [.sign(")")]
    case 5:
      return [.sign("("), .word(.if)] + condition(inner) + [.word(.then)] + expression(kind, inner) + [.word(.else)]
        + expression(kind, inner) + [.sign(")")]
    case 6: return call(random.pick([.min, .max]), [expression(kind, inner), expression(kind, inner)])
    case 7:
      return random.once(in: 2)
        ? call(.abs, [expression(kind, inner)])
        : call(.round, [expression(kind, inner), [.number("\(random.below(4))")]])
    case 8:
      guard let gap = optional(kind) else { return aggregate(kind, inner) }
      return [.sign("(")] + gap + [.sign("??")] + expression(kind, inner) + [.sign(")")]
    case 9:
      guard let function = functions.filter({ $0.gives == kind }).first else { return aggregate(kind, inner) }
      return [.plain(function.name), .sign("(")] + expression(function.takes, inner) + [.sign(")")]
    case 10, 11: return special(kind, inner)
    default: return aggregate(kind, inner)
    }
  }

  private mutating func sum(_ kind: Kind, _ depth: Int) -> [Piece] {
    switch kind {
    case .ratio:
      switch random.below(3) {
      case 0: return binary(expression(.ratio, depth), "+", expression(.ratio, depth))
      case 1: return binary(expression(.ratio, depth), random.pick(["+", "-"]), expression(.points, depth))
      default: return binary([.number("1")], "-", expression(.ratio, depth))
      }
    case .points where random.once(in: 2): return binary(expression(.ratio, depth), "-", expression(.ratio, depth))
    default: return binary(expression(kind, depth), random.pick(["+", "-"]), expression(kind, depth))
    }
  }

  /// What only this kind has.
  private mutating func special(_ kind: Kind, _ depth: Int) -> [Piece] {
    switch kind {
    case .ratio:
      let part = random.pick([Kind.people, .money])
      switch random.below(5) {
      case 0: return binary(expression(part, depth), "/", expression(part, depth))
      case 1: return call(.share, [expression(part, depth), expression(part, depth)])
      case 2:
        return call(
          .variation,
          [[.plain("schools"), .sign("."), .plain("cost")], [.plain("schools"), .sign("."), .plain("pupils")]])
      case 3:
        return [.sign("(")] + call(.yearOnYear, [call(.last, [[.plain("years")]]) + [.sign("."), .plain("spent")]]) + [
          .sign("??")
        ] + expression(.ratio, depth) + [.sign(")")]
      default: return call(.growth, [expression(part, depth), expression(part, depth)])
      }
    case .points:
      return random.once(in: 2) ? call(.gap, [expression(.ratio, depth), [.plain("floor")]]) : sum(.points, depth)
    case .number:
      switch random.below(5) {
      case 0: return call(.length, [expression(.text, depth)])
      case 1: return call(random.pick([.month, .day]), [leaf(.date)])
      case 2: return call(.count, [table(depth) + [.word(.by), .plain("sort")]])
      case 3: return call(.rank, [expression(.people, depth), column("pupils", depth)])
      default:
        return call(
          .cumulative, [[.plain("schools"), .sign("."), .plain("score")], call(.first, [[.plain("schools")]])])
      }
    case .money:
      return binary(
        binary(expression(.money, depth), "/", [.number("2"), .plain("人")]), "*", expression(.people, depth))
    case .people: return binary(expression(.people, depth), "*", expression(.ratio, depth))
    default: return leaf(kind)
    }
  }

  private mutating func column(_ field: String, _ depth: Int) -> [Piece] { table(depth) + [.sign("."), .plain(field)] }

  private mutating func aggregate(_ kind: Kind, _ depth: Int) -> [Piece] {
    let fields: [Kind: String] = [
      .people: "pupils", .money: "cost", .ratio: "rate", .number: "score", .points: "drift",
    ]
    guard let field = fields[kind] else { return leaf(kind) }
    let name = kind == .people && random.once(in: 3) ? "staff" : field
    var cells = column(name, depth)
    if random.once(in: 3), rowDepth < 2 { cells += [.word(.where)] + row { $0.condition(depth) } }
    if ["staff", "drift"].contains(name) { cells += [.word(.skipping), .word(.missing)] }
    switch random.below(6) {
    case 0: return call(.average, [cells])
    case 1: return call(.median, [cells])
    case 2: return call(random.pick([.min, .max]), [cells])
    case 3:
      return call(.quantile, [cells, random.pick([[.number("25"), .plain("%")], [.number("0.5")], [.number("1")]])])
    case 4 where kind != .points && kind != .people:
      return call(
        .average, [[.plain("schools"), .sign("."), .plain(field)], [.plain("schools"), .sign("."), .plain("pupils")]])
    default: return call(.sum, [cells])
    }
  }

  private mutating func row(_ body: (inout Generator) -> [Piece]) -> [Piece] {
    rowDepth += 1
    let pieces = body(&self)
    rowDepth -= 1
    return pieces
  }

  // MARK: Tables

  mutating func table(_ depth: Int) -> [Piece] {
    budget -= 1
    let base: [Piece] = [.plain(random.pick(tables))]
    guard depth > 0, budget > 0, rowDepth < 2 else { return base }
    var pieces: [Piece] = [.sign("(")] + base
    for _ in 0..<(1 + random.below(2)) {
      switch random.below(4) {
      case 0:
        pieces +=
          [.word(.order), .word(.by)] + row { $0.expression($0.random.pick([.number, .people, .text]), 1) }
          + (random.once(in: 2) ? [.word(.descending)] : [])
      case 1: pieces += [.word(.top), .number("\(random.below(4))"), .word(.by)] + row { $0.expression(.people, 1) }
      default: pieces += [.word(.where)] + row { $0.condition(depth) }
      }
    }
    return pieces + [.sign(")")]
  }

  // MARK: Conditions and texts

  mutating func condition(_ depth: Int) -> [Piece] {
    budget -= 1
    let inner = depth - 1
    guard depth > 0, budget > 0 else { return leaf(.bool) }
    switch random.below(9) {
    case 0:
      return [.sign("(")] + condition(inner) + [.word(random.once(in: 2) ? .and : .or)] + condition(inner) + [
        .sign(")")
      ]
    case 1: return [.sign("("), .word(.not)] + condition(inner) + [.sign(")")]
    case 2:
      guard let gap = optional(random.pick([.people, .points, .text])) else { return leaf(.bool) }
      // With `or` around it the test settles nothing, so that `??` may still follow.
      return [.sign("(")] + gap + [.word(.is)] + (random.once(in: 2) ? [.word(.not)] : [])
        + [.word(.missing), .word(.or), .word(.false), .sign(")")]
    case 3: return call(.contains, [expression(.text, inner), literal(.text)])
    case 4:
      return [.sign("(")] + leaf(.kind) + [
        .word(.in), .sign("("), .plain("x"), .sign(","), .plain("z"), .sign(")"), .sign(")"),
      ]
    case 5:
      return [.sign("(")] + expression(.ratio, inner) + [
        .word(random.once(in: 2) ? .meets : .misses), .plain("floor"), .sign(")"),
      ]
    case 6: return binary(leaf(.kind), random.pick(["=", "!="]), [.plain("y")])
    case 7: return binary(leaf(.year), random.pick(["<", "<=", ">", ">=", "=", "!="]), leaf(.year))
    default:
      let kind = random.pick(Kind.quantities)
      return binary(expression(kind, inner), random.pick(["<", "<=", ">", ">=", "=", "!="]), expression(kind, inner))
    }
  }

  private mutating func text(_ depth: Int) -> [Piece] {
    switch random.below(4) {
    case 0: return [.string([.prose("n"), .hole(expression(.people, depth - 1)), .prose("人")])]
    case 1:
      return [.sign("("), .word(.if)] + condition(depth - 1) + [.word(.then)] + leaf(.text) + [.word(.else)]
        + literal(.text) + [.sign(")")]
    case 2:
      guard let gap = optional(.text) else { return leaf(.text) }
      return [.sign("(")] + gap + [.sign("??")] + literal(.text) + [.sign(")")]
    default: return leaf(.text)
    }
  }
}
