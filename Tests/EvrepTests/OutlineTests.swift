import Evrep
import EvrepSource
import Testing

/// The sections that messages name, with the numbers that the style prints.
@Suite struct OutlineTests {
  /// The section of each hole `{x}`, which is unknown.
  private func sections(_ body: String, header: String = "样式 gongwen") -> [String] {
    let compilation = Case("---\n\(header)\n---\n\(body)").compile()
    let places = compilation.diagnostics.flatMap { [$0.place].compactMap(\.self) + $0.labels.map(\.place) }
    return places.map { compilation.outline.titles(at: $0).joined(separator: " › ") }
  }

  @Test func headingsAreNumberedAsTheStyleDoes() {
    let body = "{x}\n# 甲\n{x}\n## 乙 {#b}\n{x}\n## 丙 ##\n{x}\n# 丁\n{x}\n### 戊\n{x}\n"
    let expected = ["", "一、甲", "一、甲 › （一）乙", "一、甲 › （二）丙", "二、丁", "二、丁 › 1.戊"]
    #expect(sections(body) == expected)
    #expect(sections("# 甲\n{x}\n", header: "样式 plain") == ["甲"])
  }

  @Test func problemsAreNumberedToo() {
    let body = """
      # 问题
      ::: 问题 占比不足
      {x}
      ::: 措施
      - {x}
      :::
      :::
      {x}
      ::: 问题
      经费{x}不足
      ::: 措施
      - 一
      :::
      :::

      """
    #expect(
      sections(body) == ["一、问题 › 1.占比不足", "一、问题 › 1.占比不足", "一、问题", "一、问题 › 2.经费{x}不足"])
  }

  @Test func branchesCountFromWhereTheirBlockBegins() {
    let body = "# 甲\n::: 当 1 > 0\n# 乙\n{x}\n::: 否则\n# 丙\n{x}\n:::\n# 丁\n{x}\n"
    #expect(sections(body) == ["二、乙", "二、丙", "三、丁"])
  }

  @Test func whatIsNoHeadingIsNone() {
    let body = "```\n# 一\n```\n<!--\n# 二\n-->\n#三\n\n    # 四\n\n标题\n===\n{x}\n\n- a\n---\n{x}\n"
    // What is close to a heading is warned of.
    #expect(sections(body) == ["", "一、标题", "一、标题"])
  }
}
