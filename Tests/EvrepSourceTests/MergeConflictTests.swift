import EvrepSource
import Testing

@Suite struct MergeConflictTests {
  private func sides(_ text: String) -> [[String]] {
    let bytes = Array(text.utf8)
    return MergeConflict.all(in: bytes).map { conflict in
      let names = conflict.names(in: bytes)
      return [conflict.ours, conflict.theirs].map { String(decoding: bytes[$0], as: UTF8.self) } + [
        names.ours, names.theirs,
      ]
    }
  }

  @Test func bothSidesAndTheirNames() {
    #expect(sides("a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> x y\ne\n") == [["b\n", "c\nd\n", "HEAD", "x y"]])
    #expect(sides("<<<<<<< A\r\nb\r\n=======\r\n>>>>>>> B\r\n") == [["b\r\n", "", "A", "B"]])
    #expect(sides("<<<<<<<\nb\n=======\nc\n>>>>>>>") == [["b\n", "c\n", "", ""]])
  }

  @Test func whatBothComeFromIsNoSide() {
    #expect(sides("<<<<<<< A\nb\n||||||| base\no\n=======\nc\n>>>>>>> B\n") == [["b\n", "c\n", "A", "B"]])
  }

  @Test func severalConflicts() {
    let one = "<<<<<<< A\nb\n=======\nc\n>>>>>>> B\n"
    #expect(sides(one + "x\n" + one).count == 2)
    // Of one that was begun twice, the second begins it.
    #expect(sides("<<<<<<< Z\n" + one) == [["b\n", "c\n", "A", "B"]])
  }

  @Test(arguments: [
    "Title\n=======\n\ntext\n", "<<<<<<< a\nb\n=======\nc\n", "=======\n>>>>>>> b\n", ">>>>>>> quoted deep\n",
    "<<<<<<<< a\nb\n========\nc\n>>>>>>>> d\n", " <<<<<<< a\nb\n=======\nc\n >>>>>>> d\n",
    "<<<<<<<a\n=======\n>>>>>>>b\n", "", "<<<<<<<",
  ])
  func whatIsNoConflict(text: String) { #expect(sides(text) == []) }
}
