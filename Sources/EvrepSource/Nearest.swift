/// Finds the name that a writer most likely meant.
package enum Nearest {
  /// How a name that is meant differs from what is written.
  package enum Manner: Sendable {
    /// In case, width or blanks alone.
    case form
    /// What is written is another word for it: `Synonyms`.
    case meaning
    case spelling
  }

  /// Longer texts than this, in Unicode scalars, are not compared.
  private static let lengthLimit = 64

  /// The candidate closest to `text`, the earliest of equals; nil if none is close.
  package static func match(for text: String, in candidates: [String]) -> String? {
    find(for: text, in: candidates)?.name
  }

  /// The value closest to `text`, a case or a text of data; nil if none is close. Two words of two characters that share
  /// the last are two of a kind, and no misspellings of each other: 高中 is not 初中.
  package static func value(for text: String, in candidates: [String]) -> String? {
    let folded = folded(text)
    return match(
      for: text,
      in: candidates.filter { candidate in
        let other = Nearest.folded(candidate)
        return folded.count != 2 || other.count != 2 || folded[1] != other[1] || folded == other
          || Synonyms.match(for: text, in: [candidate]) != nil
      })
  }

  /// The name of a file closest to `name`: it differs in its dots alone, o。csv, or its stem is spelled nearly the same with
  /// the same extension, or the same with another one. Nil if none is close.
  package static func file(for name: String, in candidates: [String]) -> String? {
    if let same = candidates.first(where: { $0 != name && differInFormAlone($0, name) }) { return same }
    let plain = withoutDots(name)
    if let same = candidates.first(where: { $0 != name && withoutDots($0) == plain }), !plain.isEmpty { return same }
    let (stem, ending) = parts(ofFile: name)
    let alike = candidates.filter { differInFormAlone(parts(ofFile: $0).ending, ending) }
    let stems = alike.map { parts(ofFile: $0).stem }
    if let near = misspelled(stem, in: stems) { return stems.firstIndex(of: near).map { alike[$0] } }
    return candidates.first { $0 != name && differInFormAlone(parts(ofFile: $0).stem, stem) }
  }

  /// The folded scalars of a file's name without its dots, and what is typed for one: 。 ｡ , 、 ·.
  private static func withoutDots(_ name: String) -> [UInt32] {
    folded(name).filter { ![0x2E, 0x2C, 0x3002, 0xFF61, 0x3001, 0xB7].contains($0) }
  }

  private static func parts(ofFile name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }

  /// The candidate closest to `text`, and how it differs; nil if none is close.
  ///
  /// A candidate that differs in case, width or blanks alone comes first, then one that the text is another word for, then
  /// the one spelled most like it.
  package static func find(for text: String, in candidates: [String]) -> (name: String, manner: Manner)? {
    let (folded, own) = (folded(text), Signature(text))
    let same = candidates.first { own == Signature($0) && $0 != text && Nearest.folded($0) == folded }
    if let same, !folded.isEmpty { return (same, .form) }
    if let meant = Synonyms.match(for: text, in: candidates) { return (meant, .meaning) }
    return misspelled(text, in: candidates).map { ($0, .spelling) }
  }

  /// The candidate spelled most like `text`: the one that it is twice, or that is it twice, or one that is an edit away, or
  /// two from six scalars on. An edit adds, drops or changes a scalar, or swaps two neighbours, and at least one scalar has to stay.
  package static func misspelled(_ text: String, in candidates: [String]) -> String? {
    let folded = folded(text)
    let half = folded.prefix(folded.count / 2)
    func first(_ wanted: some Collection<UInt32>) -> String? {
      candidates.first { Signature($0).count == wanted.count && Nearest.folded($0).elementsEqual(wanted) }
    }
    if half.count > 1, folded.count <= lengthLimit, folded.elementsEqual(half + half), let single = first(half) {
      return single
    }
    if folded.count > 1, let double = first(folded + folded) { return double }
    return spelledAlike(text, in: candidates).first
  }

  /// How many candidates are told at most that are as close as each other.
  private static let tieLimit = 3

  /// The candidates that are closest to `text`, several where they are spelled as much like it, none of which is another's
  /// better: 年 is one character off 本年 and 上年. One alone where it has the same characters in another order.
  package static func ties(for text: String, in candidates: [String]) -> [String] {
    guard let (name, manner) = find(for: text, in: candidates) else { return [] }
    let alike = manner == .spelling ? spelledAlike(text, in: candidates) : []
    return alike.first == name ? Array(alike.prefix(tieLimit)) : [name]
  }

  /// The candidates at the least distance, in their order.
  private static func spelledAlike(_ text: String, in candidates: [String]) -> [String] {
    let (folded, own) = (folded(text), Signature(text))
    var (best, names) = (Int.max, [String]())
    for candidate in candidates where own.mayBeNear(Signature(candidate)) && candidate != text {
      let other = Nearest.folded(candidate)
      let length = max(folded.count, other.count)
      let limit = length >= 6 ? 2 : 1
      // Most are told apart by their lengths, or have nothing in common.
      guard length <= lengthLimit, abs(folded.count - other.count) <= limit, folded.contains(where: other.contains)
      else { continue }
      let distance = distance(folded, other)
      guard distance <= limit, distance < length, distance <= best else { continue }
      if distance < best { (best, names) = (distance, []) }
      names.append(candidate)
    }
    let swapped = names.filter { Nearest.folded($0).sorted() == folded.sorted() }
    return swapped.isEmpty ? names : swapped
  }

  /// True where `text` is at most so many edits off `name`, but for case, width and blanks.
  package static func isMisspelled(_ text: String, of name: String, edits: Int) -> Bool {
    let (left, right) = (folded(text), folded(name))
    guard max(left.count, right.count) <= lengthLimit, abs(left.count - right.count) <= edits else { return false }
    return distance(left, right) <= edits
  }

  /// True when the two differ in case, width or blanks alone.
  package static func differInFormAlone(_ left: String, _ right: String) -> Bool { folded(left) == folded(right) }

  /// The text without what may differ between two that differ in form alone.
  package static func form(of text: String) -> String {
    String(String.UnicodeScalarView(folded(text).compactMap(Unicode.Scalar.init)))
  }

  /// The scalars without blanks, full-width forms narrow, ASCII letters small.
  private static func folded(_ text: String) -> [UInt32] {
    var folded: [UInt32] = []
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars where !isBlank(scalar) { folded.append(Nearest.folded(scalar)) }
    return folded
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    var value = scalar.value
    if value >= 0xFF01 && value <= 0xFF5E { value -= 0xFEE0 }
    return value >= 0x41 && value <= 0x5A ? value + 0x20 : value
  }

  /// What tells most texts apart before any is folded: the scalars of one, each as one of 64.
  private struct Signature: Equatable {
    private(set) var count = 0
    private(set) var scalars: UInt64 = 0

    init(_ text: String) {
      for scalar in text.unicodeScalars where !isBlank(scalar) {
        count += 1
        scalars |= 1 << UInt64(folded(scalar) & 63)
      }
    }

    /// False where more than two edits part the texts: each changes two scalars at most.
    func mayBeNear(_ other: Signature) -> Bool {
      abs(count - other.count) <= 2 && (scalars ^ other.scalars).nonzeroBitCount <= 4
    }
  }

  /// Whether a scalar is white space; what cannot be needs no look at Unicode's tables, which takes longer than all else here.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7E, 0x3001...: false
    default: scalar.properties.isWhitespace
    }
  }

  /// The Damerau-Levenshtein distance in which no part is edited twice; O(left · right).
  private static func distance(_ left: [UInt32], _ right: [UInt32]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
