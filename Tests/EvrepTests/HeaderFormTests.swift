import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Headers as statistics write them: one that states another unit than the field's is never passed over, in data or in prose.
@Suite struct HeaderFormTests {
  /// Headers of columns that are not in the unit itself.
  static let scaled: [(unit: String, headers: [String])] = [
    (
      "£",
      [
        "Spend (£ in thousands)", "Spend (£mil)", "Spend (£MM)", "Spend (£M)", "Spend (k£)", "Spend (£,000)",
        "Spend (£ 000)",
        "Spend (£000's)", "Spend (in £m)", "Spend in £m", "Spend £ in thousands", "Spend in thousands (£)",
        "Spend (£) (thousands)", "Spend (£m) (actual)", "Spend (£m) actual", "Spend (£m real terms)",
        "Spend (thousands of £)",
        "Spend ($, in thousands)", "Spend (USD m)", "Spend (USDm)", "Spend (kEUR)", "Spend (Mio. €)", "Spend (m)",
        "Spend (k)",
        "Spend (M)", "Spend (lakh)", "spend_thousands", "spend_£k", "Spend over £100k", "Spend (£ hundred thousand)",
        "Ｓｐｅｎｄ（￡ｍ）",
        "Spend (thou)", "Spend (£m, per pupil)", "Spend (£ per FTE)", "Spend (£ x 1,000)",
      ]
    ),
    (
      "元",
      [
        "支出（人民币万元）", "支出（RMB万）", "支出（RMB万元）", "支出（RMB 万元）", "支出（万 元）", "支出（万　元）", "支出（亿元人民币）", "支出（人民币，万元）",
        "支出（单位：万元）", "支出 单位：万元", "支出（单位：万元人民币）", "支出万元", "支出/万元", "支出_万元", "支出（万元）决算", "支出（万元）（决算）",
        "支出（万元 2023年）", "支出（2023年万元）", "支出（以万元计）", "支出（萬元）", "支出（美元）", "支出（１０００元）", "支出（￥万）", "支出〔万元〕",
        "支出（元／人）", "GDP (100 million yuan)", "GDP (10,000 yuan)", "GDP (10 000 yuan)", "GDP (10^4 yuan)", "GDP（10⁴元）",
      ]
    ),
    (
      "人",
      [
        "学生（万 人）", "在校生（万人）", "在校生万人", "On roll (thousands of pupils)", "Thousands of pupils", "Pupils, thousands",
        "Pupils thousands", "Pupils (In Thousands)", "Pupils in thousands", "Pupils '000", "Pupils (x1000)",
        "Pupils (×1,000)",
        "Pupils (1000s)", "Pupils (k)", "Pupils (m)", "Pupils (thous.)", "Pupils (mln)", "Pupils (10,000 persons)",
        "Tens of thousands of pupils", "Population in hundred thousands", "Pupils (万株)",
      ]
    ),
    ("平方米", ["面积（万㎡）", "面积（万m2）", "面积（㎢）", "Area (km2)", "Area (sq km)", "Area (ha)", "面积（万平方米）", "面积（公顷）", "面积（亩）"]),
    ("%", ["率（‰）", "Rate (per 1,000)", "Rate per 1,000", "率（百分点）"]), ("人次", ["人次（千人次）"]),
    ("万元/人", ["价（元／人）", "价（元/人）"]),
    ("小时", ["Time (mins)"]), ("个", ["树（万株）"]),
  ]

  /// Headers that state just the unit, or none.
  static let plain: [(unit: String, headers: [String])] = [
    ("£k", ["Spend (£ in thousands)", "Spend in thousands (£k)", "Spend (thousands of £)", "Spend (k)"]),
    ("£m", ["Spend £m (millions)", "Spend (£m real terms)", "Spend (m)"]),
    ("£", ["Spend (£ 2023 prices)", "Spend (actual)"]),
    ("£/pupil", ["Spend (per pupil)", "Spend per pupil (£)", "Spend (£, per pupil)"]),
    ("万元", ["支出（人民币万元）", "支出（RMB 万元）", "支出万元", "支出（单位：万元）", "支出（万元）决算", "学生（人、万元）"]),
    ("元/人", ["价（元／人）"]), ("万平方米", ["面积（万㎡）"]), ("hectares", ["Area (ha)"]), ("km²", ["Area (km2)"]), ("㎡", ["面积（㎡）"]),
    ("%", ["率（％）", "率（百分比）", "Absence (% of sessions)"]),
    ("pupils", ["Pupils (M)", "Class size (min)", "Schools over £100k"]),
    ("人", ["在校生（本地生）", "学校（百人以上）", "学校（万人以上）", "每万人教师", "在校生（50,000以上）"]),
  ]

  /// A table of one row, each of whose columns is declared in the unit, and a hole for each.
  private func data(_ unit: String, _ headers: [String]) -> Compilation {
    let fields = headers.enumerated().map { "  f\($0) \(unit) from \"\($1)\"" }
    let row = headers.map { _ in "3" }
    return Case(
      "---\nlanguage en\ndata t from \"d.csv\" {\n  k text key\n\(fields.joined(separator: "\n"))\n}\n---\nText.\n",
      ["d.csv": "k,\(headers.map { "\"\($0)\"" }.joined(separator: ","))\na,\(row.joined(separator: ","))\n"]
    ).compile()
  }

  private func columns(_ compilation: Compilation) -> [String] {
    compilation.diagnostics.compactMap { $0.place?.cell?.header }
  }

  @Test(arguments: scaled) func anotherUnitOfDataIsAnError(unit: String, headers: [String]) {
    let compilation = data(unit, headers)
    #expect(columns(compilation) == headers)
    #expect(Set(compilation.codes) == [.headerUnit])
  }

  @Test(arguments: ["d.json", "d.yaml"]) func aKeyIsReadAsAHeaderIs(path: String) {
    let content = path == "d.json" ? "[{\"k\": \"a\", \"Spend (£mil)\": 3}]" : "- k: a\n  Spend (£mil): 3\n"
    let declaration = "data t from \"\(path)\" { k text key; f £ from \"Spend (£mil)\" }"
    let compilation = Case("---\n\(declaration)\n---\n£{sum(t.f)}\n", [path: content]).compile()
    #expect(compilation.codes == [.headerUnit])
  }

  @Test(arguments: plain) func theFieldsOwnUnitIsRead(unit: String, headers: [String]) {
    #expect(data(unit, headers).messages() == "")
  }

  @Test(arguments: scaled) func anotherUnitIsConvertedOrRefusedInProse(unit: String, headers: [String]) {
    for header in headers {
      let compilation = Case("---\nlet x = 3 \(unit)\n---\n| \(header) |\n|---|\n| {x} |\n").compile()
      let printed = compilation.markdownText.split(separator: "\n").last ?? "| 3 |"
      #expect(!compilation.codes.isEmpty || printed != "| 3 |", "\(header)")
    }
  }

  /// Pieces that headers are put together from.
  private static let pieces = [
    "£", "￡", "¥", "元", "万", "千", "人", "m", "k", "000s", "'000", "1", "0", "1,000", "10^", "⁴", "×", "x", "*", "(", ")",
    "（",
    "）", "[", "]", "【", "〕", "/", "／", "%", "％", "per ", "Per ", "a ", " ", "　", "_", ",", "，", "；", "：", "单位：", "in ",
    "of ",
    "thousands", "thousand", "million", "hundred", "USD", "RMB", "人民币", "每", "以上", "㎡", "m2", "pupil", "①", "2023", "年",
    "萬", "’",
  ]

  @Test func anyHeaderIsReadOrRefused() {
    var state: UInt32 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 16) % bound
    }
    let random = (0..<2_000).map { _ in
      (0...next(8)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
    }
    let names = Set(Self.pieces + random).filter { !$0.allSatisfy(\.isWhitespace) }.sorted()
    for part in stride(from: 0, to: names.count, by: 200) {
      let compilation = data("£", Array(names[part..<min(part + 200, names.count)]))
      #expect(compilation.codes.allSatisfy { [.headerUnit, .columnMissing, .duplicateColumn].contains($0) })
    }
  }

  @Test func aFullWidthSlashDividesInProse() {
    let compilation = Case("---\n令 x = 12 元 / 3 人\n---\n人均{x}元／人。\n\n| 值（元／人） |\n|--|\n| {x} |\n").compile()
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText.contains("4元／人"))
    #expect(compilation.markdownText.contains("| 4 |"))
  }

  @Test func theMessageNamesHeaderCellAndDeclaredUnit() throws {
    let compilation = data("£", ["Spend (£mil)"])
    let finding = try #require(compilation.diagnostics.first)
    #expect(
      finding.message[.english] == "the unit ‘£mil’ in this header is not understood, and ‘f0’ is declared in ‘£’")
    #expect(finding.message[.chinese] == "看不懂表头里的单位“£mil”，而“f0”声明为“£”")
    #expect(finding.place?.cell?.header == "Spend (£mil)")
  }

  @Test(arguments: [
    ("Spend (£M)", #"unit "¤M" = 1000000"#), ("Spend (£K)", #"unit "¤K" = 1000"#),
    ("Spend (£?)", #"unit "¤mil" = 1000000"#),
  ])
  func theMessageDeclaresTheScaleOfTheHeader(header: String, declaration: String) throws {
    let finding = try #require(data("£", [header]).diagnostics.first)
    #expect(finding.notes.first?[.english].contains("‘\(declaration)’") ?? false, "\(finding.notes)")
  }

  /// 4.1 kt are not 4.1 kg.
  @Test(arguments: ["Waste (kt)", "Waste (Mt)", "Waste (g)"]) func aHeaderOfAnotherSizeIsRefused(header: String) {
    #expect(data("kg", [header]).codes == [.headerUnit])
  }

  @Test func aScaleOfMoneyThatIsDeclaredIsUnderstood() {
    let source =
      "---\nlanguage en\nunit \"¤mil\" = 1000000\ndata t from \"d.csv\" { k text key; f £mil from \"Spend (£mil)\" }\n---\n£{sum(t.f)} in all.\n"
    let compilation = Case(source, ["d.csv": "k,Spend (£mil)\na,3\n"]).compile()
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText == "£3,000,000 in all.\n")
  }
}
