import Evrep
import EvrepSource
import Testing

/// Parts of a whole in words beside the percentage that they bound.
@Suite struct FractionInWordsTests {
  private func codes(_ text: String, _ value: String) -> [DiagnosticCode] {
    let language = text.utf8.first.map { $0 < 0x80 } == true ? "en" : "zh"
    return Case("---\nlanguage \(language)\nlet x = \(value)\n---\n\(text)\n").compile().codes
  }

  @Test(arguments: [
    ("超过一半的学生（{x}%）", "48.2%", "50.1%"), ("占{x}%，已超过一半。", "48.2%", "51%"), ("公办率过半，为{x}%。", "50%", "51%"),
    ("占{x}%，过半数。", "48%", "51%"), ("不足一半（{x}%）", "50%", "49%"), ("近三分之二的学校（{x}%）", "70%", "66%"),
    ("三分之一以上的学校（{x}%）", "33%", "34%"), ("超九成（{x}%）的学校", "88%", "91%"), ("大多数学校（{x}%）", "45%", "55%"),
    ("占{x}%，不足三成。", "31%", "29%"), ("一半以上的学校（{x}%）", "49%", "50%"),
    ("More than half of the pupils ({x}%) agree.", "48.2%", "51%"), ("Over half, {x}%, agree.", "50%", "51%"),
    ("It is {x}%, more than half.", "48%", "51%"), ("Fewer than a third of schools ({x}%)", "34%", "33%"),
    ("Nearly two-thirds (**{x}%**) agree.", "70%", "66%"), ("A majority of pupils ({x}%)", "49%", "50.5%"),
    ("A majority of {x}% agreed.", "48%", "51%"), ("At least three quarters ({x}%)", "74%", "75%"),
  ])
  func whatWordsSayOfAPercentageIsHeldToIt(text: String, wrong: String, right: String) {
    #expect(codes(text, wrong) == [.falseBound])
    #expect(codes(text, right) == [])
  }

  @Test(arguments: [
    "未超过一半（{x}%）", "超过一半的学校占学生的{x}%。", "不到一半，比上年提高{x}%。", "超过一半的学校，教师占{x}%。", "过半学校（其中公办{x}%）",
    "Not more than half ({x}%)", "More than half of the pupils, a rise of {x}%", "More than half. {x}% agree.",
    "Over half (up {x}%)", "Overhalf ({x}%)",
  ])
  func whatMaySpeakOfAnotherFigureIsLeft(text: String) { #expect(!codes(text, "40%").contains(.falseBound)) }
}
