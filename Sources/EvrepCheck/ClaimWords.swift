import EvrepSource

/// What words beside a figure say of it.
package enum Claim: Sendable, Hashable {
  /// 增长, 下降: the figure is how far something has moved.
  case change(Direction)
  /// 增加到, 降至: the figure is what something has come to.
  case level(Direction)
  /// rose from: the figure is what something was before it moved.
  case origin(Direction)
  /// 近, 余, 约: the exact value lies below, above or on either side of the printed figure.
  case approximation(Approximation)
  /// 以上, 至多: the printed figure is a bound, and belongs to what it bounds.
  case bound(Bound)

  package enum Direction: Sendable, Hashable { case up, down }

  /// True for a word that says which way a figure went.
  var isMovement: Bool {
    switch self {
    case .change, .level, .origin: true
    case .approximation, .bound: false
    }
  }
  package enum Approximation: Sendable, Hashable { case below, above, around }
  package enum Bound: Sendable, Hashable { case atLeast, atMost }
}

/// A word that makes a claim where it stands directly beside a figure.
struct ClaimWord: Sendable {
  enum Position: Sendable {
    /// 近3人.
    case before
    /// Between the figure and its unit: 3余人.
    case inside
    /// 3人以上.
    case behind
  }

  let claim: Claim
  let position: Position
  /// The figure may as well be a threshold that something else is compared with: 超过50%的标准.
  let isComparing: Bool
  /// Beside a span of time the word says something else: 近三年.
  let isUntimed: Bool
  let place: Place
  /// The word, as a range of `ClaimWords.text`.
  fileprivate(set) var spelling = 0..<0
  /// What makes another word of it, on the side away from the figure (最近, 节约; 以上各项): a range of
  /// `ClaimWords.exceptions`.
  fileprivate(set) var exceptions = 0..<0
  /// The next word with the same byte beside the figure, which is no longer; -1 for none.
  fileprivate var next: Int32 = -1

  init(_ claim: Claim, _ position: Position, isComparing: Bool, isUntimed: Bool, place: Place) {
    self.claim = claim
    self.position = position
    self.isComparing = isComparing
    self.isUntimed = isUntimed
    self.place = place
  }
}

/// The words of claims that a report and its modules declare, found by the byte that stands next to the figure.
package struct ClaimWords: Sendable {
  /// A word in prose.
  struct Match {
    let claim: Claim
    let range: ByteRange
    let isComparing: Bool
    let isUntimed: Bool
  }

  /// What may follow a word of movement, and what the figure is then.
  private static let endings: [(bytes: [UInt8], claim: @Sendable (Claim.Direction) -> Claim)] = [
    (Array("了".utf8), Claim.change), (Array(" by".utf8), Claim.change), (Array("到".utf8), Claim.level),
    (Array("至".utf8), Claim.level), (Array(" to".utf8), Claim.level), (Array(" from".utf8), Claim.origin),
  ]

  /// The spellings of words and exceptions, end to end.
  private var text: [UInt8] = []
  private var exceptions: [ByteRange] = []
  private var words: [ClaimWord] = []
  /// Words that claim nothing by themselves.
  package var lists = WordLists()
  /// Words of movement that are each other's opposites, as indices of `words`.
  private var pairs: [(up: Int, down: Int)] = []
  /// The longest word before a figure by its last byte, the longest inside or behind by its first; -1 for none.
  private var before = [Int32](repeating: -1, count: 256)
  private var inside = [Int32](repeating: -1, count: 256)
  private var behind = [Int32](repeating: -1, count: 256)

  init() {}

  // MARK: Declaring

  /// Adds a word; where it stands already, in the same position, the place of that word and no change.
  mutating func add(_ word: ClaimWord, _ spelling: ArraySlice<UInt8>, except: [ArraySlice<UInt8>] = []) -> Place? {
    guard let first = spelling.first, let last = spelling.last else { return nil }
    var word = word
    let key = Int(word.position == .before ? Self.lowered(last) : first)
    var previous: Int32 = -1
    var current = head(word.position, key)
    while current >= 0, words[Int(current)].spelling.count >= spelling.count {
      let other = words[Int(current)]
      if text[other.spelling] == spelling { return other.place }
      previous = current
      current = other.next
    }
    word.next = current
    word.spelling = appended(spelling)
    let start = exceptions.count
    for exception in except { exceptions.append(appended(exception)) }
    word.exceptions = start..<exceptions.count
    let index = Int32(words.count)
    words.append(word)
    if previous >= 0 {
      words[Int(previous)].next = index
    } else {
      setHead(word.position, key, index)
    }
    return nil
  }

  /// The two words that were added last are opposites: up, then down.
  mutating func pairLastTwo() {
    guard words.count > 1 else { return }
    pairs.append((words.count - 2, words.count - 1))
  }

  private mutating func appended(_ bytes: ArraySlice<UInt8>) -> ByteRange {
    let start = text.count
    text.append(contentsOf: bytes)
    return start..<text.count
  }

  private func head(_ position: ClaimWord.Position, _ key: Int) -> Int32 {
    switch position {
    case .before: before[key]
    case .inside: inside[key]
    case .behind: behind[key]
    }
  }

  private mutating func setHead(_ position: ClaimWord.Position, _ key: Int, _ index: Int32) {
    switch position {
    case .before: before[key] = index
    case .inside: inside[key] = index
    case .behind: behind[key] = index
    }
  }

  // MARK: Finding

  /// The longest word that ends before byte `end`; a word of movement with what may follow it.
  func word(endingAt end: Int, in bytes: [UInt8]) -> Match? {
    guard end > 0 else { return nil }
    let plain = plainWord(endingAt: end, in: bytes)
    for ending in Self.endings where bytes[end - 1] == ending.bytes.last {
      let start = end - ending.bytes.count
      guard start > 0, matches(ending.bytes, bytes, start), let stem = movement(endingAt: start, in: bytes),
        end - stem.start > (plain.map(length) ?? 0)
      else { continue }
      return Match(claim: ending.claim(stem.direction), range: stem.start..<end, isComparing: false, isUntimed: false)
    }
    if let plain { return match(plain, end - length(plain)) }
    guard Self.adverb(endingAt: end, in: bytes) != nil, let stem = movement(endingAt: end, in: bytes) else {
      return nil
    }
    return Match(claim: .change(stem.direction), range: stem.start..<end, isComparing: false, isUntimed: false)
  }

  /// A word of movement that ends before byte `end`, or before an adverb there: rose slightly.
  private func movement(endingAt end: Int, in bytes: [UInt8]) -> (start: Int, direction: Claim.Direction)? {
    let end = Self.adverb(endingAt: end, in: bytes) ?? end
    guard let stem = plainWord(endingAt: end, in: bytes), case .change(let direction) = words[stem].claim else {
      return nil
    }
    return (end - length(stem), direction)
  }

  /// How far a word of movement may say that something went.
  private static let adverbs = [
    " slightly", " sharply", " steadily", " markedly", " significantly", " considerably", " strongly", " modestly",
    " only", " further", " again",
  ].map { Array($0.utf8) }

  /// Where an adverb begins that ends before byte `end`.
  private static func adverb(endingAt end: Int, in bytes: [UInt8]) -> Int? {
    guard end > 0, [UInt8(ascii: "y"), UInt8(ascii: "r"), UInt8(ascii: "n")].contains(bytes[end - 1]) else {
      return nil
    }
    let found = adverbs.first { end >= $0.count && bytes[end - $0.count..<end].elementsEqual($0) }
    return found.map { end - $0.count }
  }

  /// The longest word of this spelling, as an index of `words`.
  private func plainWord(endingAt end: Int, in bytes: [UInt8]) -> Int? {
    guard end > 0 else { return nil }
    var index = before[Int(Self.lowered(bytes[end - 1]))]
    while index >= 0 {
      let word = words[Int(index)]
      let start = end - word.spelling.count
      if start >= 0, isSpelled(word, at: start, bytes), !continuesWord(at: start, bytes) {
        let isOther = exceptions[word.exceptions].contains { other in
          start >= other.count && text[other].elementsEqual(bytes[start - other.count..<start])
        }
        return isOther ? nil : Int(index)
      }
      index = word.next
    }
    return nil
  }

  /// True where a word in Latin letters that begins at `start` is the end of a longer one.
  private func continuesWord(at start: Int, _ bytes: [UInt8]) -> Bool {
    Self.isLetter(bytes[start]) && start > 0
      && (Self.isLetter(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "-"))
  }

  /// The longest word behind a figure that begins at byte `start`.
  func word(startingAt start: Int, in bytes: [UInt8]) -> Match? { word(behind, at: start, bytes) }

  /// The longest word between a figure and its unit that begins at byte `start`.
  func word(insideAt start: Int, in bytes: [UInt8]) -> Match? { word(inside, at: start, bytes) }

  private func word(_ heads: [Int32], at start: Int, _ bytes: [UInt8]) -> Match? {
    guard start < bytes.count else { return nil }
    var index = heads[Int(bytes[start])]
    while index >= 0 {
      let word = words[Int(index)]
      let end = start + word.spelling.count
      let isWhole = { Self.isLetter(bytes[end - 1]) && end < bytes.count && Self.isLetter(bytes[end]) }
      if end <= bytes.count, isSpelled(word, at: start, bytes), !isWhole() {
        let isOther = exceptions[word.exceptions].contains { other in
          end + other.count <= bytes.count && text[other].elementsEqual(bytes[end..<end + other.count])
        }
        return isOther ? nil : match(Int(index), start)
      }
      index = word.next
    }
    return nil
  }

  private func length(_ index: Int) -> Int { words[index].spelling.count }

  private func match(_ index: Int, _ start: Int) -> Match {
    let word = words[index]
    return Match(
      claim: word.claim, range: start..<start + word.spelling.count, isComparing: word.isComparing,
      isUntimed: word.isUntimed)
  }

  /// True where the word stands at `start`; its first letter may be a capital.
  private func isSpelled(_ word: ClaimWord, at start: Int, _ bytes: [UInt8]) -> Bool {
    let first = text[word.spelling.lowerBound]
    guard bytes[start] == first || Self.lowered(bytes[start]) == first else { return false }
    var offset = word.spelling.count - 1
    while offset > 0 {
      if bytes[start + offset] != text[word.spelling.lowerBound + offset] { return false }
      offset -= 1
    }
    return true
  }

  private func matches(_ word: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
    for index in word.indices where bytes[start + index] != word[index] { return false }
    return true
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  // MARK: Opposites

  /// Which way a word of movement goes that `word` begins with; nil for another word.
  package func direction(of word: String) -> Claim.Direction? {
    for pair in pairs {
      for (index, direction) in [(pair.up, Claim.Direction.up), (pair.down, .down)]
      where word.utf8.starts(with: text[words[index].spelling]) {
        return direction
      }
    }
    return nil
  }

  /// The pairs that have the word, as formats write them.
  package func pairs(with word: String) -> [(up: String, down: String)] {
    pairs.map { (spelled($0.up), spelled($0.down)) }.filter { $0.0 == word || $0.1 == word }
  }

  /// A word for up and one for down that are this text in one.
  func pair(joined text: String) -> (up: String, down: String)? {
    let down = Set(pairs.map { spelled($0.down) })
    return pairs.lazy.map { spelled($0.up) }.filter { text.hasPrefix($0) }.map {
      ($0, String(text.dropFirst($0.count)))
    }
    .first { down.contains($0.1) }
  }

  private func spelled(_ index: Int) -> String { String(decoding: text[words[index].spelling], as: UTF8.self) }

  /// The pair that `word` begins with a word of: the word for up and the one for down, as a format writes them.
  package func pair(of word: String) -> (up: String, down: String)? {
    let found = pairs.first { pair in
      [pair.up, pair.down].contains { word.utf8.starts(with: text[words[$0].spelling]) }
    }
    return found.map { (spelled($0.up), spelled($0.down)) }
  }
}
