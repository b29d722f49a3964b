import EvrepCheck
import EvrepSource
import EvrepSyntax

// Words of the language, and names, in the place of others that are none of a slip of the keys.
extension Edits {
  /// `end` in a hole that holds a word alone, behind the one of an inline condition that is not ended.
  mutating func endInline(_ line: Line) {
    let signs = line.signs
    for brace in signs.indices.dropFirst(line.found.lowerBound + 1) where signs[brace].scalar == "{" {
      guard let close = signs[brace...].firstIndex(where: { $0.scalar == "}" }), close > brace + 1,
        signs[brace + 1..<close].allSatisfy(\.isWord),
        !Keyword.otherwise.isSpelled(bytes[line.range(brace + 1..<close)])
      else { continue }
      let end = Keyword.end.spellings
      let word = String(decoding: bytes[line.range(brace + 1..<close)], as: UTF8.self)
      let near = Nearest.misspelled(word, in: known)
      let isName = isKnown(Array(word.utf8)[...])
      // What is nearly a name is that.
      guard near.map({ Keyword.spelled(Array($0.utf8)[...]) == .end }) ?? true else { continue }
      let isASCII = signs[brace + 1].scalar.isASCII && !isChinese
      let edit = Edit(line.range(brace + 1..<close), isASCII ? end.english : end.chinese)
      if isName { doubtful.insert(edit) }
      all.append(edit)
    }
  }

  /// `when` in the place of the first word of a hole that holds others.
  mutating func beginInline(_ line: Line) {
    let signs = line.signs
    for brace in signs.indices.dropLast(2) where signs[brace].scalar == "{" && signs[brace + 1].isWord {
      let word = wordRun(at: brace + 1, line)
      guard line.distance(brace) <= Self.reach, word.upperBound < signs.count, signs[word.upperBound].isBlank else {
        continue
      }
      all.append(Edit(line.range(word), spelled(.when)))
    }
  }

  /// Another word that begins a block in the place of the one that a line has.
  mutating func renameBlock(_ line: Line) {
    let colons = line.signs.prefix { $0.scalar == ":" }.count
    guard colons > 2, line.signs.count > colons + 1, line.signs[colons].isBlank else { return }
    let word = wordRun(at: colons + 1, line)
    guard Keyword.spelled(bytes[line.range(word)]).map(Keyword.blocks.contains) ?? false else { return }
    for other in Keyword.blocks { all.append(Edit(line.range(word), spelled(other))) }
  }

  /// Another field of the same table in the place of one that fits ill in more than one way.
  mutating func replaceField(_ line: Line) {
    for word in words(line).prefix(Self.wordReach) {
      let name = String(decoding: bytes[line.range(word)], as: UTF8.self)
      guard word.lowerBound > 0, line.signs[word.lowerBound - 1].scalar == ".",
        case let fields = tables.values.filter({ $0.contains(name) }), fields.count == 1
      else { continue }
      for field in fields[0].sorted() where field != name { all.append(Edit(line.range(word), field)) }
    }
  }

  /// A bracket, or a dot, in the place of colons right behind a word that is known, `sum:t.a)`, and a bracket in that of
  /// another sign behind a function.
  mutating func openBracket(_ line: Line) {
    let signs = line.signs
    for index in signs.indices.dropFirst().dropLast()
    where signs[index].isMark && signs[index + 1].isWord && signs[index - 1].isWord
      && line.distance(index) <= Self.reach
    {
      let word = String(decoding: bytes[line.range(wordRun(at: index - 1, line))], as: UTF8.self)
      if Builtin.spellings.contains(word) { all.append(Edit(signs[index].range, "(")) }
    }
    for index in signs.indices.dropFirst() where signs[index].scalar == ":" && signs[index - 1].isWord {
      guard let end = signs[index...].firstIndex(where: { $0.scalar != ":" }), signs[end].isWord,
        isKnown(bytes[line.range(wordRun(at: index - 1, line))])
      else { continue }
      for sign in ["(", "."] { all.append(Edit(line.range(index..<end), sign)) }
    }
  }

  /// A dot in the place of a brace between two words: `{a}b}`.
  mutating func replaceClosing(_ line: Line) {
    for index in line.signs.indices.dropFirst().dropLast()
    where line.signs[index].scalar == "}" && line.signs[index - 1].isWord && line.signs[index + 1].isWord
      && line.distance(index) <= Self.reach
      && line.signs[..<index].last(where: { "{}".unicodeScalars.contains($0.scalar) })?.scalar == "{"
    { all.append(Edit(line.signs[index].range, ".")) }
  }

  /// The sign of a ratio in the place of a brace that opens no hole.
  mutating func replaceBareBrace(_ line: Line) {
    let brace = line.found.lowerBound - 1
    guard line.signs.indices.contains(brace), line.signs[brace].scalar == "{" else { return }
    all.append(Edit(line.signs[brace].range, "%"))
  }

  /// `where` in the place of another word of the language between a table and a condition.
  mutating func selectRows(_ line: Line) {
    for word in words(line) {
      guard let keyword = Keyword.spelled(bytes[line.range(word)]), [.and, .or, .by, .in, .when].contains(keyword)
      else {
        continue
      }
      let isASCII = line.signs[word.lowerBound].scalar.isASCII
      all.append(
        Edit(line.range(word), isASCII ? Keyword.where.spellings.english : Keyword.where.spellings.chinese))
    }
  }

  /// A comma in the place of an operator, or of a dot, between a function's brackets.
  mutating func partArguments(_ line: Line) {
    for index in line.signs.indices
    where (Self.operators.contains(line.signs[index].scalar) || line.signs[index].scalar == ".")
      && line.distance(index) <= Self.reach
    {
      let isBehindBlank = index > 0 && line.signs[index - 1].isBlank
      all.append(Edit(line.range((isBehindBlank ? index - 1 : index)..<index + 1), ","))
    }
  }

  /// `/` in the place of another sign between the words of a field's unit, and `?` in the place of one behind them; `one`
  /// before `of`, `from` before a path, `plural` and the brace at its end, in the place of another one.
  mutating func mendDeclaration(_ line: Line) {
    beginDeclaration(line)
    for word in words(line) where line.distance(word.lowerBound) <= Self.reach {
      let behind = line.signs[word.upperBound...].drop(while: \.isBlank)
      guard let next = behind.first else { continue }
      if next.scalar == "\"" {
        all.append(Edit(line.range(word), isChinese ? Keyword.from.spellings.chinese : Keyword.from.spellings.english))
      } else if next.isWord, Keyword.of.isSpelled(bytes[line.range(wordRun(at: behind.startIndex, line))]) {
        all.append(Edit(line.range(word), Keyword.one.spellings.english))
      }
    }
    if let last = line.signs.last, last.isMark { all.append(Edit(last.range, "{")) }
    for sign in line.signs.dropLast() where sign.scalar == "}" {
      for other in ["|", "="] { all.append(Edit(sign.range, other)) }
    }
    for index in line.signs.indices.dropFirst() where line.signs[index].isMark && line.distance(index) <= Self.reach {
      guard line.signs[index - 1].isWord else { continue }
      let isInside = index + 1 < line.signs.count && line.signs[index + 1].isWord
      all.append(Edit(line.signs[index].range, isInside ? "/" : "?"))
    }
  }

  /// A word that begins a declaration in the place of the first one of a line, or before it.
  private mutating func beginDeclaration(_ line: Line) {
    guard let first = line.signs.first, first.isWord || first.scalar == "\"" || first.scalar == "“" else { return }
    let word = wordRun(at: 0, line)
    let keyword = Keyword.spelled(bytes[line.range(word)])
    for other in Keyword.declarations where other != keyword {
      if first.isWord { all.append(Edit(line.range(word), spelled(other))) }
      if keyword.map({ !Keyword.declarations.contains($0) }) ?? true { put(spelled(other) + " ", before: 0, line) }
    }
    guard keyword == .unit else { return }
    for word in words(line) where word.lowerBound > 0 { all.append(Edit(line.range(word), spelled(.plural))) }
  }

  /// The mark that opens a text before a word, where one closes none.
  mutating func openText(_ line: Line) {
    guard line.found.lowerBound < line.signs.count, line.signs[line.found.lowerBound].scalar == "”" else { return }
    for word in words(line) where word.upperBound <= line.found.lowerBound {
      all.append(Edit(line.range(word.lowerBound..<word.lowerBound), "“"))
    }
  }

  /// `missing` in the place of the word behind `is`.
  mutating func testMissing(_ line: Line) {
    for word in words(line) where line.distance(word.lowerBound) <= Self.reach {
      let behind = line.signs[word.upperBound...].drop(while: \.isBlank).startIndex
      guard Keyword.`is`.isSpelled(bytes[line.range(word)]), behind < line.signs.count, line.signs[behind].isWord else {
        continue
      }
      all.append(Edit(line.range(wordRun(at: behind, line)), spelled(.missing)))
    }
  }

  /// Another table, which has the field that is missed, in the place of one that does not.
  mutating func replaceTable(_ line: Line) {
    guard !line.found.isEmpty else { return }
    let name = String(decoding: bytes[line.range(line.found)], as: UTF8.self)
    let others = tables.filter { $0.value.contains(name) }.map(\.key).sorted()
    guard !others.isEmpty else { return }
    for word in words(line) where line.distance(word.lowerBound) <= Self.reach {
      let table = String(decoding: bytes[line.range(word)], as: UTF8.self)
      guard word != line.found, isKnown(bytes[line.range(word)]), Keyword.spelled(bytes[line.range(word)]) == nil,
        !(tables[table]?.contains(name) ?? false)
      else { continue }
      for other in others { all.append(Edit(line.range(word), other)) }
    }
  }

  /// The words of a line, as far as one is looked at.
  func words(_ line: Line) -> [Range<Int>] {
    line.signs.indices.filter { index in
      line.signs[index].isWord && (index == 0 || !line.signs[index - 1].isWord)
    }.map { wordRun(at: $0, line) }.sorted { line.distance($0.lowerBound) < line.distance($1.lowerBound) }
  }
}
