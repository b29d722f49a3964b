/// What words beside a figure say of it.
package enum Claim: Sendable, Hashable {
  /// 增长, 下降: the figure is how far something has moved.
  case change(Direction)
  /// 增加到, 降至: the figure is what something has come to.
  case level(Direction)
  /// 近, 余, 约: the exact value lies below, above or on either side of the printed figure.
  case approximation(Approximation)
  /// 以上, 至多: the printed figure is a bound, and belongs to what it bounds.
  case bound(Bound)

  package enum Direction: Sendable, Hashable { case up, down }
  package enum Approximation: Sendable, Hashable { case below, above, around }
  package enum Bound: Sendable, Hashable { case atLeast, atMost }
}

/// A word that makes a claim where it stands directly beside a figure.
struct ClaimWord: Sendable {
  enum Position { case before, behind }

  let spelling: String
  let bytes: [UInt8]
  let claim: Claim
  let position: Position
  /// The figure may as well be a threshold that something else is compared with: 超过50%的标准.
  let comparing: Bool
  /// Beside a span of time the word says something else: 近三年.
  let notWithTime: Bool
  /// What makes another word of it, on the side away from the figure: 最近, 节约; 以上各项.
  let exceptions: [[UInt8]]

  init(
    _ spelling: String, _ claim: Claim, _ position: Position, comparing: Bool = false, notWithTime: Bool = false,
    except: String = ""
  ) {
    self.spelling = spelling
    bytes = Array(spelling.utf8)
    self.claim = claim
    self.position = position
    self.comparing = comparing
    self.notWithTime = notWithTime
    exceptions = except.split(separator: " ").map { Array($0.utf8) }
  }
}

/// The words of claims in Chinese and English, by the byte that stands next to the figure.
package struct ClaimWords: Sendable {
  static let standard = ClaimWords(before + behind)

  /// Words before a figure by their last byte, words behind it by their first; longer ones first.
  private let before: [[ClaimWord]]
  private let behind: [[ClaimWord]]

  init(_ words: [ClaimWord]) {
    var before: [[ClaimWord]] = Array(repeating: [], count: 256)
    var behind = before
    for word in words.sorted(by: { $0.bytes.count > $1.bytes.count }) {
      guard let first = word.bytes.first, let last = word.bytes.last else { continue }
      switch word.position {
      case .before: before[Int(last)].append(word)
      case .behind: behind[Int(first)].append(word)
      }
    }
    self.before = before
    self.behind = behind
  }

  /// The longest word that ends before byte `end`.
  func word(endingAt end: Int, in bytes: [UInt8]) -> ClaimWord? {
    guard end > 0 else { return nil }
    for word in before[Int(Self.lowered(bytes[end - 1]))] {
      let start = end - word.bytes.count
      guard start >= 0, Self.matches(word.bytes, bytes, start) else { continue }
      if Self.isLetter(word.bytes[0]), start > 0, Self.isLetter(bytes[start - 1]) || bytes[start - 1] == 0x2D {
        continue
      }
      let isOther = word.exceptions.contains { other in
        start >= other.count && Self.matches(other, bytes, start - other.count)
      }
      return isOther ? nil : word
    }
    return nil
  }

  /// The longest word that begins at byte `start`.
  func word(startingAt start: Int, in bytes: [UInt8]) -> ClaimWord? {
    guard start < bytes.count else { return nil }
    for word in behind[Int(bytes[start])] {
      let end = start + word.bytes.count
      guard end <= bytes.count, Self.matches(word.bytes, bytes, start) else { continue }
      if Self.isLetter(word.bytes[word.bytes.count - 1]), end < bytes.count, Self.isLetter(bytes[end]) { continue }
      let isOther = word.exceptions.contains { other in
        end + other.count <= bytes.count && Self.matches(other, bytes, end)
      }
      return isOther ? nil : word
    }
    return nil
  }

  /// True where `word` stands at `start`; its first letter may be a capital.
  private static func matches(_ word: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
    for index in word.indices.dropFirst() where bytes[start + index] != word[index] { return false }
    return bytes[start] == word[0] || lowered(bytes[start]) == word[0]
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}

extension ClaimWords {
  private static let notNear = "附 最 邻 靠 临 亲 远 接 就 相 贴 挨 逼 毗 新 晚 切 浅 凑 走 拉 抵"
  private static let notAbout = "节 公 合 签 预 制 集 契 隐 特 违 履 条 誓 简 续 立 赴 相 应 婚 失 毁 解 邀 商 租 协"

  private static let before: [ClaimWord] =
    changes + levels + [
      ClaimWord("近", .approximation(.below), .before, notWithTime: true, except: notNear),
      ClaimWord("将近", .approximation(.below), .before),
      ClaimWord("接近", .approximation(.below), .before, comparing: true),
      ClaimWord("不足", .approximation(.below), .before, comparing: true),
      ClaimWord("不到", .approximation(.below), .before, comparing: true, except: "达 做 得 看 见 听 想 收 找 办 感受"),
      ClaimWord("nearly", .approximation(.below), .before),
      ClaimWord("almost", .approximation(.below), .before),
      ClaimWord("just under", .approximation(.below), .before),
      ClaimWord("超", .approximation(.above), .before, comparing: true),
      ClaimWord("超过", .approximation(.above), .before, comparing: true),
      ClaimWord("逾", .approximation(.above), .before, comparing: true, notWithTime: true),
      ClaimWord("just over", .approximation(.above), .before),
      ClaimWord("well over", .approximation(.above), .before),
      ClaimWord("over", .approximation(.above), .before, comparing: true, notWithTime: true),
      ClaimWord("约", .approximation(.around), .before, except: notAbout),
      ClaimWord("大约", .approximation(.around), .before),
      ClaimWord("大概", .approximation(.around), .before),
      ClaimWord("about", .approximation(.around), .before),
      ClaimWord("around", .approximation(.around), .before),
      ClaimWord("some", .approximation(.around), .before),
      ClaimWord("roughly", .approximation(.around), .before),
      ClaimWord("approximately", .approximation(.around), .before),
      ClaimWord("至少", .bound(.atLeast), .before),
      ClaimWord("不少于", .bound(.atLeast), .before),
      ClaimWord("不低于", .bound(.atLeast), .before),
      // “30 pupils more than 200 pupils” compares, so an exact figure is as good as one rounded down.
      ClaimWord("more than", .bound(.atLeast), .before),
      ClaimWord("at least", .bound(.atLeast), .before),
      ClaimWord("no fewer than", .bound(.atLeast), .before),
      ClaimWord("no less than", .bound(.atLeast), .before),
      ClaimWord("至多", .bound(.atMost), .before),
      ClaimWord("不超过", .bound(.atMost), .before),
      ClaimWord("未超过", .bound(.atMost), .before),
      ClaimWord("不高于", .bound(.atMost), .before),
      ClaimWord("不多于", .bound(.atMost), .before),
      ClaimWord("at most", .bound(.atMost), .before),
      ClaimWord("up to", .bound(.atMost), .before),
      ClaimWord("no more than", .bound(.atMost), .before),
      ClaimWord("not more than", .bound(.atMost), .before),
    ]

  private static let behind: [ClaimWord] = [
    ClaimWord("左右", .approximation(.around), .behind, except: "两 侧 岸 手 为难 开弓"),
    ClaimWord("or so", .approximation(.around), .behind),
    ClaimWord("以上", .bound(.atLeast), .behind, except: notBound),
    ClaimWord("及以上", .bound(.atLeast), .behind),
    ClaimWord("or more", .bound(.atLeast), .behind),
    ClaimWord("or over", .bound(.atLeast), .behind),
    ClaimWord("以下", .bound(.atMost), .behind, except: notBound),
    ClaimWord("及以下", .bound(.atMost), .behind),
    ClaimWord("以内", .bound(.atMost), .behind),
    ClaimWord("or less", .bound(.atMost), .behind),
    ClaimWord("or fewer", .bound(.atMost), .behind),
  ]

  private static let notBound = "各 所 述 内 情 数 问 措 几 简 统 同 称 方 事 项 工"

  /// Words of movement, in pairs for up and down.
  private static let pairs: [(up: [String], down: [String])] = [
    (["增长", "提高", "增加", "上升", "提升", "上涨"], ["下降", "减少", "降低", "下滑", "回落", "下跌"])
  ]

  private static let englishPairs: [(up: [String], down: [String])] = [
    (["rose", "increased", "grew", "climbed"], ["fell", "decreased", "declined", "dropped"])
  ]

  private static var changes: [ClaimWord] {
    func words(_ words: [String], _ endings: [String], _ direction: Claim.Direction) -> [ClaimWord] {
      words.flatMap { word in endings.map { ClaimWord(word + $0, .change(direction), .before) } }
    }
    let chinese = pairs.flatMap { words($0.up, ["", "了"], .up) + words($0.down, ["", "了"], .down) }
    let english = englishPairs.flatMap { words($0.up, ["", " by"], .up) + words($0.down, ["", " by"], .down) }
    let nouns =
      words(["a rise", "an increase", "a growth"], [" of"], .up)
      + words(["a fall", "a drop", "a decrease", "a decline"], [" of"], .down)
    return chinese + english + nouns + words(["up by"], [""], .up) + words(["down by"], [""], .down)
  }

  private static var levels: [ClaimWord] {
    func words(_ words: [String], _ endings: [String], _ direction: Claim.Direction) -> [ClaimWord] {
      words.flatMap { word in endings.map { ClaimWord(word + $0, .level(direction), .before) } }
    }
    let chinese = pairs.flatMap {
      words($0.up + ["增", "升"], ["到", "至"], .up) + words($0.down + ["降", "减"], ["到", "至"], .down)
    }
    let english = englishPairs.flatMap { words($0.up, [" to"], .up) + words($0.down, [" to"], .down) }
    return chinese + english
  }

  /// The word of the other direction that goes with `word`, and the two without an ending, as a format writes them.
  package static func opposite(of word: String) -> (other: String, up: String, down: String)? {
    for pair in pairs + englishPairs {
      for (up, down) in zip(pair.up, pair.down) {
        if word.hasPrefix(up) { return (down + word.dropFirst(up.count), up, down) }
        if word.hasPrefix(down) { return (up + word.dropFirst(down.count), up, down) }
      }
    }
    return nil
  }
}
