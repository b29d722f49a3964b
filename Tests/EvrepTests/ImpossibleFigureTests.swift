import Evrep
import EvrepSource
import Testing

/// Figures that cannot be what they print as, and a word between two figures that is not true of them.
@Suite struct ImpossibleFigureTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    let header = """
      ---
      数据 t 来自 "t.csv" { k text key; 率 %; 占 %; n 人 }
      令 少 = 31 万元
      令 女生 = 120 人
      令 学生 = 100 人
      令 率 = 96.3%
      令 目标 = 97%
      ---

      """
    return Case(header + body.replacing("\\n", with: "\n") + "\n", ["t.csv": "k,率,占,n\n甲,48,60,1\n乙,40,40,2\n"])
      .compile().codes
  }

  @Test(arguments: [
    "{少: .1}亿元", "£{0.4 £: .0}", "{0.04%: .1}%", "{3 人: .1}千人", "{-少: .1}亿元",
    "| 金额（亿元） |\\n|--|\\n| {少: .1} |",
  ])
  func aFigureThatPrintsAsZeroIsFound(body: String) { #expect(codes(body) == [.printsAsZero], "\(body)") }

  @Test(arguments: [
    "{少: .3}亿元", "{0 万元: .1}亿元", "{0.4: .0}", "{少}亿元", "不足{0.04%: .1}%", "{500 万元: .1}亿元",
    "| 占比（%） |\\n|--|\\n| {0.04%: .1} |",
  ])
  func othersAreNot(body: String) { #expect(!codes(body).contains(.printsAsZero), "\(body)") }

  @Test(arguments: [
    "占{女生 / 学生}%", "占比为{女生 / 学生}%", "女生{占比(女生, 学生)}%", "{女生 / 学生}% of pupils", "{女生 / 学生} percent of all schools",
    "share of {女生 / 学生}%",
    "师生比{学生 / 5 人: 1:n}", "率合计{sum(t.率)}%",
    "合计{sum(t.率 skipping missing): .1}%".replacing(" skipping missing", with: ""),
  ])
  func aRatioThatCannotBeIsFound(body: String) { #expect(codes(body) == [.impossibleRatio], "\(body)") }

  @Test(arguments: [
    "占{学生 / 女生}%", "相当于{女生 / 学生}%", "完成率为{占比(女生, 学生)}%", "毛入学率{占比(女生, 学生)}%", "{女生 / 学生}% of the target",
    "{女生 / 学生}% of £5",
    "| 完成率（%） |\\n|--|\\n| {占比(女生, 学生)} |", "比例{5 人 / 学生: 1:n}", "性别比{女生 / 学生: 1:n}", "合计{sum(t.占)}%",
    "甲{sum((t where k = “甲”).率)}%", "{average(t.率)}%",
  ])
  func othersAreRight(body: String) { #expect(!codes(body).contains(.impossibleRatio), "\(body)") }

  @Test(arguments: [
    "巩固率为{率}%，高于{目标}%的目标", "巩固率为{率}%，超过{目标}%。", "巩固率为{率}%，已超过全省".replacing("全省", with: "{目标}%的全省平均水平"),
    "目标{目标}%，低于{率}%的要求",
    "{目标}%，不足{率}%的标准", "The rate is {率}%, above the target of {目标}%.",
    "at {率}%, which is just over the national average of {目标}%", "{率}% exceeds {目标}%.",
    "at {目标}%, below our floor of {率}%", "under **{目标}%**, under the cap of {率}%".replacing("under **", with: "at **"),
    "spent £{5 £}, over the budget of £{6 £}",
  ])
  func aWordBetweenTwoFiguresIsHeldToBoth(body: String) { #expect(codes(body) == [.falseBound], "\(body)") }

  @Test(arguments: [
    "巩固率为{率}%，低于{目标}%的目标", "占{率}%，低于{目标}%的仅有3个", "占{率}%，高于{目标}%的学校", "The rate is {率}%, below the target of {目标}%.",
    "{率}%, well above {3 人}人的",
    "有{3 人}人，超过{5 人}人迟到", "{率}%，高于全市{目标 - 率}个百分点", "{率}%，其中高于{目标}%的目标", "{率}% of pupils, over {目标}% of staff",
    "{3 人}人，多于{3 人}人。",
  ])
  func rightComparisonsAreLeftAlone(body: String) { #expect(!codes(body).contains(.falseBound), "\(body)") }

  @Test func bothValuesAreNamed() {
    let found = Case("巩固率为{96.3%}%，高于{97%}%的目标。\n").compile().diagnostics.map(\.message[.english])
    #expect(found == ["‘高于’ is not true of the figures on both sides: 96.3% and 97%"])
  }
}
