import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// A part of a whole in words that bounds the percentage beside it: 超过一半的学生（{x}%）, “over half, {x}%,”.
struct FractionInWords {
  enum Bound { case above, atLeast, below }

  let bound: Bound
  let fraction: Number
  let range: ByteRange
  private static let chinese: [(word: String, fraction: (Int, Int))] = {
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    var words = [("一半", (1, 2)), ("半数", (1, 2))]
    for (below, name) in [(3, "三"), (4, "四"), (5, "五")] {
      for above in 1..<below { words.append(("\(name)分之\(digits[above - 1])", (above, below))) }
    }
    return words + digits.indices.map { ("\(digits[$0])成", ($0 + 1, 10)) }
  }()

  private static let english: [(word: String, fraction: (Int, Int))] = [
    ("half", (1, 2)), ("a third", (1, 3)), ("one third", (1, 3)), ("one-third", (1, 3)), ("two thirds", (2, 3)),
    ("two-thirds", (2, 3)), ("a quarter", (1, 4)), ("one quarter", (1, 4)), ("three quarters", (3, 4)),
    ("three-quarters", (3, 4)), ("a fifth", (1, 5)), ("one in five", (1, 5)), ("one in four", (1, 4)),
    ("one in three", (1, 3)), ("a tenth", (1, 10)), ("one in ten", (1, 10)),
  ]

  private static let leads: [(word: String, bound: Bound)] = [
    ("超过了", .above), ("超过", .above), ("超", .above), ("逾", .above), ("高于", .above), ("多于", .above),
    ("不足", .below), ("不到", .below), ("未达", .below), ("低于", .below), ("少于", .below), ("将近", .below), ("接近", .below),
    ("近", .below), ("more than ", .above), ("over ", .above), ("above ", .above), ("exceeding ", .above),
    ("less than ", .below), ("fewer than ", .below), ("under ", .below), ("below ", .below), ("nearly ", .below),
    ("almost ", .below), ("at least ", .atLeast),
  ]

  /// Phrases that are more than half as they stand.
  private static let wholes: [(word: String, bound: Bound)] = [
    ("过半数", .above), ("过半", .above), ("绝大多数", .above), ("大多数", .above), ("a majority", .above),
    ("the majority", .above),
  ]

  private static let tails: [(word: String, bound: Bound)] = [
    ("及以上", .atLeast), ("以上", .atLeast), ("多", .above), (" or more", .atLeast),
  ]

  /// What turns a phrase round, before it.
  private static let negations = ByteWords([
    "未", "不", "没", "没有", "难", "not ", "Not ", "no ", "No ", "n’t ", "n't ",
  ])

  /// Every phrase, longest first: what it says, and its words, those of Latin letters small and with a capital.
  private static let phrases: (claims: [(bound: Bound, fraction: Number)], words: ByteWords) = {
    var phrases: [(bytes: [UInt8], bound: Bound, fraction: Number)] = []
    func add(_ bytes: [UInt8], _ bound: Bound, _ fraction: Number) {
      phrases.append((bytes, bound, fraction))
      guard isLetter(bytes[0]) else { return }
      var capital = bytes
      capital[0] ^= 0x20
      phrases.append((capital, bound, fraction))
    }
    func spelled(_ words: [(word: String, bound: Bound)]) -> [(bytes: [UInt8], bound: Bound)] {
      words.map { (Array($0.word.utf8), $0.bound) }
    }
    let (heads, ends) = (spelled(leads), spelled(tails))
    func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 < 0x80 } }
    for (words, isLatin) in [(chinese, false), (english, true)] {
      let (leads, tails) = (heads.filter { isASCII($0.bytes) == isLatin }, ends.filter { isASCII($0.bytes) == isLatin })
      for (word, fraction) in words {
        guard let value = try? Number(fraction.0).divided(by: Number(fraction.1)) else { continue }
        let word = Array(word.utf8)
        for (lead, bound) in leads { add(lead + word, bound, value) }
        for (tail, bound) in tails { add(word + tail, bound, value) }
      }
    }
    if let half = try? Number(1).divided(by: Number(2)) {
      for (word, bound) in wholes { add(Array(word.utf8), bound, half) }
    }
    phrases.sort { $0.bytes.count > $1.bytes.count }
    return (phrases.map { ($0.bound, $0.fraction) }, ByteWords(phrases.map(\.bytes)))
  }()

  // MARK: Finding

  /// The phrase that ends at byte `end`, and is no part of another word.
  static func ending(at end: Int, in bytes: [UInt8]) -> FractionInWords? {
    let found = phrases.words.ending(at: end, in: bytes) { isWhole($1, in: bytes) }
    return found.map { said($0.word, $0.start..<end) }
  }

  /// The phrase that begins at byte `start`.
  static func beginning(at start: Int, in bytes: [UInt8]) -> FractionInWords? {
    let found = phrases.words.beginning(at: start, in: bytes) { isWhole($1, in: bytes) }
    return found.map { said($0.word, start..<$0.end) }
  }

  private static func said(_ phrase: Int, _ range: ByteRange) -> FractionInWords {
    FractionInWords(bound: phrases.claims[phrase].bound, fraction: phrases.claims[phrase].fraction, range: range)
  }

  /// True where a phrase is no part of a longer word, and nothing before it turns it round.
  private static func isWhole(_ range: ByteRange, in bytes: [UInt8]) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    return !(isLetter(bytes[start]) && start > 0 && isLetter(bytes[start - 1]))
      && !(isLetter(bytes[end - 1]) && end < bytes.count && isLetter(bytes[end]))
      && negations.ending(at: start, in: bytes) == nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  /// The phrase that speaks of the figure in the hole: in the clause before a bracket that holds it alone, or parted from it by a
  /// comma, before it or behind it, and a word such as 为. Nil for none, and for one that may speak of another figure.
  static func beside(_ hole: ByteRange, in bytes: [UInt8]) -> FractionInWords? {
    let direct = skippingBlanks(before: hole.lowerBound, bytes)
    if let of = mark(ofs, before: direct, bytes), let found = ending(at: of, in: bytes),
      bytes[found.range].suffix(8).elementsEqual("majority".utf8)
    {
      return found
    }
    let start = skipping(links, before: skippingBlanks(before: hole.lowerBound, bytes), bytes)
    if let bracket = mark(brackets, before: start, bytes) {
      var end = skippingBlanks(before: bracket, bytes)
      let floor = max(0, end - 60)
      while end > floor {
        if let found = ending(at: end, in: bytes) { return found }
        if mark(clauses, before: end, bytes) != nil { return nil }
        end -= 1
      }
      return nil
    }
    if let comma = mark(commas, before: start, bytes) {
      if let found = ending(at: skippingBlanks(before: comma, bytes), in: bytes) { return found }
    }
    return behind(hole.upperBound, in: bytes)
  }

  /// {x}%，超过一半 and {x}%, more than half: behind the unit, in so many bytes.
  private static func behind(_ hole: Int, in bytes: [UInt8]) -> FractionInWords? {
    let limit = min(bytes.count, hole + 16)
    var offset = hole
    while offset < limit {
      if let comma = openings.beginning(at: offset, in: bytes) {
        offset = comma.end
        for _ in 0..<3 {
          while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
          if let found = beginning(at: offset, in: bytes) { return found }
          guard let word = adverbs.beginning(at: offset, in: bytes) else { return nil }
          offset = word.end
        }
        return nil
      }
      // % and letters of a unit; another figure or the end of a sentence parts them.
      if clauses.beginning(at: offset, in: bytes) != nil { return nil }
      offset += 1
    }
    return nil
  }

  private static let ofs = ByteWords([" of"])
  private static let brackets = ByteWords(["（", "("])
  private static let commas = ByteWords(["，", ",", "——"])
  private static let openings = ByteWords(["，", ",", "（", "("])
  private static let links = ByteWords(["即", "为", "是", "达到", "达", "约", "i.e. ", "namely ", "about ", "at "])
  private static let adverbs = ByteWords(["已经", "已", "均", "也", "占", "or ", "which is ", "that is ", "already "])
  private static let clauses = ByteWords([
    "，", ",", "。", "；", ";", "！", "？", ". ", "}", "{", "|", "、", "\n\n", "\n",
  ])

  /// Where one of the texts begins that ends at `end`.
  private static func mark(_ texts: ByteWords, before end: Int, _ bytes: [UInt8]) -> Int? {
    texts.ending(at: end, in: bytes)?.start
  }

  private static func skipping(_ words: ByteWords, before end: Int, _ bytes: [UInt8]) -> Int {
    mark(words, before: end, bytes).map { skippingBlanks(before: $0, bytes) } ?? end
  }

  private static func skippingBlanks(before end: Int, _ bytes: [UInt8]) -> Int {
    var start = end
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: "*") { start -= 1 }
    return start
  }
}

extension Evaluator {
  /// Holds a percentage to what the words beside it say in parts of the whole.
  mutating func judgeFraction(_ hole: Hole, _ value: Number, _ unit: Unit) {
    guard unit.kind == .ratio, unit.factor < .one, hole.place.file == program.file, hole.form.words == nil,
      let claim = FractionInWords.beside(hole.place.range, in: program.bytes)
    else { return }
    let isTrue =
      switch claim.bound {
      case .above: value > claim.fraction
      case .atLeast: value >= claim.fraction
      case .below: value < claim.fraction
      }
    guard !isTrue, diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted, let exact = try? value.divided(by: unit.factor)
    else { return }
    let text = String(decoding: program.bytes[claim.range], as: UTF8.self)
    var form = PrintedForm()
    form.decimalLimit = 9
    let printed = withUnit(exact, form, unit)
    diagnostics.append(
      Diagnostic(
        .falseBound, at: Place(program.file, claim.range),
        Message(en: "‘\(text)’ is not true of the figure beside it", zh: "“\(text)”与旁边的数不符"),
        labels: [Label(hole.place, Message(en: "this is \(printed)", zh: "这是 \(printed)"))]
          + cells(of: hole.expression)))
  }
}
