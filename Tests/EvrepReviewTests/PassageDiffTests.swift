import EvrepReview
import Testing

@Suite struct PassageDiffTests {
  private func diff(_ old: String, _ new: String) -> PassageDiff {
    PassageDiff(
      old: PassageReader.passages(of: Array(old.utf8)), new: PassageReader.passages(of: Array(new.utf8)))
  }

  @Test func aRewrittenParagraphIsOneChange() {
    let diff = diff(
      "<h2>一</h2>\n<p>加快学校建设，改善条件。</p>\n<p>其他。</p>\n",
      "<h2>一</h2>\n<p>加强学校建设，改善条件。</p>\n<p>其他。</p>\n")
    #expect(diff.changes == [.same(old: 0, new: 0), .changed(old: 1, new: 1), .same(old: 2, new: 2)])
    #expect(
      diff.prose.map(\.sentences) == [
        [[.removed("加快", figure: nil), .added("加强", figure: nil), .same("学校建设，改善条件。", figure: nil)]]
      ])
    #expect(diff.prose[0].section == ["一"])
  }

  @Test func aParagraphThatMovedIsNeitherNewNorGone() {
    let diff = diff("<p>one two</p><p>three</p><p>four</p>", "<p>three</p><p>four</p><p>one two</p>")
    #expect(diff.changes.contains(.movedAway(0)) && diff.changes.contains(.movedHere(2)))
    #expect(diff.prose.isEmpty)
    #expect(diff.structure == [.movedText("one two")])
  }

  @Test func aHeadingThatChangedIsStructure() {
    let diff = diff("<h2>Our old school</h2>", "<h2>Our new school</h2>")
    #expect(diff.structure == [.renamed(old: "Our old school", new: "Our new school")])
    #expect(diff.prose.isEmpty)
  }

  /// U+FDD6 hole number U+FDD7 text U+FDD8, as the evaluator's signs stand in the HTML.
  private func figure(_ number: Int, _ text: String) -> String {
    func sign(_ last: UInt8) -> String { String(decoding: [0xEF, 0xB7, last], as: UTF8.self) }
    return sign(0x96) + "\(number)" + sign(0x97) + text + sign(0x98)
  }

  @Test func aFigureIsNoProse() {
    let diff = diff("<p>有学校\(figure(0, "12"))所。</p>", "<p>有学校\(figure(0, "15"))所。</p>")
    #expect(diff.changes == [.changed(old: 0, new: 0)])
    #expect(diff.prose.isEmpty)
  }

  @Test func rowsAreComparedCellByCell() {
    let diff = diff(
      "<table>\n<tbody>\n<tr>\n<td>a</td>\n<td>1</td>\n</tr>\n</tbody>\n</table>\n",
      "<table>\n<tbody>\n<tr>\n<td>a</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n")
    #expect(
      LineDiff.parts(from: diff.old[0], to: diff.new[0]) == [
        .tag("<td>"), .same("a", figure: nil), .tag("</td>"), .tag("<td>"), .removed("1", figure: nil),
        .added("2", figure: nil), .tag("</td>"),
      ])
  }
}
