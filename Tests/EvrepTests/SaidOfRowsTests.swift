import Evrep
import EvrepSource
import Testing

/// What the words before a figure say of its rows: their year, their case, the function.
@Suite struct SaidOfRowsTests {
  private static let files = [
    "学校.csv": "名称,类型,在校生,教师\n甲,小学,120,6\n乙,小学,80,5\n丙,初中,300,18\n丁,幼儿园,60,4\n",
    "经费.csv": "年度,支出\n2021,1000\n2022,1100\n",
    "s.csv": "name,phase,pupils\nAsh,primary,120\nBeech,primary,80\nCedar,secondary,400\n",
    "f.csv": "year,spent\n2021,1000\n2022,1100\n",
  ]

  private func codes(_ text: String) -> [DiagnosticCode] {
    let isChinese = text.utf8.contains { $0 >= 0xE4 }
    let header =
      isChinese
      ? """
      数据 学校 来自 "学校.csv" 计 所 { 名称 text key; 类型 取值 小学 | 初中 | 幼儿园; 在校生 人; 教师 人 }
      数据 经费 来自 "经费.csv" { 年度 year key; 支出 万元 }
      参数 年份: year = 2022
      令 本年 = only(经费 where 年度 = 年份)
      令 上年 = only(经费 where 年度 = 年份 - 1)
      """
      : """
      language en
      data schools from "s.csv" counted schools { name text key; phase one of primary | secondary; pupils pupils }
      data funds from "f.csv" { year year key; spent £ }
      param year: year = 2022
      let now = only(funds where year = 2022)
      let before = only(funds where year = 2021)
      """
    return Case("---\n\(header)\n---\n\(text)\n", Self.files).compile().codes
  }

  @Test(arguments: [
    "2022年支出{上年.支出}万元。", "2021年，全市支出{本年.支出}万元。", "{本年.年度}年支出{上年.支出}万元。", "{上年.年度}年，支出{本年.支出}万元。",
    "上年支出{本年.支出}万元。", "今年支出为{上年.支出}万元。", "2021年支出{sum(经费.支出 where 年度 = 2022)}万元。",
    "In 2022 we spent £{before.spent}.", "In {now.year} we spent £{before.spent}.",
    "In {before.year}, spending was £{now.spent}.",
    "支出{本年.支出}万元，比上年（{本年.支出}万元）多。", "Last year we spent £{now.spent}.", "The 2021 budget was £{now.spent}.",
    "2022年支出{sum(经费.支出)}万元。",
    "£{now.spent} the year before.", "We spent {now.spent} pounds a year earlier.", "Against £{before.spent} in 2022.",
    "It was £{now.spent: .2} thousand last year.",
  ])
  func aFigureIsOfTheYearThatIsNamed(text: String) { #expect(codes(text) == [.swappedYears], "\(text)") }

  @Test(arguments: [
    "2022年支出{本年.支出}万元。", "2022年支出由{上年.支出}万元增加到{本年.支出}万元。", "比2021年增加{本年.支出 - 上年.支出}万元。", "比上年的{上年.支出}万元多。",
    "2022年支出{本年.支出}万元，比上年（{上年.支出}万元）多。", "2021至2022年支出{上年.支出}万元。", "2021年和2022年分别支出{上年.支出}万元、{本年.支出}万元。",
    "2022年比2021年{上年.支出}万元多。", "较上年增收{本年.支出}万元。", "2022年在{上年.支出}万元的基础上增加。",
    "教督〔2021〕6号要求支出{本年.支出}万元。", "到2025年达到{本年.支出}万元。", "2022年，市里出台办法，支出{上年.支出}万元。",
    "In 2022 we spent £{now.spent}.", "In 2022 it rose from £{before.spent} to £{now.spent}.",
    "£{before.spent} in 2021 and £{now.spent} in 2022.",
    "By 2025 we want £{now.spent}.", "Since 2021 we spent £{now.spent}.", "In 2022 we spent more than £{before.spent}.",
    "£{before.spent} the year before.", "£{now.spent} more than last year.",
    "£{now.spent} in 2022 and £{before.spent} in 2021.",
    "£{now.spent} for last year's debts.", "£{now.spent}, last year £{before.spent}.",
    "£{now.spent} the year before last.",
    "We spent £{now.spent} (2021: £{before.spent}).", "Act 2021/3 asks for £{now.spent}.",
  ])
  func otherYearsAreLeft(text: String) { #expect(!codes(text).contains(.swappedYears), "\(text)") }

  /// The words between two figures, and before the rate of a change that is written out, are held to the rows.
  @Test(arguments: [
    ("£{before.spent}, up from £{now.spent}.", DiagnosticCode.falseBound),
    ("£{now.spent}, a fall from last year's £{before.spent}.", .falseBound),
    ("Between £{now.spent} and £{before.spent}.", .falseBound),
    ("Spending was {now.spent}–{before.spent} £.", .falseBound),
    ("支出在{本年.支出}至{上年.支出}万元。", .falseBound), ("支出在{本年.支出}万元至{上年.支出}万元。", .falseBound),
    ("Spending fell by {(now.spent - before.spent) / before.spent}%.", .falseDirection),
    ("Spending fell by {share(now.spent - before.spent, before.spent)}%.", .falseDirection),
  ])
  func whatRoseDidNotFall(text: String, code: DiagnosticCode) { #expect(codes(text) == [code], "\(text)") }

  @Test(arguments: [
    "Between £{before.spent} and £{now.spent}.", "£{now.spent} and £{before.spent}.", "支出在{上年.支出}至{本年.支出}万元。",
    "From £{now.spent} to £{before.spent}.", "£{now.spent}, up from £{before.spent}.",
    "£{now.spent}, an increase from last year's £{before.spent}.",
    "Spending rose by {(now.spent - before.spent) / before.spent}%.",
  ])
  func whatRoseRose(text: String) { #expect(codes(text) == [], "\(text)") }

  /// What there was in a year is no change, be the word for that typed or a format's.
  @Test(arguments: [
    "支出{本年.支出: 增加|减少}万元。", "支出比上年增加{本年.支出}万元。", "Spending {now.spent: rose|fell} £.", "Spending rose by £{now.spent}.",
  ])
  func theAmountOfAYearIsNoChange(text: String) { #expect(codes(text).contains(.levelOrDifference), "\(text)") }

  @Test(arguments: [
    "支出{本年.支出 - 上年.支出: 增加|减少}万元。", "支出增加到{本年.支出}万元。", "Spending {now.spent - before.spent: rose|fell} £.",
    "Spending rose to £{now.spent}.", "A {now.spent: surplus|deficit} £.",
    "Pupils {sum(schools.pupils): rose|fell} pupils.",
  ])
  func otherFiguresMayBe(text: String) { #expect(!codes(text).contains(.levelOrDifference), "\(text)") }

  @Test func theRowsOfAnEachAreOfTheirYear() {
    let text = "::: 逐项 y 于 经费\n- {y.年度}年支出{y.支出}万元，不是{上年.支出}万元。\n:::"
    #expect(codes(text) == [])
    #expect(codes("::: 逐项 y 于 经费\n- {y.年度}年支出{上年.支出}万元。\n:::") == [.swappedYears])
  }

  @Test(arguments: [
    "有小学{count(学校 where 类型 = 初中)}所。", "小学：{count(学校 where 类型 = 初中)}所。", "初中在校生{sum(学校.在校生 where 类型 = 小学)}人。",
    "小学在校生共有{sum(学校.在校生 where 类型 = 幼儿园 and 在校生 > 3 人)}人。",
    "Primary schools: {count(schools where phase = secondary)} schools.",
    "In primary schools there are {sum(schools.pupils where phase = secondary)} pupils, in secondary {sum(schools.pupils where phase = primary)} pupils.",
  ])
  func theCaseIsTheOneThatIsNamed(text: String) {
    let found = codes(text)
    #expect(found.contains(.otherCase) && Set(found) == [.otherCase] || text.contains("there"), "\(text): \(found)")
  }

  @Test(arguments: [
    "有小学{count(学校 where 类型 = 小学)}所。", "非小学{count(学校 where 类型 = 初中)}所。", "中小学{count(学校 where 类型 = 初中)}所。",
    "小学和初中{count(学校 where 类型 = 初中)}所。",
    "小学毕业生升入的学校{count(学校 where 类型 = 初中)}所。", "小学有{count(学校 where 类型 != 小学)}所。", "设小学部的{count(学校 where 类型 = 初中)}所。",
    "小学{sum(学校.在校生 where 类型 in (小学, 初中))}人。", "除小学外{count(学校 where 类型 = 初中)}所。", "小学，{count(学校 where 类型 = 初中)}所。",
    "{count(schools where phase = secondary)} schools are not primary.",
    "More than primary, {count(schools where phase = secondary)} schools.",
  ])
  func otherCasesAreLeft(text: String) { #expect(!codes(text).contains(.otherCase), "\(text)") }

  @Test(arguments: [
    "平均每校{sum(学校.在校生)}人。", "平均班额{max(学校.在校生)}人。", "中位数为{average(学校.在校生)}人。", "共{average(学校.在校生)}人。",
    "合计{max(学校.在校生)}人。",
    "The average roll is {sum(schools.pupils)} pupils.", "On average there are {max(schools.pupils)} pupils.",
    "The median roll is {average(schools.pupils)} pupils.", "In total there are {average(schools.pupils)} pupils.",
    "The mean is {median(schools.pupils)} pupils.", "人数最多的学校是{first(学校 order by 在校生).名称}。", "最大的学校有{min(学校.在校生)}人。",
    "The largest school has {min(schools.pupils)} pupils.",
    "The smallest school is {last(schools order by pupils).name}.",
  ])
  func theWordIsThatOfTheFunction(text: String) { #expect(codes(text) == [.falseExtreme], "\(text)") }

  @Test(arguments: [
    "平均每校{average(学校.在校生)}人。", "平均每校{sum(学校.在校生) / count(学校)}人。", "共{sum(学校.在校生)}人。", "中位数为{median(学校.在校生)}人。",
    "平均最高{max(学校.在校生)}人。", "公共{average(学校.在校生)}人。", "平均分配，共{sum(学校.在校生)}人。", "总数的平均{average(学校.在校生)}人。",
    "人数最多的学校是{last(学校 order by 在校生).名称}。", "最少的班有{min(学校.在校生)}人。", "最大的困难，学校有{min(学校.在校生)}人。",
    "The largest school has {max(schools.pupils)} pupils.",
    "The largest of all is not one that has {min(schools.pupils)} pupils.",
    "The average is {average(schools.pupils)} pupils.", "The total is {sum(schools.pupils)} pupils.",
    "We mean {sum(schools.pupils)} pupils.",
    "An average school of {sum(schools.pupils) / 3} pupils.",
    "The average of the maximum, {max(schools.pupils)} pupils.",
  ])
  func otherWordsAreLeft(text: String) { #expect(!codes(text).contains(.falseExtreme), "\(text)") }

  @Test(arguments: [
    "£{now.spent}000", "£{now.spent},000", "£{now.spent}.50", "{sum(schools.pupils)}00 pupils",
    "1{sum(schools.pupils)} pupils", "支出1{本年.支出}万元。",
    "支出{本年.支出}.5万元。",
  ])
  func digitsDoNotTouchAFigure(text: String) { #expect(codes(text).first == .unreadUnit, "\(text)") }

  @Test(arguments: [
    "1.{count(学校)}所学校。", "第{3}0号", "1:{3}", "2、{count(学校)}所。", "K1{3}", "{count(学校)}所，1月。", "{2022}{3}",
  ])
  func otherDigitsAreLeft(text: String) { #expect(codes(text + "中").isEmpty, "\(text): \(codes(text + "中"))") }

  @Test(arguments: [
    "小学3所（{list((学校 where 类型 = 小学).名称)}）", "三所小学（{list((学校 where 类型 = 小学).名称)}）", "3所学校（{list((学校 where 类型 = 小学).名称)}）",
    "Three schools ({list((schools where phase = primary).name)})",
    "The 3 schools ({list((schools where phase = primary).name)})",
  ])
  func aTypedCountIsHeldToTheNames(text: String) { #expect(codes(text) == [.listedNamesMismatch], "\(text)") }

  @Test(arguments: [
    "小学2所（{list((学校 where 类型 = 小学).名称)}）", "两所小学（{list((学校 where 类型 = 小学).名称)}）",
    "3所学校中（{list((学校 where 类型 = 小学).名称)}）",
    "第3所（{list((学校 where 类型 = 小学).名称)}）", "3个（{list((学校 where 类型 = 小学).名称)}）",
    "Two schools ({list((schools where phase = primary).name)})",
    "Three pupils ({list((schools where phase = primary).name)})",
  ])
  func otherCountsAreLeft(text: String) { #expect(!codes(text).contains(.listedNamesMismatch), "\(text)") }

  @Test func aGrowthRateIsNoPartOfTheFormerLevel() {
    for text in ["支出为上年的{growth(本年.支出, 上年.支出)}%。", "支出是上年同期的{growth(本年.支出, 上年.支出)}%。"] {
      #expect(codes(text) == [.multipleOfLevel], "\(text)")
    }
    #expect(codes("支出为上年的{本年.支出 / 上年.支出}%。") == [])
    #expect(codes("It is {growth(now.spent, before.spent)} times what it was.") == [.multipleOfLevel])
  }
}
