import Testing

@testable import EvrepEvaluate

@Suite("Keys by the order in which they were seen")
struct InternTableTests {
  @Test("numbers keys from zero, each once, however many there are")
  func numbersEachOnce() {
    var table = InternTable<Int>()
    #expect(table.index(of: 7) == nil)
    for round in 0..<2 {
      for key in 0..<1000 {
        let (index, isNew) = table.intern(key * 31)
        #expect(index == key && isNew == (round == 0))
      }
    }
    #expect(table.index(of: 31 * 999) == 999)
    #expect(table.index(of: 1) == nil)
    #expect(table.keys == (0..<1000).map { $0 * 31 })
  }

  /// A key whose hash says nothing, so that all of them want the same place.
  private struct Colliding: InternKey {
    let value: Int

    func hash(into hasher: inout Hasher) {}
  }

  @Test("tells keys of one hash apart")
  func tellsCollidingKeysApart() {
    var table = InternTable<Colliding>()
    for value in 0..<40 { #expect(table.intern(Colliding(value: value)) == (value, true)) }
    for value in 0..<40 { #expect(table.index(of: Colliding(value: value)) == value) }
    #expect(table.index(of: Colliding(value: 40)) == nil)
  }
}
