import Evrep
import EvrepSource
import Testing

/// Quotients whose sentence says what they are per in other words than a unit.
@Suite struct MeanUnitTests {
  private func compiled(_ body: String, _ declarations: String, language: String) -> Compilation {
    Case("---\nlanguage \(language)\n\(declarations)\n---\n\(body)\n").compile()
  }

  private static let english = """
    unit complaint
    unit bed
    let pupils = 2800 pupils
    let classes = 100 classes
    let schools = 7 schools
    let teachers = 175 teachers
    let cost = 3300000 £
    let size = pupils / classes
    let ratio = pupils / teachers
    let each = cost / pupils
    let rare = 6500 people / 100 complaints
    let visits = 73000 people / 365 days
    let stay = 900000 £ / 10 beds / 30 days
    """

  @Test(arguments: [
    ("The average class size was {size} pupils.", "size was 28 pupils."),
    ("Each class has {size} pupils.", "has 28 pupils."),
    ("There are {size} pupils in each class.", "are 28 pupils in each class."),
    ("In our {schools} schools the average class has {size} pupils.", "class has 28 pupils."),
    ("On average each pupil cost £{each: .0}.", "cost £1,179."), ("Pupils cost £{each: .0} each.", "£1,179 each."),
    ("Spend per pupil rose to £{each: .0}, from £{each: .1} in 2022.", "to £1,179, from £1,178.6 in 2022."),
    ("It was highest per pupil in the north (£{each: .0}) and lowest in the south (£{each: .0}).", "(£1,179)."),
    ("Per-pupil funding was highest in the north, at £{each: .0}.", "at £1,179."),
    ("Per pupil, it came to £{each: .0}.", "to £1,179."),
    ("There is one teacher for every {ratio} pupils.", "every 16 pupils."),
    (
      "One in {ratio: .0} pupils left. For every boy there are {ratio: .1} girls.",
      "One in 16 pupils left. For every boy there are 16.0 girls."
    ),
    ("There was one complaint for every {rare} people.", "every 65 people."),
    ("We had {visits} people a day, {visits} people each day.", "200 people a day, 200 people each day."),
    ("A bed cost £{stay} per bed per day.", "£3,000 per bed per day."),
  ])
  func englishSaysWhatAFigureIsPer(body: String, text: String) {
    let found = compiled(body, Self.english, language: "en")
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText.contains(text), "\(found.markdownText)")
  }

  @Test(arguments: [
    // Nothing says what it is per, or something else does.
    "There are {size} pupils.", "Each teacher has {size} pupils.", "There are {size} pupils in each school.",
    "Spend per class was £{each}.", "Spend was £{each} on average per class.", "Each school has {each} £.",
    "The average class has {pupils / schools} pupils.",
    "The average number of pupils in a class was {pupils / schools} pupils.",
    // A month is no day, and a total is no quotient.
    "On average {visits} people came.", "One in {pupils} classes.",
    "Spend per pupil rose. It was £{each} in the north.",
  ])
  func nothingElseDoes(body: String) {
    let found = compiled(body, Self.english, language: "en")
    #expect(found.codes == [.unitContradicts], "\(body) \(found.messages())")
  }

  @Test(arguments: ["There is one teacher for every {1 / ratio} pupils.", "One in {45%} pupils left."])
  func aQuotientTheWrongWayRoundIsWarnedOf(body: String) {
    #expect(compiled(body, Self.english, language: "en").codes == [.impossibleRatio])
  }

  /// The same hole with the same words behind it, without the ones before it.
  @Test func eachHoleHasItsOwnSentence() {
    let found = compiled(
      "One in {ratio: .0} pupils left.\n\nWe saw in {ratio: .0} pupils left.", Self.english, language: "en")
    #expect(found.codes == [.unitContradicts], "\(found.messages())")
    let means = compiled("The average is {size} pupils.\n\nThis is {size} pupils.", Self.english, language: "en")
    #expect(means.codes == [.unitContradicts], "\(means.messages())")
  }

  private static let chinese = """
    令 学生 = 2800 人
    令 班级 = 100 班
    令 教师 = 175 人
    令 学校 = 7 所
    令 钱 = 3200 万元
    令 地 = 100 亩
    """

  @Test(arguments: [
    ("平均班额{学生 / 班级}人，班均{学生 / 班级}人。", "平均班额28人，班均28人。"), ("每校平均{学生 / 学校}人，平均每校{学生 / 学校}人。", "每校平均400人，平均每校400人。"),
    ("每{学生 / 教师}名学生配备1名教师。", "每16名学生配备1名教师。"), ("亩均投入{钱 / 地}万元。", "亩均投入32万元。"),
  ])
  func chineseSaysWhatAFigureIsPer(body: String, text: String) {
    let found = compiled(body, Self.chinese, language: "zh")
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText == text + "\n")
  }

  @Test(arguments: ["平均班额{学生 / 学校}人。", "每名教师平均{学生 / 班级}人。", "生均平均{钱 / 学校}万元。", "平均投入{钱 / 地}万元。", "共{学生 / 班级}人。"])
  func whatIsPerSomethingElseIsRefused(body: String) {
    #expect(compiled(body, Self.chinese, language: "zh").codes == [.unitContradicts], "\(body)")
  }

  @Test func aProportionIsOfBareNumbers() {
    let found = compiled(
      "三次产业结构为{a * 100: .1}∶{b * 100: .1}∶{c * 100: .1}。", "令 a = 8.6%\n令 b = 41.4%\n令 c = 50%", language: "zh")
    #expect(found.markdownText == "三次产业结构为8.6∶41.4∶50.0。\n", "\(found.messages())")
    #expect(compiled("占{a: .1}：其中", "令 a = 8.6%", language: "zh").codes == [.unitMissing])
  }

  // MARK: Headers, places, points

  @Test func aHeaderDividesItsUnit() {
    let found = compiled(
      "| 年度 | 生均图书（册） |\n|--|--|\n| 2023 | {图书 / 学生} |\n", "令 图书 = 56000 册\n令 学生 = 2800 人", language: "zh")
    #expect(found.markdownText.contains("| 2023 | 20 |"), "\(found.messages())")
  }

  @Test(arguments: [("居全市第{n}位，第{n}名。", "居全市第3位，第3名。"), ("前移{n}位，上升{n}个位次。", "前移3位，上升3个位次。")])
  func aNumberMayBeAPlace(body: String, text: String) {
    let found = compiled(body, "令 n = 3", language: "zh")
    #expect(found.markdownText == text + "\n", "\(found.messages())")
  }

  @Test func othersAreAmounts() {
    #expect(compiled("共{n}位。", "令 n = 3", language: "zh").codes == [.unitContradicts])
  }

  @Test func pointsNeedNoMoreWords() {
    let found = compiled("The rate rose {a - b} points.", "let a = 12%\nlet b = 10%", language: "en")
    #expect(found.markdownText == "The rate rose 2 points.\n", "\(found.messages())")
    #expect(compiled("提高{a - b}个点。", "令 a = 12%\n令 b = 10%", language: "zh").markdownText == "提高2个点。\n")
    #expect(compiled("The rate rose {a} points.", "let a = 12%", language: "en").codes == [.unitMissing])
  }
}
