/// A part of two versions of a passage's line, merged.
package enum LinePart: Hashable, Sendable {
  /// A tag of the new version; of the old one where the whole line went.
  case tag(String)
  /// Text of both. `figure` is the number of the hole in the new report that printed it.
  case same(String, figure: Int?)
  case removed(String, figure: Int?)
  case added(String, figure: Int?)
}

extension [LinePart] {
  /// The parts for a reader, who does not care what was a figure: neighbours of one kind are one part, tags left out.
  var joined: [LinePart] {
    reduce(into: []) { parts, part in
      switch (parts.last, part) {
      case (_, .tag): break
      case (.same(let before, _), .same(let text, _)): parts[parts.count - 1] = .same(before + text, figure: nil)
      case (.removed(let before, _), .removed(let text, _)):
        parts[parts.count - 1] = .removed(before + text, figure: nil)
      case (.added(let before, _), .added(let text, _)): parts[parts.count - 1] = .added(before + text, figure: nil)
      default: parts.append(part)
      }
    }
  }
}

/// Two versions of a passage compared word by word; a row of a table cell by cell.
package enum LineDiff {
  private struct Word {
    let text: Substring
    let figure: Int?
  }

  /// A cell of a row, or a whole line: its words, and the tags before each of them.
  private struct Cell {
    var words: [Word] = []
    /// For each word the tags that stand before it; the last entry holds those behind the last word.
    var tags: [[String]] = [[]]

    mutating func append(_ token: Passage.Token) {
      switch token {
      case .tag(let tag): tags[tags.count - 1].append(tag)
      case .text(let text, let figure):
        // A figure is one word, whatever it is made of.
        let pieces = figure == nil ? WordSplitter.words(text) : [text[...]]
        for piece in pieces {
          words.append(Word(text: piece, figure: figure))
          tags.append([])
        }
      }
    }
  }

  /// The merged line.
  package static func parts(from old: Passage, to new: Passage) -> [LinePart] {
    let (a, b) = (cells(old), cells(new))
    guard a.count == b.count else {
      return merged(cell(old.tokens), cell(new.tokens))
    }
    return zip(a, b).flatMap { merged($0, $1) }
  }

  /// The line of a passage that only one report has.
  package static func parts(of passage: Passage, _ make: (String, Int?) -> LinePart) -> [LinePart] {
    passage.tokens.map { token in
      switch token {
      case .tag(let tag): .tag(tag)
      case .text(let text, let figure): make(text, figure)
      }
    }
  }

  /// The sentences of a merged line, tags left out; a row is one sentence.
  package static func sentences(_ parts: [LinePart]) -> [[LinePart]] {
    var sentences: [[LinePart]] = [[]]
    for part in parts {
      switch part {
      case .tag(let tag):
        if tag.hasPrefix("</t") { sentences[sentences.count - 1].append(.same(" | ", figure: nil)) }
      case .same(let text, nil):
        for piece in pieces(text) {
          sentences[sentences.count - 1].append(.same(piece.text, figure: nil))
          if piece.isEnd { sentences.append([]) }
        }
      default: sentences[sentences.count - 1].append(part)
      }
    }
    return sentences.filter { !$0.isEmpty }
  }

  /// Text cut behind its sentence ends.
  private static func pieces(_ text: String) -> [(text: String, isEnd: Bool)] {
    var pieces: [(String, Bool)] = []
    var piece = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      piece.append(character)
      let next = rest.first
      let isBeforeClosing = next.map { "”’）》".contains($0) } ?? false
      let endsChinese = "。！？；".contains(character) && !isBeforeClosing
      // A quotation or a bracket that holds a whole sentence ends it.
      let isClosed = "”’）》".contains(character) && (piece.dropLast().last.map { "。！？；".contains($0) } ?? false)
      let endsEnglish = ".!?".contains(character) && next == " "
      guard endsChinese || isClosed || endsEnglish else { continue }
      pieces.append((piece, true))
      piece = ""
    }
    return piece.isEmpty ? pieces : pieces + [(piece, false)]
  }

  private static func cells(_ passage: Passage) -> [Cell] {
    guard passage.name == "tr" else { return [cell(passage.tokens)] }
    var cells: [Cell] = []
    var tokens: [Passage.Token] = []
    for token in passage.tokens {
      tokens.append(token)
      if case .tag(let tag) = token, tag.hasPrefix("</t") {
        cells.append(cell(tokens))
        tokens = []
      }
    }
    return cells + (tokens.isEmpty ? [] : [cell(tokens)])
  }

  private static func cell(_ tokens: [Passage.Token]) -> Cell {
    var cell = Cell()
    for token in tokens { cell.append(token) }
    return cell
  }

  private static func merged(_ old: Cell, _ new: Cell) -> [LinePart] {
    var numbers: [Substring: Int] = [:]
    func number(_ word: Word) -> Int {
      if let known = numbers[word.text] { return known }
      numbers[word.text] = numbers.count
      return numbers.count - 1
    }
    let edits = joined(
      SequenceDiff.edits(from: old.words.map(number), to: new.words.map(number)), old.words)
    var parts: [LinePart] = []
    var tags = new.tags
    func appendTags(before index: Int) {
      parts += tags[index].map(LinePart.tag)
      tags[index] = []
    }
    func appendNew(_ range: Range<Int>, _ make: (String, Int?) -> LinePart) {
      for index in range {
        appendTags(before: index)
        append(make(String(new.words[index].text), new.words[index].figure), to: &parts)
      }
    }
    var reached = 0
    for edit in edits {
      appendNew(reached..<edit.new.lowerBound) { .same($0, figure: $1) }
      if edit.new.lowerBound == 0 {
        // What went from a line's beginning stands in the line, not before it.
        let opening = tags[0].prefix { !$0.hasPrefix("</") }
        parts += opening.map(LinePart.tag)
        tags[0].removeFirst(opening.count)
      }
      for word in old.words[edit.old] { append(.removed(String(word.text), figure: word.figure), to: &parts) }
      appendNew(edit.new) { .added($0, figure: $1) }
      reached = edit.new.upperBound
    }
    appendNew(reached..<new.words.count) { .same($0, figure: $1) }
    appendTags(before: new.words.count)
    return parts
  }

  /// Appends a part, to the one before it where both are of one kind and no figures.
  private static func append(_ part: LinePart, to parts: inout [LinePart]) {
    switch (parts.last, part) {
    case (.same(let before, nil), .same(let text, nil)): parts[parts.count - 1] = .same(before + text, figure: nil)
    case (.removed(let before, nil), .removed(let text, nil)):
      parts[parts.count - 1] = .removed(before + text, figure: nil)
    case (.added(let before, nil), .added(let text, nil)): parts[parts.count - 1] = .added(before + text, figure: nil)
    default: parts.append(part)
    }
  }

  /// The edits, those that only a blank parts taken together: a reader sees one change.
  private static func joined(_ edits: [Edit], _ words: [Word]) -> [Edit] {
    var result: [Edit] = []
    for edit in edits {
      if let last = result.last, last.old.upperBound + 1 == edit.old.lowerBound,
        words[last.old.upperBound].text.allSatisfy(\.isWhitespace)
      {
        result[result.count - 1] = Edit(
          old: last.old.lowerBound..<edit.old.upperBound, new: last.new.lowerBound..<edit.new.upperBound)
      } else {
        result.append(edit)
      }
    }
    return result
  }
}
