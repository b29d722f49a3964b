import EvrepSource
import EvrepSyntax
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(sum 1 + (product 2 * 3))"),
    ("1 - 2 - 3", "(sum 1 - 2 - 3)"),
    ("a / b × c", "(product a / b × c)"),
    ("-a * b", "(product (negation - a) * b)"),
    ("- -a", "(negation - (negation - a))"),
    ("(1 + 2) * 3", "(product (parenthesized ( (sum 1 + 2) )) * 3)"),
    ("a.b.c", "(postfix a (fieldAccess . b) (fieldAccess . c))"),
    ("f(a, b).c", "(postfix (call f (arguments ( a , b ))) (fieldAccess . c))"),
    ("m.f(1)", "(postfix m (fieldAccess . f) (arguments ( 1 )))"),
    ("a < b <= c", "(comparison a < b <= c)"),
    ("a + 1 < b ?? c", "(comparison (sum a + 1) < (coalescing b ?? c))"),
    ("a ?? b + 1", "(coalescing a ?? (sum b + 1))"),
    ("not a = b and c or d", "(orExpression (andExpression (notExpression not (comparison a = b)) and c) or d)"),
    ("a and b and c", "(andExpression a and b and c)"),
    ("not not a", "(notExpression not (notExpression not a))"),
    ("x in (a, b)", "(membership x in (arguments ( a , b )))"),
    ("x is missing", "(missingTest x is missing)"),
    ("x is not missing and y", "(andExpression (missingTest x is not missing) and y)"),
    ("if a then b else if c then d else e", "(conditional if a then b else (conditional if c then d else e))"),
    ("t where a > 1 and b", "(query t (whereClause where (andExpression (comparison a > 1) and b)))"),
    (
      "t where a by b order by c descending",
      "(query t (whereClause where a) (byClause by b) (orderClause order by c descending))"
    ),
    (
      "sum(t.a skipping missing)",
      "(call sum (arguments ( (query (postfix t (fieldAccess . a)) (skippingClause skipping missing)) )))"
    ),
    ("a = b or c", "(orExpression (comparison a = b) or c)"),
  ])
  func bindsAsItReads(source: String, tree: String) {
    let parsed = Parsed(expression: source)
    #expect(parsed.codes == [])
    #expect(parsed.brackets == tree)
  }

  @Test(arguments: [
    ("a where b and not c", "a 其中 b 且 非 c"), ("a or b", "a 或 b"), ("if a then b else c", "若 a 则 b 否则 c"),
    ("t by k order by x descending", "t 按 k 排序 按 x 降序"), ("x is missing", "x 是 缺失"), ("x in (a)", "x 于 (a)"),
    ("t.a skipping missing", "t.a 略去 缺失"), ("x is not missing", "x 是 非 缺失"), ("t order by x ascending", "t 排序 x 升序"),
  ])
  func bothSpellingsGiveOneTree(english: String, chinese: String) {
    let (left, right) = (Parsed(expression: english), Parsed(expression: chinese))
    func kinds(_ parsed: Parsed) -> [SyntaxKind] {
      // The Chinese spelling of `order by` leaves `by` out at will.
      parsed.tree.root.leaves.map(\.kind).filter { $0 != .trivia && $0 != .keyword }
    }
    #expect(left.codes == [] && right.codes == [])
    #expect(kinds(left) == kinds(right))
  }

  @Test(arguments: [
    ("3 万元", ["万元"]), ("720 元/人", ["元/人"]), ("3 percentage points", ["percentage points"]), ("50%", ["%"]),
    ("2 m²", ["m²"]), ("3 人 / 4 人", ["人", "人"]), ("3 人 where 4", ["人"]), ("3 and 4", []), ("3\n  人", []),
    ("0.5 亩 + 1 亩", ["亩", "亩"]), ("１２ 人", ["人"]), ("3 ％", ["％"]),
  ])
  func aNumberTakesTheUnitBehindItOnItsLine(source: String, units: [String]) {
    let parsed = Parsed(expression: source)
    var found: [String] = []
    func collect(_ node: SyntaxNode) {
      if node.kind == .unitName { found.append(node.text) }
      for child in node.children { collect(child) }
    }
    collect(parsed.tree.root)
    #expect(found == units)
  }

  @Test func stringsHaveHolesAndEscapes() throws {
    let parsed = Parsed(expression: #""甲\"\{乙\}{a + 1: .2}丙{"内{b}"}""#)
    #expect(parsed.codes == [])
    #expect(parsed.leaves(.stringText) == [#"甲\"\{乙\}"#, "丙", "内"])
    #expect(parsed.count(.hole) == 3)
    let plain = try #require(Parsed(expression: #""甲\"\{乙\\""#).declarations.first?.expression)
    #expect(plain.plainString == #"甲"{乙\"#)
    #expect(parsed.declarations.first?.expression?.plainString == nil)
  }

  @Test func fullWidthDigitsAreRead() {
    #expect(Parsed(expression: "１２．５").tree.root.leaves.first { $0.kind == .number }?.digits == "12.5")
  }

  @Test func wordsOfTheLanguageCanNameThings() {
    let parsed = Parsed(expression: "data.from + when + 数据.计")
    #expect(parsed.codes == [])
    #expect(parsed.brackets == "(sum (postfix data (fieldAccess . from)) + when + (postfix 数据 (fieldAccess . 计)))")
  }

  @Test(arguments: [
    ("1 +", ""), ("(1 2)", "2"), ("f(1", "("), ("x in 3", "3"), ("x is 3", "is"), ("if a b", "b"), ("a.", ""),
    ("t by", ""), ("\"a", "\""), ("a = = b", "="), (") + 1", ")"), ("{", "{"), ("a, b", ","), ("[1]", "[1]"),
  ])
  func oneSlipIsOneMessageAtItsPlace(source: String, marked: String) {
    let parsed = Parsed(expression: source)
    #expect(parsed.diagnostics.count == 1, "\(source): \(parsed.codes)")
    #expect(parsed.marked.first == marked, "\(source)")
  }

  @Test func aLongChainIsOneFlatNode() {
    let parsed = Parsed(expression: Array(repeating: "a", count: 20_000).joined(separator: " + "))
    #expect(parsed.codes == [])
    #expect(parsed.declarations.first?.expression?.expressions.count == 20_000)
  }
}
