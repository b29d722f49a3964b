import EvrepSource
import EvrepSyntax

/// What is typed in prose and was meant as a hole, `[roll]`, 【学生数】, `XX%`, or as a line of the header: it prints as it stands.
extension Checker {
  /// Looks at a sign that other programs write before or around a name; where the scan goes on behind it.
  mutating func checkLiteral(_ position: Int, _ limit: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    switch bytes[position] {
    case UInt8(ascii: "["): return checkBracketed(position, 1, "]", node)
    case UInt8(ascii: "<") where bytes[position...].starts(with: "<<".utf8):
      return checkBracketed(position, 2, ">>", node)
    case 0xE3:
      guard bytes[position...].starts(with: "【".utf8) else { return position + 3 }
      return checkBracketed(position, 3, "】", node)
    case UInt8(ascii: "@"), UInt8(ascii: "$"):
      if position > 0, bytes[position - 1] < 0x80, Self.isNameByte(bytes[position - 1]) { return position + 1 }
      guard let end = declaredName(at: position + 1, bytes), end >= bytes.count || bytes[end] != bytes[position] else {
        return position + 1
      }
      reportLiteral(position..<end, name: position + 1..<end, node)
      return end
    case UInt8(ascii: "#"): return checkHash(position, limit, node)
    case UInt8(ascii: "%"):
      // Most signs stand behind a figure.
      guard position == 0 || bytes[position - 1] >= 0x80 || !Self.isNameByte(bytes[position - 1]),
        position == 0 || bytes[position - 1] != UInt8(ascii: "}"),
        let end = declaredName(at: position + 1, bytes), end < limit, bytes[end] == bytes[position]
      else { return position + 1 }
      reportLiteral(position..<end + 1, name: position + 1..<end, node)
      return end + 1
    case UInt8(ascii: "="): return checkFormula(position, limit, node)
    case UInt8(ascii: "`"): return checkCode(position, limit, node)
    case UInt8(ascii: "X"): return checkPlaceholder(position, node)
    default: return position + 1
    }
  }

  /// [roll], <<roll>>, 【学生数】: a declared name in brackets, and no link, footnote or box of a list.
  private mutating func checkBracketed(_ open: Int, _ width: Int, _ close: String, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    let start = open + width
    guard let end = declaredName(at: start, bytes), bytes[end...].starts(with: close.utf8) else { return start }
    let behind = end + close.utf8.count
    if close == "]", behind < bytes.count {
      let isLink = [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ":")].contains(bytes[behind])
      let isBox = end - start == 1 && bytes[start] | 0x20 == UInt8(ascii: "x")
      if isLink || isBox || open > 0 && bytes[open - 1] == UInt8(ascii: "!") { return behind }
    }
    reportLiteral(open..<behind, name: start..<end, node)
    return behind
  }

  /// #roll, #sum(schools.pupils), `#let x = 3`; no heading, no address and no entity.
  private mutating func checkHash(_ position: Int, _ limit: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    if position > 0, case let before = bytes[position - 1],
      before < 0x80 && Self.isNameByte(before)
        || [UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: "&")].contains(before)
    {
      return position + 1
    }
    if let end = declaredName(at: position + 1, bytes) {
      reportLiteral(position..<end, name: position + 1..<end, node)
      return end
    }
    let line = bytes[(position + 1)..<min(limit, position + Self.callBytes)].prefix { $0 != 0x0A }
    let word = line.prefix(while: Self.isNameByte)
    switch line[word.endIndex...].first {
    case UInt8(ascii: "(")? where Builtin.named(String(decoding: word, as: UTF8.self)) != nil:
      guard let close = line.firstIndex(of: UInt8(ascii: ")")),
        !line[(word.endIndex + 1)..<close].contains(UInt8(ascii: "("))
      else { return word.endIndex }
      reportLiteral(position..<close + 1, name: position + 1..<close + 1, node)
      return close + 1
    case 0x20? where Self.hashWords.contains { word.elementsEqual($0.utf8) }:
      reportBodyDeclaration(position..<word.endIndex, node)
      return word.endIndex
    default: return position + 1
    }
  }

  /// How many bytes a call behind # has at most, so that a line of such signs is read once.
  private static let callBytes = 200
  /// Words behind # that declare something elsewhere.
  private static let hashWords = ["let", "set", "show", "import", "include"]

  /// =SUM(A2:A9), at the start of a line or of a table's cell: the formula of a spreadsheet.
  private mutating func checkFormula(_ position: Int, _ limit: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    let before = bytes[..<position].last { $0 != 0x20 } ?? 0x0A
    let word = bytes[(position + 1)..<limit].prefix { (0x41...0x5A).contains($0) }
    guard before == 0x0A || before == UInt8(ascii: "|"), word.count > 1, word.endIndex < limit,
      bytes[word.endIndex] == UInt8(ascii: "(")
    else { return position + 1 }
    let range = position..<word.endIndex
    report(
      .literalHole, Place(node.file, range), en: "a formula of a spreadsheet prints as text",
      zh: "电子表格的公式会原样印出",
      notes: [
        Message(en: "a total is a hole: {sum(table.field)}", zh: "合计写作填空：{合计(表.字段)}")
      ])
    return word.endIndex
  }

  /// `r roll`: code of another language; other code is passed over.
  private mutating func checkCode(_ open: Int, _ limit: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    var width = 0
    while open + width < limit, bytes[open + width] == UInt8(ascii: "`") { width += 1 }
    var end = open + width
    while end < limit, bytes[end] != UInt8(ascii: "`"), bytes[end] != 0x0A { end += 1 }
    guard end < limit, bytes[end] == UInt8(ascii: "`") else { return open + width }
    let start = open + width + 2
    if width == 1, bytes[(open + 1)...].starts(with: "r ".utf8), declaredName(at: start, bytes) == end {
      reportLiteral(open..<end + 1, name: start..<end, node)
    }
    return min(limit, end + width)
  }

  /// XX%, XX.X%: letters in place of digits.
  private mutating func checkPlaceholder(_ start: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "X") || bytes[end] == UInt8(ascii: ".") { end += 1 }
    let isWhole = start == 0 || !Self.isNameByte(bytes[start - 1]) || bytes[start - 1] >= 0x80
    guard isWhole, end - start > 1, ["%", "％"].contains(where: { bytes[end...].starts(with: $0.utf8) }) else {
      return max(end, start + 1)
    }
    let range = start..<end
    report(
      .literalHole, Place(node.file, range),
      en: "‘\(String(decoding: bytes[range], as: UTF8.self))’ stands for a figure, and prints as it is",
      zh: "“\(String(decoding: bytes[range], as: UTF8.self))”代替数字，会原样印出",
      notes: [Message(en: "write the hole that the figure comes from: {…}", zh: "请写上取数的填空：{…}")])
    return end
  }

  private mutating func reportLiteral(_ range: ByteRange, name: ByteRange, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    let (text, hole) = (
      String(decoding: bytes[range], as: UTF8.self), "{" + String(decoding: bytes[name], as: UTF8.self) + "}"
    )
    report(
      .literalHole, Place(node.file, range), en: "‘\(text)’ prints as it stands: a hole stands in braces",
      zh: "“\(text)”会原样印出：填空写在花括号里",
      fixIts: [
        FixIt(
          Message(en: "write ‘\(hole)’", zh: "写作“\(hole)”"), replace: Place(node.file, range), with: hole, isSafe: false
        )
      ])
  }

  /// Where the longest declared name ends that begins at `start`, with its fields behind dots; nil for none.
  private func declaredName(at start: Int, _ bytes: [UInt8]) -> Int? {
    guard start < bytes.count, Self.isNameByte(bytes[start]) else { return nil }
    var longest: Int?
    for name in symbols[Self.reportModule].names {
      let end = start + name.utf8.count
      guard end > longest ?? 0, end <= bytes.count, bytes[start..<end].elementsEqual(name.utf8) else { continue }
      let isLatin = bytes[end - 1] < 0x80
      if isLatin, end < bytes.count, bytes[end] < 0x80, Self.isNameByte(bytes[end]) { continue }
      longest = end
    }
    guard var end = longest else { return nil }
    while end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), Self.isNameByte(bytes[end + 1]),
      bytes[end + 1] < 0x80 || bytes[end + 1] > 0xE3
    {
      end += 1
      while end < bytes.count, Self.isNameByte(bytes[end]), bytes[end] != 0xE3, bytes[end] != 0xEF { end += 1 }
    }
    return end
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  // MARK: Lines

  private static let declarations = ["let ", "令 ", "param ", "参数 "].map { Array($0.utf8) }

  /// `let extra = 5` and `// note` as lines of the body, which are text there; figures on a line that is code.
  mutating func checkLine(_ start: Int, _ limit: Int, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    switch bytes[start] {
    case UInt8(ascii: "l"), UInt8(ascii: "p"), 0xE4, 0xE5:
      guard let word = Self.declarations.first(where: { bytes[start...].starts(with: $0) }) else { return }
      var end = start + word.count
      while end < limit, Self.isNameByte(bytes[end]) { end += 1 }
      guard end > start + word.count else { return }
      while end < limit, bytes[end] == UInt8(ascii: " ") { end += 1 }
      guard end < limit, bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ":"),
        word[0] != UInt8(ascii: "l") || bytes[end] == UInt8(ascii: "=")
      else { return }
      reportBodyDeclaration(start..<end + 1, node)
    case UInt8(ascii: "/"):
      guard bytes[start...].starts(with: "// ".utf8) else { return }
      report(
        .literalHole, Place(node.file, start..<start + 2), en: "a comment behind ‘//’ prints as text in the body",
        zh: "正文里“//”后面的注释会当作文字印出",
        notes: [Message(en: "write <!-- … --> there", zh: "正文里请写 <!-- … -->")])
    case UInt8(ascii: " "), 0x09:
      checkIndented(start, node)
      checkIndentedHead(start, node)
    default: break
    }
  }

  private mutating func reportBodyDeclaration(_ range: ByteRange, _ node: SyntaxNode) {
    report(
      .literalHole, Place(node.file, range), en: "a declaration in the body prints as text", zh: "正文里的声明会当作文字印出",
      notes: [Message(en: "put it in the header, between the lines ‘---’", zh: "请移到开头两行“---”之间")])
  }

  /// A paragraph behind four blanks is code: its figures print, but as code.
  private mutating func checkIndented(_ start: Int, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    let line = Self.line(start, bytes)
    guard bytes[start] == 0x09 || bytes[start...].starts(with: "    ".utf8),
      let open = bytes[line].firstIndex(of: UInt8(ascii: "{")),
      let close = bytes[open..<line.upperBound].firstIndex(of: UInt8(ascii: "}")),
      isBehindBlank(line.lowerBound, bytes), isHole(open..<close, bytes)
    else { return }
    report(
      .literalHole, Place(node.file, start..<start + (bytes[start] == 0x09 ? 1 : 4)),
      en: "four blanks before it make code of this paragraph", zh: "段前有四个空格，这一段会成为代码",
      fixIts: [
        FixIt(
          Message(en: "take the blanks out", zh: "删去空格"),
          replace: Place(node.file, start..<start + bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }.count),
          with: "",
          isSafe: false)
      ])
  }

  /// True for a brace with what a hole holds behind it: a declared name, or names parted by dots.
  private func isHole(_ hole: ByteRange, _ bytes: [UInt8]) -> Bool {
    let text = bytes[hole].dropFirst()
    let isPath = text.contains(UInt8(ascii: ".")) && text.allSatisfy { Self.isNameByte($0) || $0 == UInt8(ascii: ".") }
    return isPath || text.indices.contains { declaredName(at: $0, bytes) != nil }
  }

  /// True where the line before `start` is blank, or one of a block, and no list goes on here.
  private func isBehindBlank(_ start: Int, _ bytes: [UInt8]) -> Bool {
    var end = start - 1
    var isFirst = true
    while end > 0 {
      let line = Self.line(end, bytes)
      let text = bytes[line].drop { $0 == 0x20 || $0 == 0x09 }
      if text.isEmpty || isFirst && text.starts(with: ":::".utf8) {
        isFirst = false
        // An item of a list may hold the block.
        if !text.isEmpty, text.startIndex == line.lowerBound { return true }
      } else {
        guard !isFirst else { return false }
        if text.startIndex == line.lowerBound {
          let isItem =
            text.first.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "+") } ?? false
          let digits = text.prefix { $0 &- 0x30 < 10 }
          let behind = text.dropFirst(digits.count).first
          let isNumbered = !digits.isEmpty && (behind == UInt8(ascii: ".") || behind == UInt8(ascii: ")"))
          return !isItem && !isNumbered
        }
      }
      end = line.lowerBound - 1
      if end < 0 { break }
    }
    return !isFirst
  }
}
