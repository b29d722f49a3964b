import Evrep
import EvrepSource
import Testing

@Suite struct BareRatioTests {
  private func codes(_ body: String) -> [DiagnosticCode] { Case(body + "\n").compile().codes }

  @Test(arguments: [
    "差异系数为{38.7%: .3}", "由{41%: .2}下降到{38.7%: .2}", "师生比{1 / 15: .3}", "即{65.4%: .2}", "The coefficient is {38.7%: .3}",
    "频率{12}", "占{65.4%: .2}%", "增长{10%: .1}%", "增长{10%: .1 %}", "占{1 / 15: 1:n}",
  ])
  func aBareRatioIsAForm(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test(arguments: [
    "增长{10%: .1}", "下降了{10%: .1}", "增长约{10%: .1}", "覆盖率{65.4%: .2}", "整改率达{45.6%: .2}", "占{65.4%: .2}",
    "占比为{65.4%: .2}",
    "比例分别为{65.4%: .2}", "rose by {10%: .1}", "The share is {65.4%: .2}", "at a rate of {65.4%: .2}",
  ])
  func behindWordsThatAreSaidOfAPercentItIsRefused(body: String) { #expect(codes(body) == [.unitMissing], "\(body)") }

  @Test func theSameHoleIsJudgedWhereItStands() {
    #expect(codes("差异系数为{38.7%: .3}，覆盖率为{38.7%: .3}，差异系数为{38.7%: .3}。") == [.unitMissing])
  }

  @Test func theFixWritesThePercent() {
    #expect(Case("增长{10%: .1}\n").compile().diagnostics.flatMap(\.fixIts).map(\.replacement) == ["%"])
  }
}
