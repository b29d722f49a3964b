import Evrep
import EvrepSource
import Testing

/// The words before a figure name another field, or one year of several.
@Suite struct OtherFieldTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    let header = """
      ---
      数据 t 来自 "t.csv" 计 所 { 名称 text key; 男生 人; 女生 人; 学生 人; boys 人; girls 人; 面积 平方米 }
      数据 s 来自 "s.csv" { 年度 year key; 支出 万元; 上级支出 万元 }
      令 女 = sum(t.女生)
      ---

      """
    let rows = "名称,男生,女生,学生,boys,girls,面积\n甲,3,4,7,3,4,50\n乙,5,6,11,5,6,60\n"
    return Case(header + body + "\n", ["t.csv": rows, "s.csv": "年度,支出,上级支出\n2022,10,4\n2023,12,5\n"]).compile().codes
  }

  @Test(arguments: [
    "有男生{合计(t.女生)}人", "其中男生{女}人", "男生为{女}人", "男生人数{女}人", "共有女生{sum(t.男生)}人，", "boys {sum(t.girls)} people",
    "学生{sum(t.男生)}人",
    "女生{女}人，男生{女}人",
  ])
  func anotherFieldIsFound(body: String) { #expect(codes(body) == [.otherCase], "\(body)") }

  @Test(arguments: [
    "有女生{合计(t.女生)}人", "住校男生{女}人", "男学生{sum(t.男生)}人", "面积{sum(t.学生)}人", "男生和女生共{sum(t.学生)}人", "男生少，{女}人",
    "上级支出{last(s).上级支出}万元",
    "tomboys {sum(t.girls)} people",
  ])
  func othersAreRight(body: String) { #expect(!codes(body).contains(.otherCase), "\(body)") }

  @Test(arguments: ["2023年支出{合计(s.支出)}万元", "2023年，全市支出{sum(s.支出)}万元", "In 2023 we spent {sum(s.支出)}万元"])
  func aSumOverSeveralYearsIsNoFigureOfOne(body: String) { #expect(codes(body) == [.swappedYears], "\(body)") }

  @Test(arguments: [
    "2022—2023年支出{sum(s.支出)}万元", "截至2023年底，累计支出{sum(s.支出)}万元", "2022年以来支出{sum(s.支出)}万元",
    "2023年支出{sum((s where 年度 = 2023).支出)}万元", "2023年有学生{sum(t.学生)}人",
    "两年支出{sum(s.支出)}万元",
  ])
  func sumsOfSeveralYears(body: String) { #expect(!codes(body).contains(.swappedYears), "\(body)") }
}
