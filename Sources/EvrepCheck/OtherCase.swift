import EvrepModel
import EvrepSource
import EvrepSyntax

/// 小学{count(学校 where 类型 = 初中)}所: the words before a figure name one case of an enumeration, and its rows are those of another.
extension Checker {
  /// The case that the words right before a figure name, and the one of its rows.
  struct OtherCase {
    let range: ByteRange
    let named: String
    let taken: String
    let condition: Place
  }

  /// What may stand between a case and its figure.
  private static let nounsBetween = Set("生学校园在人数师教职工共有为是达计仅总约均招毕业专任幼儿童班级所占面积：: *")
  private static let wordsBetween: Set = [
    "school", "schools", "pupil", "pupils", "student", "students", "teacher", "teachers", "places", "children", "are",
    "is", "were",
    "was", "number", "of", "we", "have", "has", "had", "total", "phase",
  ]
  /// What makes another case of one, before it.
  private static let turnsBefore = ByteWords([
    "非", "除", "不含", "完全", "和", "及", "与", "、", "or ", "and ", "non-", "Non-", "not ", "than ", "/",
  ])

  func otherCase(_ value: Expression, _ node: SyntaxNode) -> OtherCase? {
    var conditions: [(cases: Enumeration, taken: [Int], place: Place)] = []
    collectCases(value, into: &conditions)
    guard !conditions.isEmpty else { return nil }
    let bytes = node.fileBytes
    let end = figureStart(node, bytes)
    for condition in conditions where condition.taken.count == 1 {
      let taken = condition.cases.cases[condition.taken[0]]
      guard let range = named(condition.cases, taken, before: end, in: bytes) else { continue }
      return OtherCase(
        range: range, named: String(decoding: bytes[range], as: UTF8.self), taken: taken, condition: condition.place)
    }
    return nil
  }

  mutating func checkCase(_ value: Expression, _ node: SyntaxNode) {
    guard let other = otherCase(value, node) else { return }
    report(
      .otherCase, Place(node.file, other.range), en: "‘\(other.named)’ stands before a figure of ‘\(other.taken)’",
      zh: "“\(other.named)”后面的数取自“\(other.taken)”",
      labels: [Label(other.condition, Message(en: "its rows are chosen here", zh: "在此选取各行"))])
  }

  /// The conditions on enumerations that choose the rows of a count or an aggregate.
  private func collectCases(_ value: Expression, into found: inout [(cases: Enumeration, taken: [Int], place: Place)]) {
    switch value.operation {
    case .definition(let index): collectCases(program.definitions[index].expression, into: &found)
    case .call(let function, let arguments)
    where [.count, .sum, .average, .median, .min, .max].contains(function) && arguments.count == 1:
      collectCases(arguments[0], into: &found)
    case .column(let rows, _), .skippingMissing(let rows), .ordering(let rows, _, _, _), .taking(let rows, _):
      collectCases(rows, into: &found)
    case .filter(let rows, let condition, let level):
      collectCases(rows, into: &found)
      collectCondition(condition, level, into: &found)
    default: break
    }
  }

  private func collectCondition(
    _ condition: Expression, _ level: Int, into found: inout [(cases: Enumeration, taken: [Int], place: Place)]
  ) {
    switch condition.operation {
    case .and(let parts): for part in parts { collectCondition(part, level, into: &found) }
    case .comparison(let sides, let operators) where operators == [.equal]:
      for (field, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        guard case .rowField(level, _) = field.operation, case .enumeration(let cases) = field.type,
          case .constant(.enumeration(let index)) = other.operation
        else { continue }
        found.append((cases, [index], condition.place))
      }
    default: break
    }
  }

  /// Another case than `taken` that stands before byte `end`, with no word between that could be said of anything else.
  private func named(_ cases: Enumeration, _ taken: String, before end: Int, in bytes: [UInt8]) -> ByteRange? {
    let start = max(0, end - 40)
    var nearest: (range: ByteRange, name: String)?
    for name in cases.cases {
      guard let range = last(name, in: start..<end, of: bytes), range.upperBound > nearest?.range.upperBound ?? 0
      else { continue }
      // The longest of those that end alike: 完全小学, 小学.
      nearest = (range, name)
    }
    guard nearest != nil else { return nil }
    for name in cases.cases {
      let count = name.utf8.count
      guard let found = nearest, count > found.range.count, found.range.upperBound >= start + count,
        ends(name, at: found.range.upperBound, bytes)
      else { continue }
      nearest = (found.range.upperBound - count..<found.range.upperBound, name)
    }
    guard let nearest, nearest.name != taken, !nearest.name.holds(taken), !taken.holds(nearest.name),
      isBare(bytes[nearest.range.upperBound..<end]),
      Self.turnsBefore.ending(at: nearest.range.lowerBound, in: bytes) == nil,
      // 中小学, but 其中小学.
      !ends("中", at: nearest.range.lowerBound, bytes) || ends("其中", at: nearest.range.lowerBound, bytes)
    else { return nil }
    return nearest.range
  }

  /// Where a word stands last in a text; a Latin one whole, its first letter in either case.
  private func last(_ name: String, in range: ByteRange, of bytes: [UInt8]) -> ByteRange? {
    var name = name
    return name.withUTF8 { word in
      guard word.count <= range.count, let first = word.first else { return nil }
      let isLatin = first < 0x80
      for start in stride(from: range.upperBound - word.count, through: range.lowerBound, by: -1) {
        let byte = bytes[start]
        guard byte == first || isLatin && byte | 0x20 == first | 0x20 else { continue }
        var count = 1
        while count < word.count, bytes[start + count] == word[count] { count += 1 }
        let end = start + count
        guard count == word.count else { continue }
        if isLatin, start > range.lowerBound, isLatinLetter(bytes[start - 1]) { continue }
        if isLatin, end < range.upperBound, isLatinLetter(bytes[end]) { continue }
        return start..<end
      }
      return nil
    }
  }

  private func isLatinLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private func ends(_ word: String, at end: Int, _ bytes: [UInt8]) -> Bool {
    let word = word.utf8
    return end >= word.count && bytes[end - word.count..<end].elementsEqual(word)
  }

  /// True for a text of nouns that go with a case alone: 小学在校生数为, primary schools:.
  private func isBare(_ gap: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: gap, as: UTF8.self)
    let words = text.split { $0 == " " || $0 == ":" }
    return words.allSatisfy { word in
      word.utf8.allSatisfy { $0 < 0x80 }
        ? Self.wordsBetween.contains(word.lowercased()) : word.allSatisfy(Self.nounsBetween.contains)
    }
  }
}
