import EvrepCheck
import EvrepUnits
import Testing

@testable import EvrepEvaluate

/// Figures as they were published, and the verdict that interval arithmetic gives on each.
@Suite struct PrintedNumberTests {
  /// A figure with as many decimals as it is written with.
  private func published(_ text: String) throws -> PrintedNumber {
    let number = try #require(Number(decimal: text))
    return try #require(PrintedNumber(published: number, decimals: PrintedNumber.decimals(text), .number))
  }

  private func difference(_ stated: String, _ left: String, _ right: String) throws -> PrintedNumber.Verdict {
    let (left, right) = (try published(left), try published(right))
    return try published(stated).verdict(
      recomputed: left.number.subtracting(right.number), range: left.interval.subtracting(right.interval))
  }

  /// A rate of change in percent.
  private func growth(_ stated: String, _ now: String, _ before: String) throws -> PrintedNumber.Verdict {
    let (now, before) = (try published(now), try published(before))
    let hundred = Number(100)
    let range = try now.interval.divided(by: before.interval).subtracting(Interval(.one))
      .multiplied(by: Interval(hundred))
    let recomputed = try now.number.divided(by: before.number).subtracting(.one).multiplied(by: hundred)
    return try published(stated).verdict(recomputed: recomputed, range: range)
  }

  @Test func kindergartenChildren() throws {
    #expect(try difference("-534.57", "4092.98", "4627.55") == .exact)
    #expect(try growth("-11.55", "4092.98", "4627.55") == .exact)
    #expect(try growth("-11.6", "4092.98", "4627.55") == .exact)
    #expect(try growth("-11.65", "4092.98", "4627.55") == .contradiction)
  }

  @Test func childrenInAffordableKindergartens() throws {
    // The printed levels differ by 427.04.
    #expect(try difference("-427.03", "3717.01", "4144.05") == .compatible)
    #expect(try difference("-427.04", "3717.01", "4144.05") == .exact)
    #expect(try difference("-427.05", "3717.01", "4144.05") == .compatible)
    #expect(try difference("-427.02", "3717.01", "4144.05") == .contradiction)
  }

  @Test func theShareThatRoseByPoints() throws { #expect(try difference("1.26", "90.81", "89.55") == .exact) }

  @Test func oversizedClasses() throws {
    // 1.87, which is 6.7 less than before: recomputed naively the rate is 78.2, the interval is [78.01, 78.35].
    let (now, fall) = (try published("1.87"), try published("6.7"))
    let kept = try now.interval.divided(by: fall.interval)
    let range = try Interval(Number(100)).divided(by: Interval(.one).adding(kept))
    #expect(range.low.value.rounded(decimals: 2) == Number(decimal: "78.01"))
    #expect(range.high.value.rounded(decimals: 2) == Number(decimal: "78.35"))
    let naive = try fall.number.divided(by: now.number.adding(fall.number)).multiplied(by: Number(100))
    #expect(naive.rounded(decimals: 1) == Number(decimal: "78.2"))
    #expect(try published("78.1").verdict(recomputed: naive, range: range) == .compatible)
    #expect(try published("78.2").verdict(recomputed: naive, range: range) == .exact)
    #expect(try published("77.9").verdict(recomputed: naive, range: range) == .contradiction)
  }

  @Test func aNumberPrintedInFullClaimsEveryDigit() throws {
    let total = try #require(PrintedNumber(Number(100), .number, .init(), isRounded: false))
    let range = Interval(try #require(Number(decimal: "99.75")), try #require(Number(decimal: "100.05")))
    let naive = try #require(Number(decimal: "99.9"))
    #expect(total.verdict(recomputed: naive, range: range) == .compatible)
    #expect(total.verdict(recomputed: Number(100), range: range) == .exact)
  }
}
