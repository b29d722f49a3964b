import EvrepModel
import EvrepSource
import EvrepSyntax

/// Formats that are understood and hardly meant: {growth(a, b): ose|fell}, {x: .11}.
extension Checker {
  /// More decimals have two digits, one of which was likely typed by a slip.
  private static let usualDecimals = 9
  /// What a Chinese word of one character may go on with and stay the word: 增了, 降至.
  private static let continuations = ["了", "约", "达", "至", "到", "为", "出", "于", "近", "超"]

  /// - Parameter hole: the hole that the format stands in.
  mutating func checkFormat(_ asked: RequestedFormat, _ format: SyntaxNode, in hole: SyntaxNode) {
    if let decimals = asked.decimals, decimals > Self.usualDecimals {
      report(
        .manyDecimals, format.place, en: "\(decimals) decimals are asked for", zh: "要求保留 \(decimals) 位小数",
        notes: [Message(en: "‘.\(decimals)’ says how many decimals are printed", zh: "“.\(decimals)”是要印的小数位数")])
    }
    guard let words = asked.words else { return }
    if [words.positive, words.negative].contains(where: { reportDoubled($0, format) }) { return }
    if reportCut(words.negative, hole) || reportMovedBar(words, format) { return }
    let (up, down) = (direction(words.positive), direction(words.negative))
    if let up, up == down {
      return reportPair(
        words.positive, words.negative, isSame: true, program.claimWords.pair(of: words.positive), format)
    }
    if up != nil, down == nil {
      reportPair(words.negative, words.positive, isSame: false, program.claimWords.pair(of: words.positive), format)
    } else if down != nil, up == nil {
      reportPair(words.positive, words.negative, isSame: false, program.claimWords.pair(of: words.negative), format)
    }
  }

  /// Reports a word that stands twice in a phrase of a format; false where none does.
  private mutating func reportDoubled(_ phrase: String, _ format: SyntaxNode) -> Bool {
    let words = phrase.split(separator: " ")
    guard let (word, _) = zip(words, words.dropFirst()).first(where: { $0 == $1 }) else { return false }
    let once = zip(words, [""] + words).filter { $0 != $1 }.map(\.0).joined(separator: " ")
    report(
      .oddPair, format.place, en: "‘\(word)’ stands twice", zh: "“\(word)”写了两遍",
      fixIts: [written(format.text.replacing(phrase, with: once), at: format.place, isSafe: false)])
    return true
  }

  /// Reports a word of movement that goes on behind the braces, `减}少`; false for another one.
  private mutating func reportCut(_ word: String, _ hole: SyntaxNode) -> Bool {
    guard let (whole, fix) = cut(word, hole) else { return false }
    report(
      .oddPair, Place(hole.place.file, fix.place.range.lowerBound - word.utf8.count..<fix.place.range.upperBound),
      en: "‘\(whole)’ ends outside the braces", zh: "“\(whole)”有一部分在花括号之外", fixIts: [fix])
    return true
  }

  /// The word of movement that a format's last word begins and that goes on behind the braces, and the fix that takes it in.
  func cut(_ word: String, _ hole: SyntaxNode) -> (whole: String, fix: FixIt)? {
    let (bytes, end) = (hole.fileBytes, hole.range.upperBound)
    let next = UTF8Scalar.read(bytes, at: end, limit: bytes.count)
    guard end < bytes.count, bytes[end - 1] == UInt8(ascii: "}"), let scalar = Unicode.Scalar(next.value) else {
      return nil
    }
    let rest = String(Character(scalar))
    guard !program.claimWords.pairs(with: word + rest).isEmpty else { return nil }
    let place = Place(hole.place.file, end - 1..<end + next.length)
    return (word + rest, written(rest + "}", at: place, isSafe: false))
  }

  /// Reports `上升下|降`: two opposites with the bar in one of them.
  private mutating func reportMovedBar(_ words: PrintedForm.Words, _ format: SyntaxNode) -> Bool {
    guard let pair = program.claimWords.pair(joined: words.positive + words.negative), pair.up != words.positive else {
      return false
    }
    let (found, meant) = ("\(words.positive)|\(words.negative)", "\(pair.up)|\(pair.down)")
    report(
      .oddPair, format.place, en: "‘|’ stands within a word: ‘\(found)’", zh: "“|”写在了词的中间：“\(found)”",
      fixIts: [written(format.text.replacing(found, with: meant), at: format.place, isSafe: false)])
    return true
  }

  /// Which way a word of a format goes; nil for one that is no word of movement, as a whole or with what may follow it.
  private func direction(_ word: String) -> Claim.Direction? {
    guard let direction = program.claimWords.direction(of: word),
      let pair = program.claimWords.pair(of: word),
      let stem = [pair.up, pair.down].first(where: word.hasPrefix)
    else { return nil }
    let rest = word.dropFirst(stem.count)
    guard let next = rest.first else { return direction }
    // 减少少
    if next == stem.last { return nil }
    if stem.utf8.first.map({ $0 < 0x80 }) ?? true { return next == " " ? direction : nil }
    return stem.count > 1 || Self.continuations.contains(where: rest.hasPrefix) ? direction : nil
  }

  private mutating func reportPair(
    _ word: String, _ other: String, isSame: Bool, _ pair: (up: String, down: String)?, _ format: SyntaxNode
  ) {
    let known = pair.map { "\($0.up)|\($0.down)" } ?? ""
    report(
      .oddPair, format.place,
      en: isSame ? "‘\(word)’ and ‘\(other)’ go the same way" : "‘\(word)’ is not known as the opposite of ‘\(other)’",
      zh: isSame ? "“\(word)”和“\(other)”方向相同" : "不知道“\(word)”与“\(other)”相反",
      notes: [
        Message(
          en: "the opposites that are known are ‘\(known)’; others are declared by ‘words change: …|…’",
          zh: "已知的一对是“\(known)”；其他的可用“用词 变动: …|…”声明")
      ])
  }
}
