import EvrepSource
import Testing

@Suite struct SpellingTableTests {
  /// Every number up to 999, one behind the other, twice, with the place of each.
  private let spelled: (bytes: [UInt8], ranges: [ByteRange]) = {
    var bytes: [UInt8] = []
    var ranges: [ByteRange] = []
    for number in Array(0..<1000) + Array(0..<1000) {
      let start = bytes.count
      bytes += Array(String(number).utf8)
      ranges.append(start..<bytes.count)
    }
    return (bytes, ranges)
  }()

  @Test func whatIsSpelledAlikeIsOne() {
    var table = SpellingTable()
    for number in 0..<2000 {
      let found = table.intern(spelled.ranges[number], in: spelled.bytes)
      #expect(found == (number % 1000, number < 1000))
    }
    #expect(table.count == 1000)
  }

  @Test func theFirstThatIsWanted() {
    var table = SpellingTable()
    for number in 0..<3 { #expect(table.intern(0..<0, in: [], where: { _ in false }) == (number, true)) }
    #expect(table.intern(0..<0, in: []) == (0, false))
    #expect(table.intern(0..<0, in: [], where: { $0 > 0 }) == (1, false))
  }

  @Test func noMoreThanTheLimit() {
    var table = SpellingTable()
    for number in 0..<3 {
      #expect(table.intern(spelled.ranges[number], in: spelled.bytes, limit: 2) == (min(number, 2), true))
    }
    #expect(table.intern(spelled.ranges[1001], in: spelled.bytes, limit: 2) == (1, false))
    #expect(table.count == 2)
  }
}
