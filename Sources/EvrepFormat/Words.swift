import EvrepSource
import EvrepSyntax

/// Which spelling the words of the language get.
package enum WordChoice: String, Sendable, CaseIterable {
  case keep, en, zh
}

/// How each leaf is spelled: words in the language that is asked for, signs in one form.
struct Words {
  let source: [UInt8]
  let choice: WordChoice
  /// The report's language, which decides what a line break prints.
  let language: ProseLanguage
  /// The other spelling of each function, and of what else the parser takes for a name.
  private var names: NameTable<String>
  private var formats: NameTable<String>
  private var types: NameTable<String>

  init(_ tree: SyntaxTree, _ options: FormatOptions) {
    source = tree.bytes
    choice = options.words
    language = ProseLanguage(tree)
    (names, formats, types) = (NameTable(), NameTable(), NameTable())
    guard choice != .keep else { return }
    let known = KnownNames(tree)
    let toEnglish = choice == .en
    func add(_ english: String, _ chinese: String, to table: inout NameTable<String>) {
      if toEnglish { table[chinese] = english } else { table[english] = chinese }
    }
    if !known.areOpen {
      let truths = [Keyword.true, .false].map { ($0.spellings.english, $0.spellings.chinese) }
      for (english, chinese) in options.functions.map({ ($0.english, $0.chinese) }) + truths + [("problems", "问题")]
      where !known.contains(english) && !known.contains(chinese) {
        add(english, chinese, to: &names)
      }
      for (english, chinese) in [("grouped", "分节"), ("ungrouped", "不分节")]
      where !known.contains(english) && !known.contains(chinese) {
        add(english, chinese, to: &formats)
      }
    }
    for keyword in [Keyword.text, .bool, .date, .year, .number] {
      add(keyword.spellings.english, keyword.spellings.chinese, to: &types)
    }
  }

  /// Where a leaf stands.
  struct Site {
    let parent, outer: SyntaxKind
    /// True where the leaf is all of its node.
    let isWhole: Bool
    /// True inside a string that may stand between straight quotes.
    let takesStraightQuotes: Bool
  }

  /// The leaf's kind and its text where that is not the source's. Two of them where a word is put in, none where it is
  /// dropped.
  func spelled(_ leaf: SyntaxNode, _ site: Site) -> [(SyntaxKind, String?)] {
    switch leaf.kind {
    case .keyword where choice != .keep: return keyword(leaf, site)
    case .identifier where choice != .keep:
      if site.parent == .format, let rule = roundingRule(leaf) { return rule }
      return [(.identifier, name(leaf, site))]
    case .number: return [(.number, leaf.bytes.contains { $0 >= 0x80 } ? leaf.digits : nil)]
    case .quote: return [(.quote, site.takesStraightQuotes && leaf.bytes.count > 1 ? "\"" : nil)]
    case .minus where choice == .zh && site.parent == .format && isRoundingRule(at: leaf.range.lowerBound - 4):
      return []
    // Units print as they are spelled.
    case .bar, .colon, .dot: return [(leaf.kind, leaf.kind.sign)]
    case .times where leaf.bytes.count == 3 && site.parent == .product: return [(.times, "*")]
    case .divide where leaf.bytes.count == 3 && site.parent == .product: return [(.divide, "/")]
    default: return [(leaf.kind, site.parent == .format || site.parent == .unitName ? nil : leaf.kind.sign)]
    }
  }

  private func keyword(_ leaf: SyntaxNode, _ site: Site) -> [(SyntaxKind, String?)] {
    guard let keyword = Keyword.spelled(leaf.bytes) else { return [(.keyword, nil)] }
    // 否则 spells two words.
    let isBranch = site.parent == .inlineHead || site.parent == .blockHead
    let meant = keyword == .else && isBranch ? Keyword.otherwise : keyword
    let text = choice == .en ? meant.spellings.english : meant.spellings.chinese
    switch keyword {
    // one of, list of and order by are one word each in Chinese.
    case .of where site.parent == .typeName, .by where site.parent == .orderClause: return []
    case .one where site.parent == .typeName && choice == .en, .list where site.parent == .typeName && choice == .en:
      return [(.keyword, text), (.keyword, Keyword.of.spellings.english)]
    case .order where choice == .en: return [(.keyword, text), (.keyword, Keyword.by.spellings.english)]
    default: return [(.keyword, text)]
    }
  }

  private func name(_ leaf: SyntaxNode, _ site: Site) -> String? {
    switch (site.parent, site.outer) {
    case (.name, .call), (.nameExpression, _): names[leaf.text]
    case (.unitName, .typeName) where site.isWhole, (.unitName, .formatDeclaration) where site.isWhole: types[leaf.text]
    case (.format, _): formats[leaf.text]
    default: nil
    }
  }

  /// half-up and half-even are three leaves in English and one in Chinese.
  private func roundingRule(_ leaf: SyntaxNode) -> [(SyntaxKind, String?)]? {
    let rules = [("half-up", "四舍五入"), ("half-even", "四舍六入五成双")]
    let start = leaf.range.lowerBound
    if choice == .en { return rules.first { $0.1 == leaf.text }.map { [(.identifier, $0.0)] } }
    if isRoundingRule(at: start) {
      return [(.identifier, source[start...].starts(with: "half-up".utf8) ? rules[0].1 : rules[1].1)]
    }
    return isRoundingRule(at: start - 5) ? [] : nil
  }

  private func isRoundingRule(at start: Int) -> Bool {
    guard start >= 0 else { return false }
    return ["half-up", "half-even"].contains { source[start...].starts(with: $0.utf8) }
  }
}

/// The names that a file declares or uses otherwise than by calling them.
private struct KnownNames {
  private var names = NameTable<Bool>()
  /// True where a module's names stand without the module's own, so that not all of them are known here.
  private(set) var areOpen = false

  init(_ tree: SyntaxTree) {
    var pending = [(tree.root, SyntaxKind.file)]
    while let (node, parent) = pending.popLast() {
      if node.kind == .name, parent != .call { names[node.text] = true }
      if node.kind == .format, node.first(.bar) != nil { node.forEachIdentifier { names[$0] = true } }
      if node.kind == .unitDeclaration { node.forEachIdentifier { names[$0] = true } }
      if node.kind == .useDeclaration, node.name == nil { areOpen = true }
      for child in node.children where !child.isLeaf { pending.append((child, node.kind)) }
    }
  }

  func contains(_ name: String) -> Bool { names[name] == true }
}

/// The language of a report's prose.
enum ProseLanguage {
  case chinese, english

  /// What the header declares.
  init(_ tree: SyntaxTree) {
    let declaration = tree.root.first(.header)?.first(.languageDeclaration)
    self = declaration?.name?.text == "en" ? .english : .chinese
  }
}

extension SyntaxKind {
  /// The one form of a sign that has several; nil where the source's is kept.
  var sign: String? {
    switch self {
    case .leftParen: "("
    case .rightParen: ")"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .comma: ","
    case .semicolon: ";"
    case .colon: ":"
    case .dot: "."
    case .bar: "|"
    case .question: "?"
    case .coalesce: "??"
    case .hash: "#"
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .plus: "+"
    case .minus: "-"
    case .fence: ":::"
    case .headerFence: "---"
    default: nil
    }
  }
}
