import EvrepSource

/// The small changes of a file of rows that are tried around a mistake in it: an end of a line or a delimiter that stands elsewhere,
/// cells and columns in each other's place.
///
/// Lines that begin or end in a quoted cell are left alone. What is tried leaves each row that it makes as wide as most are.
struct DataEdits {
  /// What a file would be, and what would be mended.
  struct Change {
    let edit: Edit
    let message: Message
  }

  private let bytes: [UInt8]
  private let lines: LineIndex
  private let count: Int
  private let delimiter: UInt8
  /// How many cells most lines have.
  private let width: Int

  /// How many signs off a delimiter, or the end of a line, may stand.
  private static let reach = 3
  /// How many lines beside one show how long cells are.
  private static let nearLines = 5
  /// How many lines are looked at.
  private static let sample = 200

  private init(_ bytes: [UInt8], _ lines: LineIndex, _ delimiter: UInt8, width: Int) {
    (self.bytes, self.lines, self.delimiter, self.width) = (bytes, lines, delimiter, width)
    count = lines.line(at: bytes.count)
  }

  /// What a file may be meant as: none where nothing parts it, two where as many lines have one width as have another.
  static func all(_ bytes: [UInt8]) -> [DataEdits] {
    let lines = LineIndex(bytes)
    var widths: [UInt8: [Int: Int]] = [:]
    for number in 1...min(lines.line(at: bytes.count), sample) {
      let line = bytes[lines.range(ofLine: number, in: bytes)]
      for sign in [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")] where line.contains(sign) {
        widths[sign, default: [:]][delimiters(sign, in: line).count + 1, default: 0] += 1
      }
    }
    let found = widths.flatMap { sign, widths in widths.map { (sign: sign, width: $0.key, lines: $0.value) } }
      .sorted { ($0.lines, $0.width, $0.sign) > ($1.lines, $1.width, $1.sign) }
    return found.prefix { $0.lines == found[0].lines }.prefix(2).map {
      DataEdits(bytes, lines, $0.sign, width: $0.width)
    }
  }

  /// The changes around a byte, likely ones first.
  func changes(at offset: Int) -> [Change] {
    let line = lines.line(at: offset)
    let pairs = [line, line - 1].filter { $0 >= 1 && $0 < count && isPlain($0) && isPlain($0 + 1) }
    let own = isPlain(line) ? line : nil
    let parted = [line, line - 1].filter { $0 >= 1 && isPlain($0) }.flatMap(parting)
    return pairs.flatMap(joining) + parted + pairs.flatMap(movingEnd)
      + (own.map {
        removingDelimiter($0) + movingDelimiter($0, offset) + exchangingCells($0, offset)
          + exchangingColumns($0, offset)
      } ?? [])
  }

  // MARK: Ends of lines

  /// The line and the next one as one.
  private func joining(_ line: Int) -> [Change] {
    let (first, second) = (range(line), range(line + 1))
    return [[], [delimiter]].compactMap { filler in
      let row = bytes[first] + filler + bytes[second]
      guard cells(row) == width else { return nil }
      let text = quote(row)
      return Change(
        edit: Edit(first.upperBound..<second.lowerBound, filler),
        message: Message(
          en: "one row stands in two lines: is it ‘\(text)’?", zh: "一行被拆成了两行：是否应为“\(text)”？"))
    }
  }

  /// The line as two.
  private func parting(_ line: Int) -> [Change] {
    let range = range(line)
    let delimiters = Self.delimiters(delimiter, in: bytes[range])
    func change(_ place: ByteRange) -> Change {
      let text = quote(bytes[place.upperBound..<range.upperBound])
      return Change(
        edit: Edit(place, [0x0A]),
        message: Message(
          en: "two rows stand in one line: does ‘\(text)’ begin the second?", zh: "两行连成了一行：第二行是否从“\(text)”开始？"))
    }
    switch delimiters.count + 1 {
    case 2 * width: return [change(delimiters[width - 1]..<delimiters[width - 1] + 1)]
    case 2 * width - 1 where width > 1:
      let start = delimiters[width - 2] + 1
      let end = delimiters.count >= width ? delimiters[width - 1] : range.upperBound
      // First where the first cell of the second row is as long as in a row beside.
      let usual = length(ofCell: 0, near: line) ?? 0
      let ends = signs(start..<end).sorted { (abs(end - $0 - usual), $0) < (abs(end - $1 - usual), $1) }
      return ends.filter { bytes[$0] < 0x30 || bytes[$0] == UInt8(ascii: ";") }.map { change($0..<$0 + 1) }
        + ends.filter { $0 > start }.map { change($0..<$0) }
    default: return []
    }
  }

  /// The end of the line, or a delimiter across it, some signs further on or before; first where the first cell of the next row is as
  /// long as in a row beside.
  private func movingEnd(_ line: Int) -> [Change] {
    let (first, second) = (range(line), range(line + 1))
    let newline = Array(bytes[first.upperBound..<second.lowerBound])
    func change(_ left: [UInt8], _ right: [UInt8]) -> (change: Change, first: Int)? {
      guard cells(left[...]) == width, cells(right[...]) == width else { return nil }
      let text = quote(right[...])
      let change = Change(
        edit: Edit(first.lowerBound..<second.upperBound, left + newline + right),
        message: Message(
          en: "a line ends in the wrong place: is the next row ‘\(text)’?", zh: "换行的位置不对：下一行是否应为“\(text)”？"))
      return (change, right.prefix { $0 != delimiter }.count)
    }
    let (left, right) = (Array(bytes[first]), Array(bytes[second]))
    let before = signs(first).suffix(Self.reach).map { $0 - first.lowerBound }
    let after = signs(second).prefix(Self.reach + 1).map { $0 - second.lowerBound }
    let moved =
      before.map { change(Array(left[..<$0]), left[$0...] + right) }
      + after.dropFirst().map { change(left + right[..<$0], Array(right[$0...])) }
    let across =
      after.filter { right[$0] == delimiter }.flatMap { at in
        before.map { change(with(delimiter, left, at: $0), without(right, at: at)) }
      }
      + before.filter { left[$0] == delimiter }.flatMap { at in
        after.dropFirst().map { change(without(left, at: at), with(delimiter, right, at: $0)) }
      }
    let usual = length(ofCell: 0, near: line + 1) ?? 0
    return (moved + across).compactMap(\.self).sorted { abs($0.first - usual) < abs($1.first - usual) }.map(\.change)
  }

  private func with(_ byte: UInt8, _ row: [UInt8], at place: Int) -> [UInt8] {
    Array(row[..<place]) + [byte] + Array(row[place...])
  }

  private func without(_ row: [UInt8], at place: Int) -> [UInt8] {
    Array(row[..<place]) + Array(row[(place + 1)...])
  }

  // MARK: Cells

  /// A delimiter beside the cell at a byte some signs further on or before; first where the cell before it is as long as the one in a
  /// row beside.
  private func movingDelimiter(_ line: Int, _ offset: Int) -> [Change] {
    let cells = cells(in: line)
    guard let own = cells.firstIndex(where: { offset <= $0.upperBound }) else { return [] }
    return (max(0, own - 1)..<min(own + 1, cells.count - 1)).flatMap { index in
      let (left, right) = (cells[index], cells[index + 1])
      let usual = length(ofCell: index, near: line) ?? left.count
      let row = Array(bytes[left] + bytes[right])
      var places = Array(signs(left).suffix(Self.reach))
      places += (signs(right) + [right.upperBound]).dropFirst().prefix(Self.reach)
      let lengths = places.map { $0 - left.lowerBound - ($0 > left.upperBound ? 1 : 0) }
      return lengths.sorted { (abs($0 - usual), $0) < (abs($1 - usual), $1) }.map { length in
        let texts = [quote(row[..<length]), quote(row[length...])]
        return Change(
          edit: Edit(left.lowerBound..<right.upperBound, with(delimiter, row, at: length)),
          message: Message(
            en: "what parts two cells stands elsewhere: are they ‘\(texts[0])’ and ‘\(texts[1])’?",
            zh: "两格之间的分隔符错了位：是否应为“\(texts[0])”和“\(texts[1])”？"))
      }
    }
  }

  /// The line without one of its delimiters, first where two stand side by side.
  private func removingDelimiter(_ line: Int) -> [Change] {
    let cells = cells(in: line)
    guard cells.count == width + 1 else { return [] }
    let pairs = Array(zip(cells, cells.dropFirst()))
    return (pairs.filter { $0.isEmpty || $1.isEmpty } + pairs.filter { !$0.isEmpty && !$1.isEmpty }).map {
      left, right in
      let text = quote(bytes[left] + bytes[right])
      let (before, behind) = (quote(bytes[left]), quote(bytes[right]))
      let isDouble = left.isEmpty || right.isEmpty
      return Change(
        edit: Edit(left.upperBound..<right.lowerBound, []),
        message: isDouble
          ? Message(en: "two signs that part cells stand side by side beside ‘\(text)’", zh: "“\(text)”旁多了一个分隔符")
          : Message(
            en: "one cell is parted in two, ‘\(before)’ and ‘\(behind)’: is it ‘\(text)’?",
            zh: "一格被分成了“\(before)”和“\(behind)”两格：是否应为“\(text)”？"))
    }
  }

  /// How long the cell of a column is in a row near a line, where it is not empty.
  private func length(ofCell index: Int, near line: Int) -> Int? {
    guard index < width else { return nil }
    let near = (1...Self.nearLines).flatMap { [line + $0, line - $0] }.filter { $0 > 1 && $0 <= count }
    return near.lazy.map { cells(in: $0) }.first { $0.count == width && !$0[index].isEmpty }?[index].count
  }

  /// The cell at a byte, and another one of its row, or the one above or below it, in each other's place.
  private func exchangingCells(_ line: Int, _ offset: Int) -> [Change] {
    let cells = cells(in: line)
    guard cells.count == width,
      let own = cells.firstIndex(where: { $0.lowerBound <= offset && offset <= $0.upperBound })
    else { return [] }
    let others = cells.filter { $0 != cells[own] }
    let beside = [line - 1, line + 1].filter { $0 > 1 && $0 <= count && isPlain($0) }.compactMap { number in
      let cells = self.cells(in: number)
      return cells.indices.contains(own) ? cells[own] : nil
    }
    return (others + beside).compactMap { other in
      let (first, second) = other.lowerBound < cells[own].lowerBound ? (other, cells[own]) : (cells[own], other)
      guard bytes[first] != bytes[second] else { return nil }
      let (left, right) = (quote(bytes[first]), quote(bytes[second]))
      return Change(
        edit: exchanging(first, second),
        message: Message(
          en: "‘\(left)’ and ‘\(right)’ seem to stand in each other's place", zh: "“\(left)”与“\(right)”似乎互换了位置"))
    }
  }

  /// The column of the cell at a byte and another one in each other's place, without their headers.
  private func exchangingColumns(_ line: Int, _ offset: Int) -> [Change] {
    let headers = cells(in: 1)
    guard isPlain(1), headers.count == width,
      let own = cells(in: line).firstIndex(where: { $0.lowerBound <= offset && offset <= $0.upperBound }),
      own < width
    else { return [] }
    return headers.indices.filter { $0 != own }.map { other in
      let (first, second) = (headers[min(own, other)], headers[max(own, other)])
      let (left, right) = (quote(bytes[first]), quote(bytes[second]))
      return Change(
        edit: exchanging(first, second),
        message: Message(
          en: "the headers ‘\(left)’ and ‘\(right)’ seem to stand in each other's place",
          zh: "列名“\(left)”与“\(right)”似乎互换了位置"))
    }
  }

  private func exchanging(_ first: ByteRange, _ second: ByteRange) -> Edit {
    let between = Array(bytes[first.upperBound..<second.lowerBound])
    return Edit(first.lowerBound..<second.upperBound, Array(bytes[second]) + between + Array(bytes[first]))
  }

  // MARK: Bytes

  private func range(_ line: Int) -> ByteRange { lines.range(ofLine: line, in: bytes) }

  /// True where no quoted cell goes on beyond the line.
  private func isPlain(_ line: Int) -> Bool { bytes[range(line)].count { $0 == UInt8(ascii: "\"") } % 2 == 0 }

  private func cells(_ line: ArraySlice<UInt8>) -> Int { Self.delimiters(delimiter, in: line).count + 1 }

  private func cells(in line: Int) -> [ByteRange] {
    let range = range(line)
    let delimiters = Self.delimiters(delimiter, in: bytes[range])
    return zip([range.lowerBound] + delimiters.map { $0 + 1 }, delimiters + [range.upperBound]).map { $0..<$1 }
  }

  /// Where a sign stands outside quoted cells.
  private static func delimiters(_ sign: UInt8, in line: ArraySlice<UInt8>) -> [Int] {
    var isQuoted = false
    return line.indices.filter { at in
      if line[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
      return line[at] == sign && !isQuoted
    }
  }

  /// Where signs begin.
  private func signs(_ range: ByteRange) -> [Int] { range.filter { bytes[$0] & 0xC0 != 0x80 } }

  private static let shownSigns = 60

  private func quote(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.count > Self.shownSigns ? text.prefix(Self.shownSigns) + "…" : text
  }
}
