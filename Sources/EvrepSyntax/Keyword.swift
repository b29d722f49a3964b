/// A word of the language. Each has an English and a Chinese spelling, mixed freely; words are contextual, so all of
/// them can name a column too.
package enum Keyword: UInt8, Sendable, CaseIterable {
  // Declarations
  case report, style, language, use, `as`, param, unit, data, from, counted, `let`, check, format, words, scenario,
    `for`, standard
  // Where a table stands in its file
  case sheet, range, header, row, rows, to, skip, encoding, delimiter, tab, table, query, path
  // Fields, types and units
  case filled, refers
  case key, `private`, since, unconfirmed, record, one, of, text, bool, date, year, number, list, plural, ratio, points,
    per, before
  // Blocks and holes
  case when, otherwise, each, `in`, problem, measures, series, end, ref
  // Expressions
  case and, or, not, `if`, then, `else`, `where`, by, order, descending, ascending, skipping, missing, `is`, meets,
    misses, top
  case `true`, `false`
  // Words of claims
  case change, level, gap, rate, fraction, extreme, shortage, linking, below, above, about, least, most, inside, behind,
    comparing, untimed, except
  // Scenarios
  case set, expect, no, printed, sentence, failure

  /// The two spellings.
  package var spellings: (english: String, chinese: String) {
    switch self {
    case .report: ("report", "报告")
    case .style: ("style", "样式")
    case .language: ("language", "语言")
    case .use: ("use", "引用")
    case .as: ("as", "为")
    case .param: ("param", "参数")
    case .unit: ("unit", "单位")
    case .data: ("data", "数据")
    case .from: ("from", "来自")
    case .counted: ("counted", "计")
    case .let: ("let", "令")
    case .check: ("check", "核验")
    case .format: ("format", "格式")
    case .words: ("words", "用词")
    case .for: ("for", "年度")
    case .scenario: ("scenario", "情景")
    case .standard: ("standard", "标准")
    case .sheet: ("sheet", "工作表")
    case .range: ("range", "区域")
    case .header: ("header", "表头")
    case .row: ("row", "行")
    case .rows: ("rows", "各行")
    case .to: ("to", "至")
    case .skip: ("skip", "跳过")
    case .encoding: ("encoding", "编码")
    case .delimiter: ("delimiter", "分隔符")
    case .tab: ("tab", "制表符")
    case .table: ("table", "表")
    case .query: ("query", "查询")
    case .path: ("path", "路径")
    case .filled: ("filled", "沿用")
    case .refers: ("refers", "引自")
    case .key: ("key", "主键")
    case .private: ("private", "保密")
    case .since: ("since", "自")
    case .unconfirmed: ("unconfirmed", "待核")
    case .record: ("record", "记录")
    case .one: ("one", "取值")
    case .of: ("of", "之")
    case .text: ("text", "文本")
    case .bool: ("bool", "是否")
    case .date: ("date", "日期")
    case .year: ("year", "年份")
    case .number: ("number", "数值")
    case .list: ("list", "列表")
    case .plural: ("plural", "复数")
    case .ratio: ("ratio", "比率")
    case .points: ("points", "点")
    case .per: ("per", "每")
    case .before: ("before", "在前")
    case .when: ("when", "当")
    case .otherwise: ("otherwise", "否则")
    case .each: ("each", "逐项")
    case .in: ("in", "于")
    case .problem: ("problem", "问题")
    case .measures: ("measures", "措施")
    case .series: ("series", "列举")
    case .end: ("end", "结束")
    case .ref: ("ref", "参见")
    case .and: ("and", "且")
    case .or: ("or", "或")
    case .not: ("not", "非")
    case .if: ("if", "若")
    case .then: ("then", "则")
    case .else: ("else", "否则")
    case .where: ("where", "其中")
    case .by: ("by", "按")
    case .order: ("order", "排序")
    case .descending: ("descending", "降序")
    case .ascending: ("ascending", "升序")
    case .skipping: ("skipping", "略去")
    case .missing: ("missing", "缺失")
    case .is: ("is", "是")
    case .meets: ("meets", "达到")
    case .misses: ("misses", "未达到")
    case .top: ("top", "前")
    case .true: ("true", "真")
    case .false: ("false", "假")
    case .change: ("change", "变动")
    case .level: ("level", "水平")
    case .gap: ("gap", "差距")
    case .rate: ("rate", "比重")
    case .fraction: ("fraction", "小数")
    case .extreme: ("extreme", "极值")
    case .shortage: ("shortage", "短缺")
    case .linking: ("linking", "衔接")
    case .below: ("below", "不及")
    case .above: ("above", "超出")
    case .about: ("about", "大约")
    case .least: ("least", "至少")
    case .most: ("most", "至多")
    case .inside: ("inside", "居中")
    case .behind: ("behind", "在后")
    case .comparing: ("comparing", "可比")
    case .untimed: ("untimed", "非时段")
    case .except: ("except", "不含")
    case .set: ("set", "设")
    case .expect: ("expect", "期望")
    case .no: ("no", "无")
    case .printed: ("printed", "印作")
    case .sentence: ("sentence", "语句")
    case .failure: ("error", "错误")
    }
  }

  /// True where `bytes` spell the word, in either language.
  package func isSpelled(_ bytes: ArraySlice<UInt8>) -> Bool {
    let (english, chinese) = spellings
    return bytes.count == english.utf8.count && bytes.elementsEqual(english.utf8)
      || bytes.count == chinese.utf8.count && bytes.elementsEqual(chinese.utf8)
  }

  /// The words by their spellings, packed, each at the place that `slot` gives or behind it. `否则` spells two: `else`
  /// stands for both.
  private static let bySpelling: [(spelling: UInt128, keyword: Keyword)?] = {
    var slots: [(spelling: UInt128, keyword: Keyword)?] = Array(repeating: nil, count: slotCount)
    func add(_ spelling: String, _ keyword: Keyword) {
      let packed = packed(Array(spelling.utf8)[...])
      var slot = slot(of: packed)
      while slots[slot] != nil { slot = (slot + 1) % slotCount }
      slots[slot] = (packed, keyword)
    }
    for keyword in allCases {
      add(keyword.spellings.english, keyword)
      if keyword != .otherwise { add(keyword.spellings.chinese, keyword) }
    }
    return slots
  }()

  /// A power of two; most slots are free, so that most words that are none of the language are told by one look.
  private static let slotCount = 1024

  private static func slot(of packed: UInt128) -> Int {
    let folded = UInt64(truncatingIfNeeded: packed) ^ UInt64(truncatingIfNeeded: packed >> 64)
    return Int(truncatingIfNeeded: (folded &* 0x9E37_79B9_7F4A_7C15) >> 54)
  }

  /// Up to sixteen bytes as a number; no word of the language is longer.
  private static func packed(_ bytes: ArraySlice<UInt8>) -> UInt128 {
    var packed: UInt128 = 0
    for byte in bytes { packed = packed << 8 | UInt128(byte) }
    return packed
  }

  /// The word that `bytes` spell, in either language, or nil.
  package static func spelled(_ bytes: ArraySlice<UInt8>) -> Keyword? {
    guard bytes.count <= 16 else { return nil }
    let wanted = packed(bytes)
    var slot = slot(of: wanted)
    while let word = bySpelling[slot] {
      if word.spelling == wanted { return word.keyword }
      slot = (slot + 1) % slotCount
    }
    return nil
  }

  /// The words that begin a declaration.
  package static let declarations: [Keyword] = [
    .report, .style, .language, .use, .param, .unit, .data, .let, .check, .format, .words, .scenario,
    .standard,
  ]

  /// The words that begin a block or a branch of one.
  package static let blocks: [Keyword] = [.when, .otherwise, .each, .problem, .measures, .series]

  /// The words that begin a clause of a binding.
  static let bindings: [Keyword] = [.sheet, .range, .header, .skip, .encoding, .delimiter, .table, .query, .path]

  /// The words that begin a clause of a query.
  static let clauses: [Keyword] = [.where, .by, .order, .skipping, .top]

  /// What a `words` declaration can say that its words claim.
  package static let claims: [Keyword] = [
    .change, .level, .gap, .rate, .fraction, .extreme, .shortage, .linking, .below, .above, .about, .least, .most,
  ]

  /// The words that may stand between operands, so that they are no unit after a number.
  static let operators: [Keyword] = [
    .and, .or, .not, .then, .else, .where, .by, .order, .descending, .ascending, .skipping, .is, .in, .when, .as,
    .private, .plural, .meets, .misses, .since, .top, .counted,
  ]
}
